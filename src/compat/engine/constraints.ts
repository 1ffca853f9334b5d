import type { Node } from "../../schema/index.js";
import type { JsonType } from "../../validate/index.js";
import { type FormatChecks, intervalOf, isOfNumbers } from "../../validate/index.js";
import type { Atom } from "./atom.js";
import { FALSE, type Pool } from "./pool.js";

/** What the keywords of the schema ask of instances of the type, apart from those that combine schemas. */
export function constraints(
	pool: Pool,
	node: Node,
	type: JsonType,
	formats: FormatChecks | undefined,
): readonly Atom[] {
	switch (type) {
		case "number":
			return [...numeric(node), ...ofNumericFormat(node, formats)];
		case "string":
			return textual(node, formats);
		case "array":
			return [...ofLength(node.minItems, node.maxItems), ...ofItems(pool, node)];
		case "object":
			return [...ofLength(node.minProperties, node.maxProperties), ...ofProperties(pool, node)];
		default:
			return [];
	}
}

function ofNumericFormat({ format }: Node, formats: FormatChecks | undefined): Atom[] {
	if (formats === undefined || format === undefined || !isOfNumbers(formats, format)) return [];
	const interval = intervalOf(format);
	return interval === undefined ? [{ is: "format", name: format, negated: false }] : numeric(interval);
}

function numeric(node: Omit<Node, "place">): Atom[] {
	const atoms: Atom[] = [];
	if (node.minimum !== undefined) atoms.push({ is: "min", value: node.minimum, open: false });
	if (node.exclusiveMinimum !== undefined)
		atoms.push({ is: "min", value: node.exclusiveMinimum, open: true });
	if (node.maximum !== undefined) atoms.push({ is: "max", value: node.maximum, open: false });
	if (node.exclusiveMaximum !== undefined)
		atoms.push({ is: "max", value: node.exclusiveMaximum, open: true });
	if (node.multipleOf !== undefined) atoms.push({ is: "multiple", of: node.multipleOf, negated: false });
	if (node.integer) atoms.push({ is: "multiple", of: 1, negated: false });
	return atoms;
}

function textual(node: Node, formats: FormatChecks | undefined): Atom[] {
	const atoms = ofLength(node.minLength, node.maxLength);
	if (node.pattern !== undefined) atoms.push({ is: "pattern", source: node.pattern, negated: false });
	if (formats !== undefined && node.format !== undefined)
		atoms.push({ is: "format", name: node.format, negated: false });
	return atoms;
}

function ofLength(min: number | undefined, max: number | undefined): Atom[] {
	return [
		...(min === undefined || min === 0 ? [] : [{ is: "min-length", value: min } as const]),
		...(max === undefined ? [] : [{ is: "max-length", value: max } as const]),
	];
}

function ofItems(pool: Pool, node: Node): Atom[] {
	const atoms: Atom[] = [];
	const prefix = node.prefixItems ?? [];
	prefix.forEach((item, index) => {
		atoms.push({ is: "items", from: index, to: index + 1, each: pool.literal(item) });
	});
	if (node.items !== undefined) {
		atoms.push({
			is: "items",
			from: prefix.length,
			to: Number.POSITIVE_INFINITY,
			each: pool.literal(node.items),
		});
	}
	if (node.contains !== undefined) {
		const { minContains: min = 1, maxContains: max = Number.POSITIVE_INFINITY } = node;
		const of = pool.literal(node.contains);
		// One past the other is a count that no array has: two counts, so that each has its negation.
		if (min > 0) atoms.push({ is: "count", of, min, max: Number.POSITIVE_INFINITY });
		if (max < Number.POSITIVE_INFINITY) atoms.push({ is: "count", of, min: 0, max });
	}
	if (node.uniqueItems) atoms.push({ is: "unique", negated: false });
	return atoms;
}

function ofProperties(pool: Pool, node: Node): Atom[] {
	const atoms: Atom[] = [];
	for (const [name, value] of node.properties ?? []) {
		atoms.push({ is: "properties", region: { in: "name", name }, each: pool.literal(value) });
	}
	for (const [pattern, value] of node.patternProperties ?? []) {
		atoms.push({ is: "properties", region: { in: "pattern", pattern }, each: pool.literal(value) });
	}
	if (node.additionalProperties !== undefined) {
		const names = new Set(node.properties?.keys());
		const patterns = [...(node.patternProperties?.keys() ?? [])];
		const each = pool.literal(node.additionalProperties);
		atoms.push({ is: "properties", region: { in: "rest", names, patterns }, each });
	}
	if (node.propertyNames !== undefined) {
		atoms.push({
			is: "properties",
			region: { in: "refused", by: pool.literal(node.propertyNames) },
			each: FALSE,
		});
	}
	if (node.opaque !== undefined) atoms.push({ is: "opaque", keyword: node.opaque, negated: false });
	for (const name of new Set(node.required)) {
		atoms.push({ is: "property", region: { in: "name", name }, meets: [] });
	}
	return atoms;
}
