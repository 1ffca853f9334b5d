import type { Json, JsonArray, JsonObject } from "../../json/index.js";
import { typeOf } from "../../validate/index.js";
import { Features } from "./features.js";
import { NumberProfile } from "./numbers.js";
import { Shapes } from "./shapes.js";
import { TextProfile } from "./texts.js";

/** What all profiles of one inference share: how many more may be made, so that memory stays flat. */
export interface Supply {
	left: number;
	/** Whether lengths are measured. */
	readonly measures: boolean;
}

/** Deeper values are not looked into. */
const DEEPEST = 24;
/** Objects below the record: one level of features each, few groups. */
const INNER = { depth: 1, features: 512, groups: 12 } as const;

/** What the values at one place have in common. */
export class Profile {
	count = 0;
	nulls = 0;
	booleans = 0;
	numbers: NumberProfile | undefined;
	texts: TextProfile | undefined;
	items: Profile | undefined;
	arrays = 0;
	minItems = Number.POSITIVE_INFINITY;
	maxItems = 0;
	objects: Shapes<Profile> | undefined;
	/** Whether there were values that nothing is known of: too deep, or too many places. */
	isOpaque = false;
	readonly #supply: Supply;
	readonly #depth: number;

	constructor(supply: Supply, depth = 0) {
		this.#supply = supply;
		this.#depth = depth;
		this.isOpaque = depth > DEEPEST || supply.left <= 0;
		supply.left--;
	}

	/** `at` is the number of the record. */
	add(value: Json, at: number): void {
		this.count++;
		if (this.isOpaque) return;
		const type = typeOf(value);
		// The casts say what the type has told.
		if (type === "null") this.nulls++;
		else if (type === "boolean") this.booleans++;
		else if (type === "number") {
			this.numbers ??= new NumberProfile();
			this.numbers.add(value as number);
		} else if (type === "string") {
			this.texts ??= new TextProfile(this.#supply.measures);
			this.texts.add(value as string);
		} else if (type === "array") this.#addArray(value as JsonArray, at);
		else {
			this.objects ??= this.#shapes();
			this.objects.add(value as JsonObject, at);
		}
	}

	/** The other's values become this one's; the other one is not used any more. */
	merge(other: Profile): void {
		this.count += other.count;
		this.isOpaque ||= other.isOpaque;
		this.nulls += other.nulls;
		this.booleans += other.booleans;
		this.arrays += other.arrays;
		this.minItems = Math.min(this.minItems, other.minItems);
		this.maxItems = Math.max(this.maxItems, other.maxItems);
		this.numbers = merged(this.numbers, other.numbers);
		this.texts = merged(this.texts, other.texts);
		this.items = merged(this.items, other.items);
		this.objects = merged(this.objects, other.objects);
		this.#supply.left++;
	}

	#addArray(items: JsonArray, at: number): void {
		this.arrays++;
		this.minItems = Math.min(this.minItems, items.length);
		this.maxItems = Math.max(this.maxItems, items.length);
		if (items.length === 0) return;
		this.items ??= this.#below();
		for (const item of items) this.items.add(item, at);
	}

	#shapes(): Shapes<Profile> {
		return new Shapes(new Features(INNER.depth, INNER.features), INNER.groups, () => this.#below());
	}

	#below(): Profile {
		return new Profile(this.#supply, this.#depth + 1);
	}
}

function merged<T extends { merge(other: T): void }>(a: T | undefined, b: T | undefined): T | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	a.merge(b);
	return a;
}
