import { formatPointer, type Pointer, parsePointer } from "../../../json/index.js";
import type { EmittedCodec } from "./functions.js";
import type { EmittedPart } from "./object.js";
import { jsonSource, memberSource, placeOf, readSource } from "./text.js";

// As `plan/half` and `plan/nested` have them, for levels that stand at the same place in both versions.

/** A level as source: the functions that convert and tell, each way, by name. */
export interface EmittedLevel {
	readonly up: string;
	readonly down: string;
	readonly tellUp: string;
	readonly tellDown: string;
	/** What an upgrade leaves, if that is known without a way back. */
	readonly leaving: string | undefined;
}

/** A rule in one direction as source: the values that it makes, and the statements that tell of them. */
interface EmittedHalf {
	readonly parts: readonly EmittedPart[];
	readonly tell: readonly string[];
}

/** A rule as source. */
export interface EmittedMove {
	readonly up: EmittedHalf;
	readonly down: EmittedHalf;
}

type Tokens = readonly string[];

/** Whether a codec is given whatever stands at the tokens: it takes absence, or something always stands there. */
type IsTaken = (direction: "up" | "down", tokens: Tokens) => boolean;

/** What stands at one place goes to another, as it is or by a codec. */
export function moved(
	older: Tokens,
	newer: Tokens,
	codec?: EmittedCodec,
	isTaken: IsTaken = () => true,
): EmittedMove {
	return {
		up: half(older, newer, codec && { convert: codec.upgrade, units: codec.units }, isTaken("up", older)),
		down: half(
			newer,
			older,
			codec && { convert: codec.downgrade, units: codec.unitsBack },
			isTaken("down", newer),
		),
	};
}

interface Conversion {
	/** A function as source, to be called. */
	readonly convert: string;
	readonly units: string | undefined;
}

function half(from: Tokens, to: Tokens, codec: Conversion | undefined, isTaken: boolean): EmittedHalf {
	const [source, target] = [formatPointer(from), formatPointer(to)];
	const isInPlace = source === target;
	const value = readSource("given", from);
	const expression =
		codec === undefined
			? value
			: isTaken
				? `${codec.convert}(${value})`
				: `${value} === undefined ? undefined : ${codec.convert}(${value})`;
	const reads = !isInPlace ? "elsewhere" : codec ? "converted" : "copy";
	const made = readSource("made", to);
	const args = [value, made, placeOf("given", from), placeOf("made", to), codec?.units ?? "undefined"];
	const told = `became(account, ${args.join(", ")});`;
	return {
		parts: [{ tokens: to, expression, original: value, reads, ...(codec && { at: source }) }],
		tell: reads === "copy" ? [] : [isInPlace ? `if (${value} !== ${made}) ${told}` : told],
	};
}

/** A value that is worked out, or that is the same for all: on the way back nothing reads it. */
export function filledIn(newer: Tokens, expression: string, kind: "derived" | "defaulted"): EmittedMove {
	const at = jsonSource(formatPointer(newer));
	const [given, made] = [readSource("given", newer), readSource("made", newer)];
	return {
		up: {
			parts: [{ tokens: newer, expression, original: given, at: "", reads: "elsewhere" }],
			tell: [`if (${made} !== undefined && ${given} !== ${made}) account.${kind}(${at});`],
		},
		down: {
			parts: [],
			tell: [`if (${given} !== undefined && ${given} !== ${made}) account.dropped(${at});`],
		},
	};
}

/** A value of the newer version that is made of several of the older one, and they of it. */
export function joined(
	pointers: Readonly<Record<string, Pointer>>,
	newer: Tokens,
	codec: EmittedCodec,
): EmittedMove {
	const sources = Object.entries(pointers).map(([name, at]) => ({ name, at, tokens: parsePointer(at) }));
	const target = { at: formatPointer(newer), tokens: newer };
	const record = sources.map(({ name, tokens }) => `${memberSource(name)}: ${readSource("given", tokens)}`);
	const made = (tokens: Tokens, expression: string, at: Pointer): EmittedPart => ({
		tokens,
		expression,
		original: readSource("given", tokens),
		at,
		reads: "elsewhere",
	});
	return {
		up: {
			parts: [made(newer, `${codec.upgrade}({ ${record.join(", ")} })`, sources[0]?.at ?? "")],
			tell: toldOf(sources, [target]),
		},
		down: {
			parts: sources.map(({ name, tokens }) =>
				made(tokens, readSource(`${codec.downgrade}(${readSource("given", newer)})`, [name]), target.at),
			),
			tell: toldOf([target], sources),
		},
	};
}

