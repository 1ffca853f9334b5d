import { escapeToken, isObject, type Json, type Pointer } from "../../json/index.js";
import { SchemaError } from "../../schema/index.js";

/** A value in a settings file, at its place: whatever is wrong with it is refused there, by a SchemaError. */
export class Setting {
	readonly file: string;
	readonly at: Pointer;
	readonly value: Json | undefined;

	constructor(file: string, value: Json | undefined, at: Pointer = "") {
		this.file = file;
		this.value = value;
		this.at = at;
	}

	/** The values of an object that may have these names only; none if it is missing. */
	fields<Name extends string>(names: readonly Name[]): { readonly [name in Name]: Setting } {
		const odd = this.entries().find(([name]) => !names.some((known) => known === name));
		if (odd !== undefined) odd[1].refuse(`unknown; there are ${names.join(", ")}`);
		const held = isObject(this.value) ? this.value : {};
		const fields = names.map((name) => [
			name,
			this.#below(name, Object.hasOwn(held, name) ? held[name] : undefined),
		]);
		return Object.fromEntries(fields) as { readonly [name in Name]: Setting }; // made from the names
	}

	/** Names and values of an object; none if it is missing. */
	entries(): [string, Setting][] {
		if (this.value === undefined) return [];
		if (!isObject(this.value)) this.refuse("must be an object");
		return Object.entries(this.value).map(([name, value]) => [name, this.#below(name, value)]);
	}

	/** The items of a list. */
	items(): Setting[] {
		if (!Array.isArray(this.value)) this.refuse("must be a list");
		return this.value.map((item: Json, index) => this.#below(String(index), item));
	}

	/** A text that says something; undefined if it is missing. */
	text(): string | undefined {
		if (this.value === undefined) return undefined;
		if (typeof this.value === "string" && this.value.trim() !== "") return this.value;
		this.refuse("must be a text");
	}

	/** A whole number from 1 on; undefined if it is missing. */
	count(): number | undefined {
		if (this.value === undefined) return undefined;
		if (typeof this.value === "number" && Number.isSafeInteger(this.value) && this.value > 0)
			return this.value;
		this.refuse("must be a whole number, 1 or more");
	}

	/** One of some words; undefined if it is missing. */
	oneOf<T extends string>(choices: readonly T[]): T | undefined {
		const choice = choices.find((one) => one === this.value);
		if (choice === undefined && this.value !== undefined) this.refuse(`must be one of ${choices.join(", ")}`);
		return choice;
	}

	refuse(why: string): never {
		throw new SchemaError("config-invalid", { file: this.file, keywordLocation: this.at }, why);
	}

	#below(name: string, value: Json | undefined): Setting {
		return new Setting(this.file, value, `${this.at}/${escapeToken(name)}`);
	}
}
