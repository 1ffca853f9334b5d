import type { Json } from "../../json/index.js";
import { plainer, plainerNames } from "./plainer.js";

// Values looked at, in all candidates together: small witnesses are tried in each way, huge ones in a few.
const EFFORT = 20_000;
const FEW = 12;

/** An instance that holds as well and is no longer, names apart: what need not be there left out, the rest plain. */
export function shrunk(instance: Json, holds: (candidate: Json) => boolean): Json {
	const shrinking = new Shrinking(holds);
	for (let best = instance; ; ) {
		const next = shrinking.pass(best, (value) => value);
		if (next === best) return best;
		best = next;
	}
}

/** Puts a part where it belongs in the whole. */
type Around<Part> = (part: Part) => Json;
type Entries = readonly (readonly [string, Json])[];

class Shrinking {
	readonly #holds: (candidate: Json) => boolean;
	#left = EFFORT;

	constructor(holds: (candidate: Json) => boolean) {
		this.#holds = holds;
	}

	/** The value, simpler where that holds; itself where nothing simpler does. */
	pass(value: Json, around: Around<Json>): Json {
		if (typeof value !== "object" || value === null) return this.#plain(value, around);
		const entries = Object.entries<Json>(value as { readonly [key: string]: Json });
		if (entries.length === 0) return value;
		if (this.#try(null, around)) return null;
		const build = Array.isArray(value) ? itemsOf : Object.fromEntries;
		const rebuilt = (kept: Entries) => around(build(kept));
		const fewer = this.#fewer(entries, rebuilt);
		const named = Array.isArray(value) ? fewer : this.#named(fewer, rebuilt);
		const simpler = this.#inside(named, rebuilt);
		return simpler === entries ? value : build(simpler);
	}

	#try<Part>(part: Part, around: Around<Part>): boolean {
		if (this.#left <= 0) return false;
		const whole = around(part);
		this.#left -= sizeOf(whole);
		return this.#holds(whole);
	}

	#plain(value: Json, around: Around<Json>): Json {
		for (const candidate of plainer(value)) {
			if (this.#try(candidate, around)) return this.#plain(candidate, around);
		}
		return value;
	}

	/** Leaves entries out: all, then one at a time; of many by halves, quarters and so on first. */
	#fewer(entries: Entries, around: Around<Entries>): Entries {
		let kept = entries;
		for (
			let size = entries.length;
			size >= 1 && this.#left > 0;
			size = size <= FEW ? Math.min(1, size - 1) : Math.floor(size / 2)
		) {
			for (let start = 0; start < kept.length && this.#left > 0; ) {
				const without = [...kept.slice(0, start), ...kept.slice(start + size)];
				if (this.#try(without, around)) kept = without;
				else start += size;
			}
		}
		return kept;
	}

	#named(entries: Entries, around: Around<Entries>): Entries {
		let kept = entries;
		const used = new Set(entries.map(([name]) => name));
		for (const [index, [name, held]] of entries.entries()) {
			if (this.#left <= 0) break;
			for (const plain of plainerNames(name, used)) {
				const renamed = kept.with(index, [plain, held]);
				if (!this.#try(renamed, around)) continue;
				kept = renamed;
				used.delete(name);
				used.add(plain);
				break;
			}
		}
		return kept;
	}

	#inside(entries: Entries, around: Around<Entries>): Entries {
		let kept = entries;
		for (const [index, [key, held]] of entries.entries()) {
			if (this.#left <= 0) break;
			const next = this.pass(held, (value) => around(kept.with(index, [key, value])));
			if (next !== held) kept = kept.with(index, [key, next]);
		}
		return kept;
	}
}

function itemsOf(entries: Entries): Json {
	return entries.map(([, item]) => item);
}

function sizeOf(value: Json): number {
	if (typeof value !== "object" || value === null) return 1;
	let size = 1;
	for (const held of Object.values<Json>(value as { readonly [key: string]: Json })) size += sizeOf(held);
	return size;
}
