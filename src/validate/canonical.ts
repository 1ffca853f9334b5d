import type { Json } from "../json/index.js";

/** A text that two values share exactly when they are the same JSON: keys sorted, -0 as 0. */
export function canonical(value: Json): string {
	if (typeof value !== "object" || value === null) return value === 0 ? "0" : JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	const entries = Object.entries<Json>(value as { readonly [name: string]: Json });
	const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${sorted.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(",")}}`;
}

/** A finite set of JSON values. */
export class ValueSet {
	readonly values: readonly Json[];
	#keys: ReadonlySet<string> | undefined;

	constructor(values: readonly Json[]) {
		this.values = values;
	}

	has(value: Json): boolean {
		this.#keys ??= new Set(this.values.map(canonical));
		return this.#keys.has(canonical(value));
	}
}
