import { type ReadIssue, readIssue } from "../issue.js";
import { escapeToken } from "../pointer.js";
import { decode, firstBadByte } from "../read/decode.js";
import { DEEPEST } from "../read/read.js";
import type { Pointer } from "../types.js";
import { ByteScanner } from "./byte-scanner.js";
import { CLOSE, CLOSE_OBJECT, OPEN, OPEN_OBJECT } from "./characters.js";
import type { PayloadPlaces } from "./places.js";
import { ReadRefusal } from "./tokens.js";

/** What only the search for places says against a document. */
export const PLACE_ISSUES = {
	"nothing-there": "there is nothing at the place where the payload should be",
	"name-twice": "an object on the way to the payload has this name twice",
} as const;

/** Why a document was refused. */
export type PlaceIssue =
	| ReadIssue
	| {
			readonly code: keyof typeof PLACE_ISSUES;
			readonly instanceLocation: Pointer;
			readonly message: string;
	  };

/** Where the text of a payload stands in a document. */
export interface FoundPlace {
	readonly at: Pointer;
	/** The pointer that led there, in which `*` may stand for a name or an index. */
	readonly pattern: Pointer;
	/** The first byte, and the one after the last. */
	readonly start: number;
	readonly end: number;
}

/** The places of a document in their order, none where each is null or nothing is in the arrays; or why it was refused. */
export type FoundPlaces =
	| { readonly places: readonly FoundPlace[]; readonly issues?: undefined }
	| { readonly issues: readonly [PlaceIssue] };

/**
 * Finds payloads in the bytes of a document. All around them must be JSON, as `read` lets it in; the payloads themselves
 * are not read, and whoever reads them learns whether they are JSON.
 *
 * A place must be there: if one is missing below an element or member that `*` stands for, or if all are, the document
 * is refused. A null at the place or on the way to it is no payload. A name that leads to the payload must not stand in
 * its object twice, however it is escaped.
 *
 * @example findPlaces(Buffer.from('{"data":{"id":1}}'), parsePlaces(["/data"]), 1000) // places: at "/data", 8 to 16
 */
export function findPlaces(bytes: Uint8Array, places: PayloadPlaces, maxDepth: number): FoundPlaces {
	const finder = new Finder(bytes, Math.min(maxDepth, DEEPEST));
	try {
		finder.search(places);
	} catch (error) {
		if (error instanceof ReadRefusal) return { issues: [error.issue] };
		if (error instanceof Misplaced) return { issues: [error.issue] };
		throw error;
	}
	if ((finder.seen & 0x80) !== 0 && decode(bytes) === undefined)
		return { issues: [readIssue("not-utf8", "", firstBadByte(bytes))] };
	if (finder.missing !== undefined && !finder.hasReached)
		return { issues: [misplaced("nothing-there", finder.missing)] };
	return { places: finder.found };
}

function misplaced(code: keyof typeof PLACE_ISSUES, instanceLocation: Pointer): PlaceIssue {
	return { code, instanceLocation, message: PLACE_ISSUES[code] };
}

class Misplaced extends Error {
	readonly issue: PlaceIssue;

	constructor(code: keyof typeof PLACE_ISSUES, at: Pointer) {
		super(code);
		this.issue = misplaced(code, at);
	}
}

class Finder {
	readonly found: FoundPlace[] = [];
	/** Whether some place is there, with a payload, with null, or as an array or object without an element. */
	hasReached = false;
	/** The first place that isn't there. */
	missing: Pointer | undefined;
	readonly #scanner: ByteScanner;

	constructor(bytes: Uint8Array, maxDepth: number) {
		this.#scanner = new ByteScanner(bytes, maxDepth);
	}

	get seen(): number {
		return this.#scanner.seen;
	}

	search(places: PayloadPlaces): void {
		const scanner = this.#scanner;
		scanner.space();
		this.#visit(places, "", 0, false);
		scanner.space();
		if (scanner.peek() !== -1) scanner.refuse();
	}

