import type { Json } from "../../json/index.js";
import { type Node, TYPE_BITS, widthOf } from "../../schema/index.js";
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

/** The checks of a node, those for instances of a type made when they are first asked for. */
export class Checks {
	readonly #schema: SchemaParts;
	readonly #made = new Map<JsonType, readonly Check<never>[]>();
	/** The number of members of the keyword that has most. */
	readonly width: number;

	constructor(node: Node, formats: FormatChecks | undefined) {
		this.width = widthOf(node);
		const sets = (node.values ?? []).map((values) => new ValueSet(values));
		this.#schema = { node, formats, sets };
	}

	/** In the order in which they are to be made; what a type excludes has one check, which fails. */
	of(type: JsonType): readonly Check<never>[] {
		const known = this.#made.get(type);
		if (known !== undefined) return known;
		const made = [...checksOf(this.#schema, type)];
		this.#made.set(type, made);
		return made;
	}
}

function* checksOf(schema: SchemaParts, type: JsonType): Generator<Check<never>> {
	const { node } = schema;
	if (node.types !== undefined && (node.types & TYPE_BITS[type]) === 0) {
		yield typeCheck(node);
		return;
	}
	if (type === "number" && node.integer) yield integerCheck(node);
	yield* valueChecks(schema);
	if (type === "number") yield* numberChecks(schema);
	if (type === "string") yield* stringChecks(schema);
	if (type === "array") yield* arrayChecks(schema);
	if (type === "object") yield* objectChecks(schema);
	yield* combinedChecks(schema);
	if (type === "array") yield* unevaluatedItemChecks(schema);
	if (type === "object") yield* objectsLast(schema);
}

function integerCheck(node: Node): Check<number> {
	return { keyword: "type", holds: (value) => isMultiple(value, 1), message: () => typesInWords(node) };
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
