import { formatPointer, type Pointer, parsePointer } from "../json/index.js";

/** Values that a schema allows but that are hardly meant, such as times in seconds where milliseconds are. */
export interface Suspicion<At extends Pointer = Pointer> {
	/** What accounts call it, such as "seconds". */
	readonly name: string;
	/** Where the newest version has such values: pointers, with "*" for every index of an array. */
	readonly at: readonly At[];
	/** Whether a value that stands there is hardly meant. */
	readonly looksLike: (value: unknown) => boolean;
	/** What it is, to be read on after "is ": "a time in seconds, where milliseconds are meant". */
	readonly message: string;
}

/** What to do with values that are suspect: "tell" of them in the account, or "reject" the payload. */
export type Suspect = "tell" | "reject";

/** A value that is suspect, and why. */
export interface SuspectValue {
	readonly at: Pointer;
	readonly suspicion: Suspicion;
}

/** What may be suspect in the newest version's payloads. */
export class Suspicions {
	readonly list: readonly Suspicion[];
	readonly #root: SuspectPlace;

	constructor(list: readonly Suspicion[]) {
		this.list = list;
		this.#root = placesOfSuspicions(list);
	}

	/** The suspect values of a valid payload. */
	in(payload: unknown): readonly SuspectValue[] {
		const found: SuspectValue[] = [];
		look(payload, this.#root, [], found);
		return found;
	}
}

/** What may be suspect at a place, and below it. */
export interface SuspectPlace {
	readonly suspicions: readonly Suspicion[];
	/** By the name of a member; "*" for all elements of an array. */
	readonly below: ReadonlyMap<string, SuspectPlace>;
}

interface Place extends SuspectPlace {
	readonly suspicions: Suspicion[];
	readonly below: Map<string, Place>;
}

const newPlace = (): Place => ({ suspicions: [], below: new Map() });

/** The places that suspicions are about, as a tree. */
export function placesOfSuspicions(list: readonly Suspicion[]): SuspectPlace {
	const root = newPlace();
	for (const suspicion of list) for (const at of suspicion.at) placeAt(root, at).suspicions.push(suspicion);
	return root;
}

function placeAt(root: Place, at: Pointer): Place {
	let place = root;
	for (const token of parsePointer(at)) {
		const next = place.below.get(token) ?? newPlace();
		place.below.set(token, next);
		place = next;
	}
	return place;
}

function look(value: unknown, place: SuspectPlace, at: (string | number)[], found: SuspectValue[]): void {
	for (const suspicion of place.suspicions) {
		if (isSuspect(suspicion, value)) found.push({ at: formatPointer(at), suspicion });
	}
	if (typeof value !== "object" || value === null) return;
	for (const [name, below] of place.below) {
		if (name === "*" && Array.isArray(value)) {
			for (let index = 0; index < value.length; index++) lookBelow(value[index], below, at, index, found);
		} else if (Object.hasOwn(value, name)) lookBelow(Reflect.get(value, name), below, at, name, found);
	}
}

function lookBelow(
	value: unknown,
	place: SuspectPlace,
	at: (string | number)[],
	token: string | number,
	found: SuspectValue[],
): void {
	at.push(token);
	look(value, place, at, found);
	at.pop();
}

/** Whether the value is suspect; a judge that throws has not cleared it. */
export function isSuspect({ looksLike }: Suspicion, value: unknown): boolean {
	try {
		return looksLike(value);
	} catch {
		return true;
	}
}
