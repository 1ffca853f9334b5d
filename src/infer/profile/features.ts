import { escapeToken, type JsonObject, type Pointer } from "../../json/index.js";
import { typeOf } from "../../validate/index.js";

/** What can be said of an object's shape: a member is there, or is there with a value of a type. */
export interface Feature {
	readonly pointer: Pointer;
	/** The type of the member's values; undefined for its presence alone. */
	readonly type?: string;
}

/** Objects with more members than this are more likely maps than shapes, so what is below them is no feature. */
const WIDEST = 64;

interface Named {
	readonly pointer: Pointer;
	readonly present: number;
	readonly types: Map<string, number>;
	readonly below: Map<string, Named>;
}

/** The features of the objects at one place, each with a number of its own. Objects may hold objects, arrays are not entered. */
export class Features {
	readonly all: Feature[] = [];
	readonly #names = new Map<string, Named>();
	readonly #depth: number;
	readonly #most: number;
	readonly #ignored = new Set<number>();

	/** How deep objects in objects are looked at, and how many features are told apart; others are not seen. */
	constructor(depth: number, most: number) {
		this.#depth = depth;
		this.#most = most;
	}

	/** The features that an object has, without those that are ignored. */
	of(object: JsonObject): number[] {
		const found: number[] = [];
		this.#collect(object, Object.keys(object), this.#names, { pointer: "", depth: this.#depth }, found);
		return found;
	}

	/** The features of members of the object itself being there. */
	present(names: readonly string[]): number[] {
		const found: number[] = [];
		for (const name of names) {
			this.#push((this.#names.get(name) ?? this.#enter(name, this.#names, ""))?.present, found);
		}
		return found;
	}

	/** From now on these are not looked at. */
	ignore(features: Iterable<number>): void {
		for (const feature of features) this.#ignored.add(feature);
	}

	/** Null is a value of any type, so it tells of none. */
	#collect(
		object: JsonObject,
		names: readonly string[],
		known: Map<string, Named>,
		above: { readonly pointer: Pointer; readonly depth: number },
		found: number[],
	): void {
		for (const name of names) {
			const named = known.get(name) ?? this.#enter(name, known, above.pointer);
			const value = object[name];
			if (named === undefined || value === undefined) continue;
			this.#push(named.present, found);
			const type = typeOf(value);
			if (type === "null") continue;
			this.#push(this.#typeOf(named, type), found);
			if (type !== "object" || above.depth <= 1) continue;
			// typeOf has told that it is an object.
			const inner = value as JsonObject;
			const innerNames = Object.keys(inner);
			if (innerNames.length > WIDEST) continue;
			this.#collect(
				inner,
				innerNames,
				named.below,
				{ pointer: named.pointer, depth: above.depth - 1 },
				found,
			);
		}
	}

	#push(feature: number | undefined, found: number[]): void {
		if (feature !== undefined && !this.#ignored.has(feature)) found.push(feature);
	}

	#enter(name: string, known: Map<string, Named>, above: Pointer): Named | undefined {
		if (this.all.length >= this.#most) return undefined;
		const pointer = `${above}/${escapeToken(name)}`;
		const named = { pointer, present: this.all.length, types: new Map(), below: new Map() };
		this.all.push({ pointer });
		known.set(name, named);
		return named;
	}

	#typeOf({ pointer, types }: Named, type: string): number | undefined {
		const known = types.get(type);
		if (known !== undefined || this.all.length >= this.#most) return known;
		types.set(type, this.all.length);
		this.all.push({ pointer, type });
		return this.all.length - 1;
	}
}
