import { parsePointer } from "../pointer.js";
import type { Pointer } from "../types.js";

/** Where payloads are in a document, as a tree by the tokens that lead to them. */
export interface PayloadPlaces {
	/** The pointer of a payload's place, if one is here; with `every`, unless there is an array. */
	readonly pattern: Pointer | undefined;
	/** What is below each name, or index of an array. */
	readonly members: readonly Member[];
	/** What is below every element or member. */
	readonly every: PayloadPlaces | undefined;
}

/** A name on the way, with the bytes of its UTF-8. */
interface Member {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly places: PayloadPlaces;
}

/** The token that stands for every element of an array, or every member of an object. */
const EVERY = "*";

/** More tokens than any document has that is read. */
const MOST_TOKENS = 100;

/**
 * Reads JSON Pointers in which the token `*` stands for every element of an array, or every member of an object. Throws
 * a SyntaxError, whose message says what is wrong, for a text that is no pointer and for two that overlap; only a place and
 * its elements may be given together, and then elements are meant where it is an array.
 *
 * @example parsePlaces(["/data/client"]); parsePlaces(["/before", "/after"]); parsePlaces(["/clients/*"])
 */
export function parsePlaces(pointers: readonly Pointer[]): PayloadPlaces {
	return treeOf(pointers.map((pointer) => ({ pointer, tokens: tokensOf(pointer) })));
}

interface Way {
	readonly pointer: Pointer;
	/** The tokens that are still to go. */
	readonly tokens: readonly string[];
}

function tokensOf(pointer: Pointer): readonly string[] {
	let tokens: string[];
	try {
		tokens = parsePointer(pointer);
	} catch {
		throw new SyntaxError(`${pointer} is no JSON Pointer: those begin with /, such as /data/client`);
	}
	if (tokens.includes("__proto__")) throw new SyntaxError("no document with the name __proto__ is read");
	if (tokens.length > MOST_TOKENS) throw new SyntaxError(`a pointer has more than ${MOST_TOKENS} tokens`);
	return tokens;
}

function treeOf(ways: readonly Way[]): PayloadPlaces {
	const [first, second] = ways;
	const ended = ways.find(({ tokens }) => tokens.length === 0);
	if (ended && second) return elementsOrSelf(ended, ways);
	if (ended) return { pattern: ended.pointer, members: [], every: undefined };
	const names = [...new Set(ways.map(({ tokens: [name = ""] }) => name))];
	if (names.includes(EVERY) && names.length > 1) {
		const other = ways.find(({ tokens: [name] }) => name !== first?.tokens[0]);
		throw overlap(first, other);
	}
	const below = (name: string) =>
		treeOf(
			ways
				.filter(({ tokens: [token] }) => token === name)
				.map(({ pointer, tokens: [, ...rest] }) => ({ pointer, tokens: rest })),
		);
	if (names[0] === EVERY) return { pattern: undefined, members: [], every: below(EVERY) };
	const members = names.map((name) => ({ name, bytes: new TextEncoder().encode(name), places: below(name) }));
	return { pattern: undefined, members, every: undefined };
}

/** A place and its elements together: the elements where it is an array, and else the place itself. */
function elementsOrSelf(ended: Way, ways: readonly Way[]): PayloadPlaces {
	const [other, more] = ways.filter((way) => way !== ended);
	if (more || other?.tokens.length !== 1 || other.tokens[0] !== EVERY) throw overlap(ended, other);
	const every = { pattern: other.pointer, members: [], every: undefined };
	return { pattern: ended.pointer, members: [], every };
}

function overlap(one: Way | undefined, other: Way | undefined): SyntaxError {
	return new SyntaxError(`${one?.pointer} and ${other?.pointer} overlap: one place is in the other`);
}