	/** Visits a value on the way; `isBelowEvery` says that one of several is missing if anything is. */
	#visit(places: PayloadPlaces, at: Pointer, depth: number, isBelowEvery: boolean): void {
		const scanner = this.#scanner;
		const { pattern, members, every } = places;
		if (scanner.isNull()) this.hasReached = true;
		else if (pattern !== undefined && !(every && scanner.peek() === OPEN)) this.#take(at, pattern, depth);
		else if (scanner.peek() === OPEN_OBJECT)
			if (every) this.#everyMember(every, at, depth);
			else this.#members(places, at, depth, isBelowEvery);
		else if (scanner.peek() === OPEN)
			if (every) this.#everyElement(every, at, depth);
			else this.#indexed(members, at, depth, isBelowEvery);
		else {
			scanner.value(depth);
			this.#miss(at, isBelowEvery);
		}
	}

	#take(at: Pointer, pattern: Pointer, depth: number): void {
		const start = this.#scanner.at;
		this.#scanner.payload(depth);
		this.found.push({ at, pattern, start, end: this.#scanner.at });
		this.hasReached = true;
	}

	#members({ members }: PayloadPlaces, at: Pointer, depth: number, isBelowEvery: boolean): void {
		const scanner = this.#scanner;
		const met: PayloadPlaces[] = [];
		scanner.enter(depth);
		for (let isFirst = true; scanner.next(CLOSE_OBJECT, isFirst); isFirst = false) {
			scanner.name();
			const member = lastNamed(members, scanner);
			if (member) {
				const place = below(at, member.name);
				if (met.includes(member.places)) throw new Misplaced("name-twice", place);
				met.push(member.places);
				this.#visit(member.places, place, depth + 1, isBelowEvery);
			} else scanner.value(depth + 1);
			scanner.space();
		}
		for (const { name, places } of members)
			if (!met.includes(places)) this.#miss(below(at, name), isBelowEvery);
	}

	#everyMember(every: PayloadPlaces, at: Pointer, depth: number): void {
		const scanner = this.#scanner;
		const met = new Set<string>();
		scanner.enter(depth);
		for (let isFirst = true; scanner.next(CLOSE_OBJECT, isFirst); isFirst = false) {
			scanner.name();
			const name = scanner.lastName;
			const place = below(at, name);
			if (met.has(name)) throw new Misplaced("name-twice", place);
			met.add(name);
			this.#visit(every, place, depth + 1, true);
			scanner.space();
		}
		if (met.size === 0) this.hasReached = true;
	}

	#everyElement(every: PayloadPlaces, at: Pointer, depth: number): void {
		const count = this.#elements(() => every, at, depth, true);
		if (count === 0) this.hasReached = true;
	}

	#indexed(members: PayloadPlaces["members"], at: Pointer, depth: number, isBelowEvery: boolean): void {
		const met = new Set<string>();
		const find = (index: number) => {
			const member = members.find(({ name }) => name === String(index));
			if (member) met.add(member.name);
			return member?.places;
		};
		this.#elements(find, at, depth, isBelowEvery);
		for (const { name } of members) if (!met.has(name)) this.#miss(below(at, name), isBelowEvery);
	}

	#elements(
		find: (index: number) => PayloadPlaces | undefined,
		at: Pointer,
		depth: number,
		isBelowEvery: boolean,
	): number {
		const scanner = this.#scanner;
		let index = 0;
		scanner.enter(depth);
		for (; scanner.next(CLOSE, index === 0); index++) {
			const places = find(index);
			if (places) this.#visit(places, `${at}/${index}`, depth + 1, isBelowEvery);
			else scanner.value(depth + 1);
			scanner.space();
		}
		return index;
	}

	#miss(at: Pointer, isBelowEvery: boolean): void {
		this.missing ??= at;
		if (isBelowEvery) throw new Misplaced("nothing-there", at);
	}
}

/** The member whose name was passed last. */
function lastNamed(members: PayloadPlaces["members"], scanner: ByteScanner) {
	for (const member of members) if (scanner.isName(member)) return member;
	return undefined;
}

function below(at: Pointer, name: string): Pointer {
	return `${at}/${escapeToken(name)}`;
}