/** What several values of one version became: others of the other version, each unless it stood there already. */
function toldOf(from: readonly Placed[], to: readonly Placed[]): readonly string[] {
	const derived = to.map(({ tokens, at }) => {
		const [given, made] = [readSource("given", tokens), readSource("made", tokens)];
		return `if (${made} !== undefined && ${given} !== ${made}) account.derived(${jsonSource(at)});`;
	});
	const dropped = from.map(({ tokens, at }) => {
		const [given, made] = [readSource("given", tokens), readSource("made", tokens)];
		const isGone = to.some((one) => one.at === at) ? ` && ${made} === undefined` : "";
		return `if (${given} !== undefined${isGone}) account.dropped(${jsonSource(at)});`;
	});
	return [...derived, ...dropped];
}

interface Placed {
	readonly at: Pointer;
	readonly tokens: Tokens;
}

/**
 * The elements of an array that stays where it is, each by a level of its own; `orEmpty` makes an array of none, on the
 * way up.
 */
export function nested(at: Tokens, level: EmittedLevel, orEmpty = false): EmittedMove {
	const pointer = formatPointer(at);
	const one = (convert: string, tell: string, more = ""): EmittedHalf => ({
		parts: [
			{
				tokens: at,
				expression: `convertEach(${readSource("given", at)}, ${convert}, given${more})`,
				original: readSource("given", at),
				at: pointer,
				reads: "converted",
			},
		],
		tell: [
			`tellEach(account, ${jsonSource(pointer)}, ${readSource("given", at)}, ${readSource("made", at)}, ${tell});`,
		],
	});
	const up = one(level.up, level.tellUp, orEmpty ? ", true" : "");
	const down = one(level.down, level.tellDown);
	const { leaving } = level;
	const [name] = at;
	if (leaving === undefined || name === undefined || at.length > 1) return { up, down };
	const args = [
		readSource("older", at),
		readSource("given", at),
		leaving,
		`() => ${down.parts[0]?.expression}`,
		"given",
		jsonSource(name),
		"place",
	];
	const parts = down.parts.map((part) => ({ ...part, leave: `left.elements(${args.join(", ")})` }));
	return { up, down: { ...down, parts } };
}

/** What the way back puts where no rule does; on the way up it is dropped, and that is meant, if not told already. */
export function lostAs(pointer: Pointer, value: unknown, isTold: boolean): EmittedMove {
	const tokens = parsePointer(pointer);
	const [given, made] = [readSource("given", tokens), readSource("made", tokens)];
	return {
		up: {
			parts: [],
			tell: isTold ? [] : [`if (${given} !== undefined) account.dropped(${jsonSource(pointer)});`],
		},
		down: {
			parts: [{ tokens, expression: jsonSource(value), original: given, reads: "elsewhere", isFiller: true }],
			tell: [`if (${made} !== undefined) account.defaulted(${jsonSource(pointer)});`],
		},
	};
}

/** What the newer version has no place for, and that is meant; a null that other rules read parts of has one. */
export function droppedAs(pointer: Pointer, hasTakenParts: boolean): EmittedMove {
	const given = readSource("given", parsePointer(pointer));
	const isNull = hasTakenParts ? ` && ${given} !== null` : "";
	return {
		up: {
			parts: [],
			tell: [`if (${given} !== undefined${isNull}) account.dropped(${jsonSource(pointer)});`],
		},
		down: NO_HALF,
	};
}

/** What only the newer version has: nothing makes it, and the way back drops it. */
export function absent(newer: Tokens): EmittedMove {
	const { up, down } = droppedAs(formatPointer(newer), false);
	return { up: down, down: up };
}

const NO_HALF: EmittedHalf = { parts: [], tell: [] };
