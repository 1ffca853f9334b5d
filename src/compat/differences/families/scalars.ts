import type { Node } from "../../../schema/index.js";
import type { Demand, Pair, Walk } from "../pair.js";
import type { Narrowing } from "../rules.js";
import { keywordPlace } from "../view/place.js";
import type { View } from "../view/view.js";
import { short } from "../wording/format-value.js";

type Part =
	| "minimum"
	| "exclusiveMinimum"
	| "maximum"
	| "exclusiveMaximum"
	| "multipleOf"
	| "minLength"
	| "maxLength"
	| "pattern"
	| "format"
	| "minItems"
	| "maxItems"
	| "uniqueItems"
	| "minProperties"
	| "maxProperties";

interface Row {
	readonly part: Part;
	/** Where the wider side has no such keyword, and where it has. */
	readonly added: Narrowing;
	readonly moved: Narrowing;
	/** The keyword that bounds the same way. */
	readonly sibling?: Part;
	/** Where several hold, the strongest one: the greatest or the least. */
	readonly strongest?: "greatest" | "least";
}

const ROWS: readonly Row[] = [
	lower("minimum", "minimum-added", "minimum-increased", "exclusiveMinimum"),
	lower("exclusiveMinimum", "exclusive-minimum-added", "exclusive-minimum-increased", "minimum"),
	upper("maximum", "maximum-added", "maximum-decreased", "exclusiveMaximum"),
	upper("exclusiveMaximum", "exclusive-maximum-added", "exclusive-maximum-decreased", "maximum"),
	{ part: "multipleOf", added: "multiple-of-added", moved: "multiple-of-narrowed" },
	lower("minLength", "min-length-added", "min-length-increased"),
	upper("maxLength", "max-length-added", "max-length-decreased"),
	{ part: "pattern", added: "pattern-added", moved: "pattern-narrowed" },
	{ part: "format", added: "format-added", moved: "format-narrowed" },
	lower("minItems", "min-items-added", "min-items-increased"),
	upper("maxItems", "max-items-added", "max-items-decreased"),
	{ part: "uniqueItems", added: "unique-items-added", moved: "unique-items-added" },
	lower("minProperties", "min-properties-added", "min-properties-increased"),
	upper("maxProperties", "max-properties-added", "max-properties-decreased"),
];

function lower(part: Part, added: Narrowing, moved: Narrowing, sibling?: Part): Row {
	return { part, added, moved, strongest: "greatest", ...(sibling === undefined ? {} : { sibling }) };
}

function upper(part: Part, added: Narrowing, moved: Narrowing, sibling?: Part): Row {
	return { part, added, moved, strongest: "least", ...(sibling === undefined ? {} : { sibling }) };
}

/** Keywords with a plain value, each of which speaks for itself. */
export function* scalars(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		for (const row of ROWS) {
			const { part } = row;
			const value = node[part];
			if (value === undefined || wide.nodes.some((other) => other[part] === value)) continue;
			yield {
				literal: pool.schema({ [part]: value }),
				isPlain: true,
				compares: (view) => before(view, narrow, row) !== undefined,
				explain: (pair, sure) => explain(walk, pair, node, row, sure),
			};
		}
	}
}

function explain(walk: Walk, pair: Pair, node: Node, row: Row, sure: boolean): boolean {
	const { wide, narrow } = pair;
	const { part } = row;
	const place = keywordPlace(narrow.side, node, part, ...alias(part));
	const after = phrase(part, node);
	const had = before(wide, narrow, row);
	if (had === undefined) return walk.report(pair, row.added, wide.place, place, sure, { after });
	const from = keywordPlace(wide.side, had.node, had.part, ...alias(had.part));
	return walk.report(pair, row.moved, from, place, sure, { before: phrase(had.part, had.node), after });
}

/** Draft 4 says of `minimum` that it is exclusive. */
function alias(part: Part): readonly string[] {
	return part.startsWith("exclusive") ? [part === "exclusiveMinimum" ? "minimum" : "maximum"] : [];
}

interface Had {
	readonly node: Node;
	readonly part: Part;
}

/** The keyword of the wider side that became this one. */
function before(wide: View, narrow: View, { part, sibling, strongest }: Row): Had | undefined {
	let found: Had | undefined;
	for (const other of sibling === undefined ? [part] : [part, sibling]) {
		for (const node of wide.nodes) {
			const value = node[other];
			// A keyword that the narrower side has, too, did not become another one.
			if (value === undefined || narrow.nodes.some((kept) => kept[other] === value)) continue;
			if (found === undefined || isStronger(value, found.node[found.part], strongest))
				found = { node, part: other };
		}
	}
	return found;
}

function isStronger(value: unknown, than: unknown, strongest: Row["strongest"]): boolean {
	if (typeof value !== "number" || typeof than !== "number") return false;
	return strongest === "greatest" ? value > than : strongest === "least" && value < than;
}

const PHRASES: Partial<Record<Part, (value: string) => string>> = {
	minimum: (value) => `at least ${value}`,
	exclusiveMinimum: (value) => `above ${value}`,
	maximum: (value) => `at most ${value}`,
	exclusiveMaximum: (value) => `below ${value}`,
	pattern: (value) => `\`${value}\``,
	format: (value) => `\`${value}\``,
	minLength: counted("character", "characters"),
	maxLength: counted("character", "characters"),
	minItems: counted("item", "items"),
	maxItems: counted("item", "items"),
	minProperties: counted("property", "properties"),
	maxProperties: counted("property", "properties"),
};

function counted(one: string, many: string): (value: string) => string {
	return (value) => `${value} ${value === "1" ? one : many}`;
}

/** What the keyword holds, in a sentence. */
function phrase(part: Part, node: Node): string {
	const value = short(String(node[part]));
	return PHRASES[part]?.(value) ?? value;
}
