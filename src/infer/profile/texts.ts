import { lengthOf } from "../../validate/index.js";
import { ALL_FORMATS, formatName, formatsIn } from "./formats.js";

/** How many different texts are remembered of one place, and how long each may be, in UTF-16 code units. */
const MOST_VALUES = 24;
const LONGEST_VALUE = 64;

/** What the strings at one place have in common. */
export class TextProfile {
	count = 0;
	minLength = Number.POSITIVE_INFINITY;
	maxLength = 0;
	/** The different texts and how often each came; undefined once they are too many or too long. */
	values: Map<string, number> | undefined = new Map();
	/** The earliest and the latest moment, in milliseconds since 1970, while all texts are moments. */
	earliest = Number.POSITIVE_INFINITY;
	latest = Number.NEGATIVE_INFINITY;
	#formats = ALL_FORMATS;
	readonly #measures: boolean;

	/** Lengths are only measured if they are asked for: that takes a walk over every text. */
	constructor(measures: boolean) {
		this.#measures = measures;
	}

	/** The format that every text has. */
	get format(): string | undefined {
		return this.count === 0 ? undefined : formatName(this.#formats);
	}

	add(text: string): void {
		this.count++;
		if (this.#formats !== 0) this.#narrow(text);
		if (this.values !== undefined) this.#remember(text, 1);
		if (!this.#measures) return;
		const length = lengthOf(text);
		if (length < this.minLength) this.minLength = length;
		if (length > this.maxLength) this.maxLength = length;
	}

	merge(other: TextProfile): void {
		this.count += other.count;
		this.minLength = Math.min(this.minLength, other.minLength);
		this.maxLength = Math.max(this.maxLength, other.maxLength);
		this.earliest = Math.min(this.earliest, other.earliest);
		this.latest = Math.max(this.latest, other.latest);
		this.#formats &= other.#formats;
		if (other.values === undefined) this.values = undefined;
		else for (const [text, count] of other.values) this.#remember(text, count);
	}

	#narrow(text: string): void {
		this.#formats = formatsIn(this.#formats, text);
		const name = formatName(this.#formats);
		if (name !== "date-time" && name !== "date") return;
		const moment = Date.parse(text);
		this.earliest = Math.min(this.earliest, moment);
		this.latest = Math.max(this.latest, moment);
	}

	#remember(text: string, count: number): void {
		if (this.values === undefined) return;
		const known = this.values.get(text);
		if (known !== undefined) this.values.set(text, known + count);
		else if (this.values.size < MOST_VALUES && text.length <= LONGEST_VALUE) this.values.set(text, count);
		else this.values = undefined;
	}
}
