import type { Node, Place } from "../../schema/index.js";
import { FALSE, type Literal, TRUE } from "../pool.js";
import type { Demand, Pair, Walk } from "./pair.js";
import { beside, matching, property } from "./path.js";
import { keywordPlace, partPlace } from "./place.js";
import { short } from "./shown.js";
import type { View } from "./view.js";

/** `required`. */
export function* required(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	const known = new Set(wide.nodes.flatMap((node) => node.required ?? []));
	for (const node of narrow.nodes) {
		for (const name of new Set(node.required)) {
			if (known.has(name)) continue;
			yield {
				literal: pool.schema({ required: [name] }),
				explain: (pair, sure) => {
					const from = declared(pair.wide, name) ?? pair.wide.place;
					const place = keywordPlace(pair.narrow.side, node, "required");
					return walk.report(inside(pair, name), "property-required-added", from, place, sure, {
						what: name,
					});
				},
			};
		}
	}
}

/** `properties`, `patternProperties` and `additionalProperties`, by the names that they speak of. */
export function* properties(walk: Walk, pair: Pair): Generator<Demand> {
	const { wide, narrow } = pair;
	const names = new Set(
		[...narrow.nodes, ...wide.nodes].flatMap((node) => [...(node.properties?.keys() ?? [])]),
	);
	const held: Literal[] = [];
	for (const name of names) {
		const literal = property(name)(walk.inquiry.pool, narrow.property(name).literal);
		held.push(literal);
		if (!isWithin(wide.property(name), narrow.property(name))) {
			yield {
				literal,
				compares: (view) => declared(view, name) !== undefined || view.property(name).literal !== TRUE,
				explain: (here, sure) => explainProperty(walk, here, name, sure),
			};
		}
	}
	const patterns = new Set(
		[...narrow.nodes, ...wide.nodes].flatMap((node) => [...(node.patternProperties?.keys() ?? [])]),
	);
	for (const pattern of patterns) {
		if (
			narrow.pattern(pattern).literals.length === 0 ||
			isWithin(wide.pattern(pattern), narrow.pattern(pattern))
		)
			continue;
		const literal = matching(pattern)(walk.inquiry.pool, narrow.pattern(pattern).literal);
		// Names that are declared have been spoken of.
		yield {
			literal,
			given: held,
			compares: (view) => view.pattern(pattern).literal !== TRUE || view.rest.literal !== TRUE,
			explain: (here, sure) => explainPattern(walk, here, pattern, sure),
		};
	}
	yield* rest(walk, pair, names, patterns);
}

function isWithin(wide: View, narrow: View): boolean {
	return narrow.literals.every((literal) => wide.literals.includes(literal));
}

function explainProperty(walk: Walk, pair: Pair, name: string, sure: boolean): boolean {
	const wide = pair.wide.property(name);
	const narrow = pair.narrow.property(name);
	const from = declared(pair.wide, name);
	const to = declared(pair.narrow, name);
	const said = { what: name };
	if (narrow.literal === FALSE && from !== undefined) {
		const closed = to ?? closing(pair.narrow);
		return walk.report(inside(pair, name), "property-removed-from-closed", from, closed, sure, said);
	}
	if (wide.literal === TRUE && from === undefined && to !== undefined) {
		return walk.report(inside(pair, name), "property-added-to-open", pair.wide.place, to, sure, said);
	}
	return walk.descend(pair, short(name), property(name), wide, narrow);
}

function explainPattern(walk: Walk, pair: Pair, pattern: string, sure: boolean): boolean {
	const narrow = pair.narrow.pattern(pattern);
	const had = pair.wide.pattern(pattern);
	const wide = hasPattern(pair.wide, pattern) ? had : pair.wide.rest;
	const token = `/${short(pattern)}/`;
	if (wide.literal !== TRUE && walk.descend(pair, token, matching(pattern), wide, narrow)) return true;
	const from = partPlace(pair.wide, "patternProperties", "patternProperties");
	return walk.report(pair, "pattern-property-added-to-open", from, narrow.place, sure, {
		what: short(pattern),
	});
}

