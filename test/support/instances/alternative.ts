import type { Json } from "../../../src/json/index.js";
import { type BoundKeyword, LOWER_BOUNDS, UPPER_BOUNDS } from "./keywords.js";
import type { Subschema } from "./subschema.js";

export const TYPES = ["null", "boolean", "object", "array", "number", "integer", "string"] as const;
export type InstanceType = (typeof TYPES)[number];

/** Subschemas that must all hold; an empty list asks for nothing. */
export type Conjunction = readonly Subschema[];

/** One way to satisfy a subschema, free of combinators and references; "number" includes the integers. */
export interface Alternative {
	readonly types: ReadonlySet<InstanceType>;
	readonly candidates: readonly Json[] | undefined;
	readonly bounds: Readonly<Partial<Record<BoundKeyword, number>>>;
	readonly multiples: readonly number[];
	readonly properties: ReadonlyMap<string, Conjunction>;
	readonly undeclared: Conjunction;
	readonly required: ReadonlySet<string>;
	readonly prefix: readonly Conjunction[];
	readonly rest: Conjunction;
	readonly unique: boolean;
	/** Subschemas that construction alone does not satisfy: instances are filtered by them. */
	readonly checks: Conjunction;
}

/** The alternative that allows everything. */
export const ANYTHING: Alternative = {
	types: new Set(TYPES),
	candidates: undefined,
	bounds: {},
	multiples: [],
	properties: new Map(),
	undeclared: [],
	required: new Set(),
	prefix: [],
	rest: [],
	unique: false,
	checks: [],
};

/** The alternative that allows what both allow. */
export function both(left: Alternative, right: Alternative): Alternative {
	return {
		types: commonTypes(left.types, right.types),
		candidates: left.candidates ?? right.candidates,
		bounds: tighter(left.bounds, right.bounds),
		multiples: [...left.multiples, ...right.multiples],
		properties: bothProperties(left, right),
		undeclared: [...left.undeclared, ...right.undeclared],
		required: new Set([...left.required, ...right.required]),
		prefix: bothPrefixes(left, right),
		rest: [...left.rest, ...right.rest],
		unique: left.unique || right.unique,
		checks: [...left.checks, ...right.checks],
	};
}

function commonTypes(left: ReadonlySet<InstanceType>, right: ReadonlySet<InstanceType>): Set<InstanceType> {
	const allows = (types: ReadonlySet<InstanceType>, type: InstanceType) =>
		types.has(type) || (type === "integer" && types.has("number"));
	return new Set(TYPES.filter((type) => allows(left, type) && allows(right, type)));
}

function tighter(left: Alternative["bounds"], right: Alternative["bounds"]): Alternative["bounds"] {
	const bounds: Partial<Record<BoundKeyword, number>> = { ...left, ...right };
	for (const keyword of LOWER_BOUNDS) {
		const values = [left[keyword], right[keyword]].filter((value) => value !== undefined);
		if (values.length > 0) bounds[keyword] = Math.max(...values);
	}
	for (const keyword of UPPER_BOUNDS) {
		const values = [left[keyword], right[keyword]].filter((value) => value !== undefined);
		if (values.length > 0) bounds[keyword] = Math.min(...values);
	}
	return bounds;
}

function bothProperties(left: Alternative, right: Alternative): Map<string, Conjunction> {
	const names = new Set([...left.properties.keys(), ...right.properties.keys()]);
	const of = (side: Alternative, name: string) => side.properties.get(name) ?? side.undeclared;
	return new Map([...names].map((name) => [name, [...of(left, name), ...of(right, name)]]));
}

function bothPrefixes(left: Alternative, right: Alternative): Conjunction[] {
	const length = Math.max(left.prefix.length, right.prefix.length);
	const of = (side: Alternative, index: number) => side.prefix[index] ?? side.rest;
	return Array.from({ length }, (_, index) => [...of(left, index), ...of(right, index)]);
}
