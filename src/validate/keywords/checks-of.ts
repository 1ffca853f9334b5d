import type { Json } from "../../json/index.js";
import { type Node, TYPE_BITS } from "../../schema/index.js";
import { ValueSet } from "../canonical.js";
import { isMultiple } from "../decimal.js";
import { type JsonType, TYPES } from "../type.js";
import { arrayChecks } from "./arrays.js";
import type { Check, FormatChecks, Properties, SchemaParts } from "./check.js";
import { combinedChecks, dependentChecks } from "./combined.js";
import { numberChecks } from "./numbers.js";
import { objectChecks } from "./objects.js";
import { allowed } from "./phrases.js";
import { stringChecks } from "./strings.js";
import { unevaluatedItemChecks, unevaluatedPropertyChecks } from "./unevaluated.js";

/** The checks of a node for the instances of each type, in the order in which they are to be made. */
export type Checks = { readonly [Type in JsonType]: readonly Check<never>[] };

/** Makes the checks of a node; what a type excludes has one check, which fails. */
export function checksOf(node: Node, formats: FormatChecks | undefined): Checks {
	const sets = (node.values ?? []).map((values) => new ValueSet(values));
	const schema: SchemaParts = { node, formats, sets };
	const values = [...valueChecks(schema)];
	const combined = [...combinedChecks(schema)];
	const of = (type: JsonType, own: Iterable<Check<never>> = [], last: Iterable<Check<never>> = []) => {
		if (node.types !== undefined && (node.types & TYPE_BITS[type]) === 0) return [typeCheck(node)];
		return [...values, ...own, ...combined, ...last];
	};
	const isInteger: Check<number> = {
		keyword: "type",
		holds: (value) => isMultiple(value, 1),
		message: () => typesInWords(node),
	};
	const numbers = of("number", numberChecks(schema));
	return {
		null: of("null"),
		boolean: of("boolean"),
		number: node.integer ? [isInteger, ...numbers] : numbers,
		string: of("string", stringChecks(schema)),
		array: of("array", arrayChecks(schema), unevaluatedItemChecks(schema)),
		object: of("object", objectChecks(schema), objectsLast(schema)),
	};
}

function* objectsLast(schema: SchemaParts): Generator<Check<Properties>> {
	yield* dependentChecks(schema);
	yield* unevaluatedPropertyChecks(schema);
}

/** The types that a node allows, in words. */
function typesInWords({ types = 0, integer }: Node): string {
	const names = TYPES.filter((type) => (types & TYPE_BITS[type]) !== 0);
	const words = names.map((type) => (type === "number" && integer ? "integer" : type));
	return words.length === 0 ? "must not be there: no type is allowed" : `must be ${words.join(" or ")}`;
}

function typeCheck(node: Node): Check<Json> {
	return { keyword: "type", holds: () => false, message: () => typesInWords(node) };
}

function* valueChecks({ node, sets }: SchemaParts): Generator<Check<Json>> {
	for (const [index, values] of (node.values ?? []).entries()) {
		yield {
			keyword: values.length === 1 ? "const" : "enum",
			holds: (instance) => sets[index]?.has(instance) === true,
			message: () => allowed(values),
		};
	}
}
