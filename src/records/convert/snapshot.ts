import type { Json } from "../../json/index.js";

const END = Symbol("end");

/** What a payload holds, taken before its conversion: steps must not change what they are given, but some may. */
export class Snapshot {
	readonly #tokens: unknown[] = [];
	#length = 0;
	/** The payload, whatever has become of it. */
	value: Json | undefined;

	/** Lets go of the payload. */
	forget(): void {
		this.value = undefined;
	}

	/** Takes a payload in the place of the one before. */
	take(value: Json): void {
		this.#length = 0;
		this.value = value;
		this.#put(value);
	}

	/** Whether the payload still holds what it held, at any depth. */
	get isUntouched(): boolean {
		this.#length = 0;
		return this.value !== undefined && this.#meets(this.value);
	}

	// Loops as cheap as they come, as each document of a run is walked along.

	#put(value: Json): void {
		this.#tokens[this.#length++] = value;
		if (typeof value !== "object" || value === null) return;
		if (Array.isArray(value)) {
			this.#tokens[this.#length++] = value.length;
			for (let index = 0; index < value.length; index++) this.#put(value[index]);
			return;
		}
		const members = value as { readonly [name: string]: Json };
		for (const name in members) {
			this.#tokens[this.#length++] = name;
			this.#put(members[name] as Json); // for-in gives only names that are there
		}
		this.#tokens[this.#length++] = END;
	}

	#meets(value: Json): boolean {
		if (!Object.is(this.#tokens[this.#length++], value)) return false;
		if (typeof value !== "object" || value === null) return true;
		// What JSON.stringify writes would be something else.
		if (typeof (value as { readonly toJSON?: unknown }).toJSON === "function") return false;
		if (Array.isArray(value)) {
			if (this.#tokens[this.#length++] !== value.length) return false;
			for (let index = 0; index < value.length; index++) if (!this.#meets(value[index])) return false;
			return true;
		}
		const members = value as { readonly [name: string]: Json };
		for (const name in members) {
			if (this.#tokens[this.#length++] !== name || !this.#meets(members[name] as Json)) return false;
		}
		return this.#tokens[this.#length++] === END;
	}
}
