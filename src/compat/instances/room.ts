/** How an instance is filled: with what must be there, with some of what may be, or with all of it. */
export type Filling = "bare" | "some" | "full";

const MAX_VALUES = 600;
const MAX_DEPTH = 8;

/** How far one instance may still grow, so that recursive schemas end, and how it is filled. */
export class Room {
	readonly filling: Filling;
	#values = MAX_VALUES;
	#depth = 0;

	constructor(filling: Filling) {
		this.filling = filling;
	}

	/** Whether only the smallest instances still fit. */
	get isTight(): boolean {
		return this.#values <= 0 || this.#depth > MAX_DEPTH;
	}

	/** Makes one value, and what is in it. */
	within<Value>(make: () => Value): Value {
		this.#values--;
		this.#depth++;
		const made = make();
		this.#depth--;
		return made;
	}
}
