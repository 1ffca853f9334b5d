import { formatPointer, type Pointer } from "../../../json/index.js";
import type { Units } from "../../step.js";
import type { AnyCodec } from "../codecs/index.js";
import { atPlace, located } from "../codecs/index.js";
import { readerOf } from "./member.js";
import type { Telling } from "./telling.js";
import type { WayPart } from "./way.js";

/** A rule in one direction: what it makes, and what it says of that. */
export interface Half {
	readonly parts: readonly WayPart[];
	readonly tell: (telling: Telling, given: unknown, made: unknown) => void;
}

/** A rule. */
export interface Move {
	readonly up: Half;
	readonly down: Half;
}

type Tokens = readonly string[];

/** What stands at one place goes to another, as it is or by a codec. */
export function moveOf(older: Tokens, newer: Tokens, codec?: AnyCodec, takesAbsence = false): Move {
	const back = codec?.units && ([codec.units[1], codec.units[0]] as const);
	return {
		up: half(older, newer, codec && ((value) => codec.upgrade(value)), takesAbsence, codec?.units),
		down: half(newer, older, codec && ((value) => codec.downgrade(value)), takesAbsence, back),
	};
}

function half(
	from: Tokens,
	to: Tokens,
	convert: ((value: unknown) => unknown) | undefined,
	takesAbsence: boolean,
	units: Units | undefined,
): Half {
	const [source, target] = [formatPointer(from), formatPointer(to)];
	const [read, readMade] = [readerOf(from), readerOf(to)];
	const [whereNull, whereNullMade] = [nullFinder(from), nullFinder(to)];
	const reads = source !== target ? "elsewhere" : convert ? "converted" : "copy";
	const make = (given: unknown) => {
		const value = read(given);
		if (convert === undefined || (value === undefined && !takesAbsence)) return value;
		try {
			return convert(value);
		} catch (error) {
			throw atPlace(error, source);
		}
	};
	return {
		parts: [{ tokens: to, make: convert ? make : read, reads }],
		tell(telling, given, made) {
			// What stays where it was needs no word.
			if (reads === "copy" && telling.isInPlace) return;
			const [value, became] = [read(given), readMade(made)];
			telling.became(
				value,
				became,
				value === null ? whereNull(given) : source,
				became === null ? whereNullMade(made) : target,
				units,
			);
		},
	};
}

/** Finds where the null stands that was read at the tokens: there, or in something on the way. */
function nullFinder(tokens: Tokens): (value: unknown) => Pointer {
	const ways = tokens.map((_, i) => {
		const way = tokens.slice(0, i + 1);
		return { read: readerOf(way), at: formatPointer(way) };
	});
	const last = formatPointer(tokens);
	return (value) => ways.find(({ read }) => read(value) === null)?.at ?? last;
}

/** A value that is worked out, or that is the same for all: on the way back nothing reads it. */
export function madeUp(
	newer: Tokens,
	make: (older: unknown, outer: unknown) => unknown,
	kind: "derived" | "defaulted" | "told",
): Move {
	const at = formatPointer(newer);
	const read = readerOf(newer);
	return {
		up: {
			parts: [{ tokens: newer, make, reads: "elsewhere" }],
			tell(telling, given, made) {
				const value = read(made);
				// What stood there already needs no word.
				const isSame = telling.isInPlace && read(given) === value;
				if (kind !== "told" && value !== undefined && !isSame) telling[kind](at);
			},
		},
		down: {
			parts: [],
			tell: (telling, given, made) => {
				const value = read(given);
				if (kind !== "told" && !(telling.isInPlace && read(made) === value)) telling.dropped(value, at);
			},
		},
	};
}

/** Values of several places, or several values of one, by one function each way. */
export function severalOf(
	older: ReadonlyMap<string, Tokens>,
	newer: ReadonlyMap<string, Tokens>,
	up: (given: unknown) => unknown,
	down: (given: unknown) => unknown,
): Move {
	return { up: several(older, newer, up), down: several(newer, older, down) };
}

/** `convert` takes the record and gives an object that has the values by name. */
function several(
	from: ReadonlyMap<string, Tokens>,
	to: ReadonlyMap<string, Tokens>,
	convert: (given: unknown) => unknown,
): Half {
	const targets = [...to].map(([name, tokens]) => ({
		read: readerOf([name]),
		tokens,
		at: formatPointer(tokens),
	}));
	const sources = [...from.values()].map((tokens) => ({ read: readerOf(tokens), at: formatPointer(tokens) }));
	const first = sources[0]?.at ?? "";
	return {
		parts: targets.map(({ read, tokens }) => ({
			tokens,
			make: (given) => read(located(first, () => convert(given))),
			reads: "elsewhere",
		})),
		tell(telling, given, made) {
			for (const { tokens, at } of targets) {
				const value = readerOf(tokens)(made);
				// What stood there already needs no word.
				const isSame = telling.isInPlace && readerOf(tokens)(given) === value;
				if (value !== undefined && !isSame) telling.derived(at);
			}
			for (const { read, at } of sources) {
				const isFilled =
					telling.isInPlace && targets.some((one) => one.at === at) && read(made) !== undefined;
				if (!isFilled) telling.dropped(read(given), at);
			}
		},
	};
}

/** What the way back puts where no rule does; on the way up it is dropped, and that is meant, if not told already. */
export function lostAt(older: Tokens, value: unknown, isTold: boolean): Move {
	const at = formatPointer(older);
	const read = readerOf(older);
	return {
		up: {
			parts: [],
			tell: (telling, given) => {
				if (!isTold) telling.dropped(read(given), at);
			},
		},
		down: {
			parts: [{ tokens: older, make: () => value, reads: "elsewhere", isFiller: true }],
			tell: (telling, _, made) => {
				if (read(made) !== undefined) telling.defaulted(at);
			},
		},
	};
}

/** What the newer version has no place for, and that is meant; a null that other rules read parts of has one. */
export function droppedAt(older: Tokens, hasTakenParts = false): Move {
	const read = readerOf(older);
	const at = formatPointer(older);
	return {
		up: {
			parts: [],
			tell: (telling, given) => {
				const value = read(given);
				if (value !== null || !hasTakenParts) telling.dropped(value, at);
			},
		},
		down: NO_HALF,
	};
}

/** What only the newer version has: nothing makes it, and the way back drops it. */
export function absentAt(newer: Tokens): Move {
	const { up, down } = droppedAt(newer);
	return { up: down, down: up };
}

const NO_HALF: Half = { parts: [], tell: () => {} };

/** The member of an older variant that tells which one it is, and its value. */
export interface Tag {
	readonly member: string;
	readonly value: unknown;
	/** The newer variant's member that has the same value, if one has. */
	readonly to: string | undefined;
}

/** A tag that no rule takes: the newer variant tells the same by what it is. */
export function tagOf({ member, value, to }: Tag): Move {
	const at = formatPointer([member]);
	return {
		up: {
			parts: [],
			tell: (telling) =>
				to === undefined ? telling.dropped(value, at) : telling.moved(at, formatPointer([to])),
		},
		down: {
			parts: [{ tokens: [member], make: () => value, reads: "elsewhere" }],
			tell: (telling) => (to === undefined ? telling.derived(at) : telling.moved(formatPointer([to]), at)),
		},
	};
}
