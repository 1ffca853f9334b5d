import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import type { Alternative, Conjunction } from "./alternative.js";
import { type Entry, recordOf } from "./record.js";

/** Instances of all the subschemas at once; undefined if there are none. */
export type Build = (conjunction: Conjunction) => fc.Arbitrary<Json> | undefined;

/** What the containers need to know of the choices made for the whole schema. */
export interface Choices {
	readonly names: fc.Arbitrary<string>;
	readonly order: fc.Arbitrary<number>;
}

const MORE_ITEMS = 4;

/** Arrays of the alternative; undefined if there are none. */
export function arraysOf(alternative: Alternative, build: Build): fc.Arbitrary<Json[]> | undefined {
	const { bounds, rest, unique } = alternative;
	const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = bounds;
	const prefix = untilUndefined(alternative.prefix.map(build));
	const complete = prefix.length === alternative.prefix.length;
	const items = complete ? build(rest) : undefined;
	const most = Math.min(maxItems, items ? Math.max(minItems, prefix.length + MORE_ITEMS) : prefix.length);
	if (minItems > most) return undefined;
	const tail = {
		minLength: Math.max(0, minItems - prefix.length),
		maxLength: Math.max(0, most - prefix.length),
		size: "max" as const,
	};
	const tails: fc.Arbitrary<Json[]> = items ? fc.array(items, tail) : fc.constant([]);
	const arrays = prefix.length === 0 ? tails : prefixed(prefix, tails, minItems, most);
	return unique ? arrays.filter(allDifferent) : arrays;
}

function prefixed(
	prefix: readonly fc.Arbitrary<Json>[],
	tails: fc.Arbitrary<Json[]>,
	least: number,
	most: number,
): fc.Arbitrary<Json[]> {
	// prefixItems asks for no item to be there: now and then the array ends before.
	const ends = fc.oneof({ weight: 3, arbitrary: fc.constant(most) }, fc.integer({ min: least, max: most }));
	return fc
		.tuple(fc.tuple(...prefix), tails, ends)
		.map(([head, tail, end]) => [...head, ...tail].slice(0, end));
}

function untilUndefined(builds: readonly (fc.Arbitrary<Json> | undefined)[]): fc.Arbitrary<Json>[] {
	const end = builds.indexOf(undefined);
	return builds.slice(0, end === -1 ? undefined : end).filter((arbitrary) => arbitrary !== undefined);
}

function allDifferent(items: readonly Json[]): boolean {
	// As texts with the keys in one order; texts that differ for equal items (-0) only let a duplicate through
	// that JSON.stringify writes as "0" anyway.
	return new Set(items.map(canonical)).size === items.length;
}

function canonical(value: Json): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
	return `{${entries.sort().join()}}`;
}

/** Objects of the alternative; undefined if there are none. */
export function objectsOf(
	alternative: Alternative,
	build: Build,
	{ names, order }: Choices,
): fc.Arbitrary<Json> | undefined {
	const declared = [...alternative.properties];
	const demanded = [...alternative.required].filter((name) => !alternative.properties.has(name));
	const slots: fc.Arbitrary<Entry | undefined>[] = [];
	for (const [name, conjunction] of [
		...declared,
		...demanded.map((name) => [name, alternative.undeclared] as const),
	]) {
		const required = alternative.required.has(name);
		const values = build(conjunction);
		if (values === undefined && required) return undefined;
		if (values === undefined) continue;
		const entries = values.map((value): Entry => [name, value]);
		slots.push(required ? entries : fc.option(entries, { nil: undefined, freq: 2 }));
	}
	const taken = new Set([...alternative.properties.keys(), ...demanded]);
	const undeclared = build(alternative.undeclared);
	const extras: fc.Arbitrary<Entry[]> = undeclared
		? fc
				.array(fc.tuple(names, undeclared), { maxLength: 3, size: "max" })
				.map((entries) => entries.filter(([name]) => !taken.has(name)))
		: fc.constant([]);
	return fc.tuple(fc.tuple(...slots), extras, order).map(([known, unknown, permutation]) => {
		const present = known.filter((entry) => entry !== undefined);
		return recordOf([...present, ...unknown], permutation);
	});
}
