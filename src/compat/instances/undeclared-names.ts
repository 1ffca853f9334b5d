import type { ObjectPlan } from "../by-type/object.js";
import { languageOf } from "../pattern/index.js";
import type { InstanceSource, Sampler } from "./sampler.js";
import { Walks } from "./walk.js";

// Among them those that trip programs up; but for `constructor` and `toString`, over which validators trip, too.
const NAMES = ["extra", "a", "x_1", "hasOwnProperty", "0", "", "é", "a/b~c", "A b"];
const PER_PATTERN = 4;
const ROUNDS = 3;
const MAX_NAMES = 16;

/** Properties that the constraints don't mention by name and allow all the same: a sample of their names. */
export function undeclaredOf(
	sampler: Sampler,
	{ names, asked }: ObjectPlan,
): ReadonlyMap<string, InstanceSource> {
	const found = new Map<string, InstanceSource>();
	const add = (name: string) => {
		if (found.size >= MAX_NAMES || names.known.has(name) || asked.has(name) || found.has(name)) return;
		const source = sampler.source(names.demands(name));
		if (source !== undefined) found.set(name, source);
	};
	const attempt = (work: () => void) => sampler.attempt(work, () => {});
	for (const pattern of names.patterns) attempt(() => wordsOf(sampler, pattern).forEach(add));
	// A name from each cell of the names, and then others: what they must meet differs from cell to cell.
	for (let round = 0; round < ROUNDS; round++) {
		attempt(() => {
			const taken = new Set([...asked.keys(), ...found.keys()]);
			for (const cell of names.fresh(undefined, [], taken)) if (cell.kind === "name") add(cell.name);
		});
	}
	for (const name of NAMES) attempt(() => add(name));
	return found;
}

function wordsOf(sampler: Sampler, pattern: string): readonly string[] {
	const language = languageOf(pattern);
	if (language === undefined) return [];
	const walks = new Walks(language, sampler.random);
	return Array.from({ length: PER_PATTERN }, () => walks.word()).filter((word) => word !== undefined);
}