function hasPattern(view: View, pattern: string): boolean {
	return view.nodes.some(({ patternProperties }) => patternProperties?.has(pattern));
}

/** Names that neither side declares. */
function* rest(
	walk: Walk,
	{ narrow }: Pair,
	names: Iterable<string>,
	patterns: ReadonlySet<string>,
): Generator<Demand> {
	for (const node of narrow.nodes) {
		const { additionalProperties } = node;
		if (additionalProperties === undefined) continue;
		const asked = narrow.below([additionalProperties]);
		const own = node.patternProperties?.keys() ?? [];
		const literal = beside(names, own)(walk.inquiry.pool, asked.literal);
		yield {
			literal,
			compares: (view) => view.rest.literal !== TRUE,
			explain: (pair, sure) => explainRest(walk, pair, node, asked, [names, patterns], sure),
		};
	}
}

function explainRest(
	walk: Walk,
	pair: Pair,
	node: Node,
	asked: View,
	[names, patterns]: readonly [Iterable<string>, ReadonlySet<string>],
	sure: boolean,
): boolean {
	const { rest } = pair.wide;
	const place = keywordPlace(pair.narrow.side, node, "additionalProperties");
	const from = partPlace(pair.wide, "additionalProperties", "additionalProperties");
	let isExplained = false;
	for (const pattern of patterns) {
		if (node.patternProperties?.has(pattern)) continue;
		const had = pair.wide.pattern(pattern);
		const only = beside(names, [pattern])(walk.inquiry.pool, FALSE);
		const literal = beside(names, node.patternProperties?.keys() ?? [])(walk.inquiry.pool, asked.literal);
		const answer = walk.violated({ ...pair, given: [...pair.given, only] }, literal);
		if (answer === "none" || !hasPattern(pair.wide, pattern)) continue;
		isExplained =
			asked.literal === FALSE
				? walk.report(pair, "pattern-property-removed-from-closed", had.place, place, sure, {
						what: short(pattern),
					})
				: walk.descend(pair, `/${short(pattern)}/`, matching(pattern), had, asked) || isExplained;
	}
	if (rest.literal === FALSE) return isExplained;
	if (asked.literal === FALSE) return walk.report(pair, "additional-properties-closed", from, place, sure);
	if (rest.literal === TRUE) return walk.report(pair, "additional-properties-added", from, place, sure);
	const hold = beside(names, patterns);
	return walk.descend(pair, "*", hold, rest, asked) || isExplained;
}

/** `propertyNames`. */
export function* names(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		if (node.propertyNames === undefined) continue;
		const asked = narrow.below([node.propertyNames]);
		yield {
			literal: pool.schema({ propertyNames: pool.positive(asked.literal) }),
			explain: (pair, sure) => {
				const place = keywordPlace(pair.narrow.side, node, "propertyNames");
				const had = pair.wide.nodes.some(({ propertyNames }) => propertyNames !== undefined);
				const from = partPlace(pair.wide, "propertyNames", "propertyNames");
				return walk.report(pair, had ? "property-names-narrowed" : "property-names-added", from, place, sure);
			},
		};
	}
}

/** The place of the property's schema among `properties`. */
export function declared(view: View, name: string): Place | undefined {
	for (const node of view.nodes) {
		const index = node.properties?.get(name);
		if (index !== undefined) return view.below([index]).place;
	}
	return undefined;
}

/** The keyword that refuses undeclared properties. */
function closing(view: View): Place {
	const part = view.nodes.some(({ additionalProperties }) => additionalProperties !== undefined)
		? "additionalProperties"
		: "unevaluatedProperties";
	return partPlace(view, part, part);
}

/** The pair, spoken of as its property. */
export function inside(pair: Pair, name: string): Pair {
	return { ...pair, at: pair.at.step(short(name), property(name), []) };
}
