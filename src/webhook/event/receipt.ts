import type { ClerkEvent } from "../../clerk/index.js";
import type { JsonObject, Verbatim } from "../../json/index.js";
import type { Account, Residue } from "../../lineage/index.js";
import type { DataLineage, DataReader, Readers } from "./readers.js";

/** The newest version of what a lineage, or a reader, gives. */
type DataOf<R> = R extends DataReader<infer T> ? T : R extends DataLineage<infer T> ? T : never;

/** The types of events that a pattern stands for. */
type TypesOf<Pattern extends string> = Pattern extends `${infer Beginning}*`
	? `${Beginning}${string}`
	: Pattern;

/** An event around data of that type. */
export type EventOf<Type extends string, Data> = Omit<ClerkEvent, "type" | "data"> & {
	readonly type: Type;
	readonly data: Data;
};

/** What there is to know of any delivery that was received. */
export interface Receipt {
	readonly refused?: undefined;
	/** The delivery's id, which stays the same when the sender tries again. */
	readonly id: string;
	/** When it was sent, in seconds since 1970-01-01T00:00:00Z. */
	readonly sentAt: number;
	/** The versions that the envelope and the data came in; data that no lineage reads has none. */
	readonly from: { readonly event: string; readonly data?: string };
	/** What was done to envelope and data, with pointers into the event; worked out when it is asked for. */
	readonly account: Account;
	/** What the newest versions have no room for. */
	readonly residue: EventResidue;
	/** The text of what JavaScript's numbers and objects can't hold, for `write`, where there is any. */
	readonly verbatim: Verbatim | undefined;
}

/** What found no room, in the envelope and in the data: plain JSON, with which `sentEvent` restores the event. */
export interface EventResidue {
	readonly event: Residue;
	readonly data: Residue;
}

/**
 * An authentic delivery as a current event. `matched` tells which entry of the table read its data, and with that
 * TypeScript knows the data's type; undefined means that none did, and the data is as it was sent.
 */
export type Received<R extends Readers> = Unread | ReadBy<R>;

type Unread = Receipt & {
	readonly matched: undefined;
	readonly event: EventOf<string, JsonObject>;
};

type ReadBy<R extends Readers> = {
	[Pattern in keyof R & string]: Receipt & {
		readonly matched: Pattern;
		readonly event: EventOf<TypesOf<Pattern>, DataOf<R[Pattern]>>;
	};
}[keyof R & string];
