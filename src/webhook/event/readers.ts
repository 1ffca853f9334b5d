import { session } from "../../clerk/index.js";
import type { Converted, Refused } from "../../lineage/index.js";

/**
 * What a receiver needs of the lineage that reads a kind of data; every lineage has it. `T` is what comes out: the
 * type of its newest version.
 */
export interface DataLineage<T = unknown> {
	readonly name: string;
	readonly head: string;
	readonly versions: readonly string[];
	readonly "~standard": { readonly types?: { readonly input: unknown; readonly output: T } };
	upgrade(payload: unknown, options: never): Converted<unknown, string> | Refused;
	downgrade(payload: never, options: never): Converted<unknown, string> | Refused;
}

/** A lineage for data that holds something beside the payload. */
export interface DataReader<T = unknown> {
	readonly lineage: DataLineage<T>;
	/**
	 * Members of the data that the payload doesn't have, each with the member that stands for it there: they are set
	 * apart before the lineage reads the rest, accounted as dropped, and kept in the residue.
	 */
	readonly embedded: { readonly [member: string]: string };
}

/** Which lineage reads the data of which events: by a type, or by the beginning of types ("session.*"). */
export interface Readers {
	readonly [pattern: string]: DataLineage | DataReader;
}

/** Session events carry a Session and, beside it, the whole user that its `user_id` names. */
const SESSION_EVENT = { lineage: session, embedded: { user: "user_id" } } as const;

/** How Clerk's events are read: no event carries a Client, those of sessions carry a Session. */
export const clerkEvents = { "session.*": session } as const satisfies Readers;

/** A pattern of the table, and what it leads to. */
export interface Reading extends DataReader {
	readonly pattern: string;
}

/** Finds the reading for a type: the type itself before any pattern, and of patterns the longest. */
export function readingsOf(readers: Readers): (type: string) => Reading | undefined {
	const readings = Object.entries(readers).map(([pattern, reader]) => ({ pattern, ...readerOf(reader) }));
	const exact = new Map(readings.map((reading) => [reading.pattern, reading]));
	const wild = readings
		.filter(({ pattern }) => pattern.endsWith("*"))
		.sort((a, b) => b.pattern.length - a.pattern.length);
	return (type) =>
		exact.get(type) ?? wild.find(({ pattern }) => type.startsWith(pattern.slice(0, pattern.length - 1)));
}

function readerOf(reader: DataLineage | DataReader): DataReader {
	if ("lineage" in reader) return reader;
	// The one lineage that upshape itself knows what Clerk puts beside its payload.
	return reader === session ? SESSION_EVENT : { lineage: reader, embedded: {} };
}
