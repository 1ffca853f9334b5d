import type { Json } from "../json/index.js";
import { type Node, TYPE_BITS } from "../schema/index.js";
import { canonical } from "./canonical.js";
import { isMultiple } from "./decimal.js";
import { type FormatChecks, hasFormat } from "./format.js";
import { type Budget, Undecidable } from "./outcome.js";
import { FALSE, type Literal, type Pool, TRUE } from "./pool.js";
import { lengthOf, matches } from "./text.js";
import { typeOf } from "./type.js";

/** What an object's or array's in-place schemas have looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
interface Evaluated {
	readonly names: Set<string>;
	readonly items: Set<number>;
}

// So many schemas looked at make one step of work.
const VISITS = 256;

type Items = readonly Json[];
type Properties = { readonly [name: string]: Json };

/** Whether instances meet literals, exactly as the specification says; throws Undecidable where that is not known. */
export class Evaluator {
	readonly #pool: Pool;
	readonly #formats: FormatChecks | undefined;
	readonly #budget: Budget;
	#visits = 0;

	/** Schemas that lead to themselves by several ways make work that grows with each level: it is taken from the budget. */
	constructor(pool: Pool, formats: FormatChecks | undefined, budget: Budget) {
		this.#pool = pool;
		this.#formats = formats;
		this.#budget = budget;
	}

	/** Whether the instance meets all literals. */
	meetsAll(literals: readonly Literal[], instance: Json): boolean {
		return literals.every((literal) => this.meets(literal, instance));
	}

	meets(literal: Literal, instance: Json): boolean {
		if (literal === TRUE || literal === FALSE) return literal === TRUE;
		return this.#valid(Math.abs(literal), instance, undefined) === literal > 0;
	}

	#valid(id: number, instance: Json, outer: Evaluated | undefined): boolean {
		if (++this.#visits % VISITS === 0) this.#budget.spend();
		const node = this.#pool.node(id);
		if (node.never) return false;
		const asks = node.unevaluatedProperties !== undefined || node.unevaluatedItems !== undefined;
		const seen =
			outer !== undefined || asks ? { names: new Set<string>(), items: new Set<number>() } : undefined;
		if (!this.#validPlain(id, node, instance, seen)) return false;
		if (!this.#validCombined(node, instance, seen)) return false;
		if (seen !== undefined && !this.#validUnevaluated(node, instance, seen)) return false;
		if (outer !== undefined && seen !== undefined) {
			for (const name of seen.names) outer.names.add(name);
			for (const index of seen.items) outer.items.add(index);
		}
		return true;
	}

	#validPlain(id: number, node: Node, instance: Json, seen: Evaluated | undefined): boolean {
		if (node.types !== undefined && (node.types & TYPE_BITS[typeOf(instance)]) === 0) return false;
		if (node.values !== undefined && !this.#pool.sets(id).every((set) => set.has(instance))) return false;
		if (typeof instance === "number") return validNumber(node, instance);
		if (typeof instance === "string") return this.#validString(node, instance);
		if (typeof instance !== "object" || instance === null) return true;
		if (Array.isArray(instance)) return this.#validItems(node, instance, seen);
		// Arrays are gone, which Array.isArray does not tell of read-only ones.
		return this.#validProperties(node, instance as Properties, seen);
	}

	#validString(node: Node, text: string): boolean {
		if (node.minLength !== undefined && lengthOf(text) < node.minLength) return false;
		if (node.maxLength !== undefined && lengthOf(text) > node.maxLength) return false;
		if (node.pattern !== undefined && !matches(node.pattern, text)) return false;
		if (this.#formats === undefined || node.format === undefined) return true;
		return hasFormat(this.#formats, node.format, text);
	}

	#validItems(node: Node, items: Items, seen: Evaluated | undefined): boolean {
		if (node.minItems !== undefined && items.length < node.minItems) return false;
		if (node.maxItems !== undefined && items.length > node.maxItems) return false;
		if (node.uniqueItems && new Set(items.map(canonical)).size < items.length) return false;
		for (const [index, item] of items.entries()) {
			const schema =
				node.prefixItems?.[index] ?? (index >= (node.prefixItems?.length ?? 0) ? node.items : undefined);
			if (schema === undefined) continue;
			if (!this.#valid(schema, item, undefined)) return false;
			seen?.items.add(index);
		}
		return node.contains === undefined || this.#validContains(node, node.contains, items, seen);
	}

	#validContains(node: Node, contains: number, items: Items, seen: Evaluated | undefined): boolean {
		let count = 0;
		for (const [index, item] of items.entries()) {
			if (!this.#valid(contains, item, undefined)) continue;
			count++;
			if (node.containsEvaluates) seen?.items.add(index);
		}
		return count >= (node.minContains ?? 1) && count <= (node.maxContains ?? Number.POSITIVE_INFINITY);
	}

	#validProperties(node: Node, instance: Properties, seen: Evaluated | undefined): boolean {
		if (node.opaque !== undefined) throw new Undecidable(node.opaque);
		const names = Object.keys(instance);
		if (node.minProperties !== undefined && names.length < node.minProperties) return false;
		if (node.maxProperties !== undefined && names.length > node.maxProperties) return false;
		if (node.required?.some((name) => !Object.hasOwn(instance, name))) return false;
		for (const [name, others] of node.dependentRequired ?? []) {
			if (!Object.hasOwn(instance, name)) continue;
			if (others.some((other) => !Object.hasOwn(instance, other))) return false;
		}
		for (const name of names) {
			if (node.propertyNames !== undefined && !this.#valid(node.propertyNames, name, undefined)) return false;
			if (!this.#validProperty(node, name, instance[name] ?? null, seen)) return false;
		}
		return true;
	}

	#validProperty(node: Node, name: string, value: Json, seen: Evaluated | undefined): boolean {
		const own = node.properties?.get(name);
		const schemas = own === undefined ? [] : [own];
		for (const [pattern, schema] of node.patternProperties ?? []) {
			if (matches(pattern, name)) schemas.push(schema);
		}
		if (schemas.length === 0 && node.additionalProperties !== undefined)
			schemas.push(node.additionalProperties);
		if (schemas.length > 0) seen?.names.add(name);
		return schemas.every((schema) => this.#valid(schema, value, undefined));
	}

	#validCombined(node: Node, instance: Json, seen: Evaluated | undefined): boolean {
		for (const schema of node.allOf ?? []) if (!this.#valid(schema, instance, seen)) return false;
		if (node.anyOf !== undefined && this.#count(node.anyOf, instance, seen) === 0) return false;
		if (node.oneOf !== undefined && this.#count(node.oneOf, instance, seen) !== 1) return false;
		if (node.not !== undefined && this.#valid(node.not, instance, undefined)) return false;
		if (node.if !== undefined) {
			const next = this.#valid(node.if, instance, seen) ? node.then : node.else;
			if (next !== undefined && !this.#valid(next, instance, seen)) return false;
		}
		for (const [name, schema] of node.dependentSchemas ?? []) {
			const there = typeOf(instance) === "object" && Object.hasOwn(Object(instance), name);
			if (there && !this.#valid(schema, instance, seen)) return false;
		}
		return true;
	}

	#count(schemas: readonly number[], instance: Json, seen: Evaluated | undefined): number {
		let count = 0;
		for (const schema of schemas) if (this.#valid(schema, instance, seen)) count++;
		return count;
	}

	#validUnevaluated(node: Node, instance: Json, seen: Evaluated): boolean {
		const { unevaluatedProperties, unevaluatedItems } = node;
		if (Array.isArray(instance)) {
			if (unevaluatedItems === undefined) return true;
			return instance.every((item: Json, index) => {
				if (seen.items.has(index)) return true;
				seen.items.add(index);
				return this.#valid(unevaluatedItems, item, undefined);
			});
		}
		if (typeOf(instance) !== "object" || unevaluatedProperties === undefined) return true;
		return Object.entries(instance as Properties).every(([name, value]) => {
			if (seen.names.has(name)) return true;
			seen.names.add(name);
			return this.#valid(unevaluatedProperties, value, undefined);
		});
	}
}

function validNumber(node: Node, value: number): boolean {
	if (node.minimum !== undefined && value < node.minimum) return false;
	if (node.maximum !== undefined && value > node.maximum) return false;
	if (node.exclusiveMinimum !== undefined && value <= node.exclusiveMinimum) return false;
	if (node.exclusiveMaximum !== undefined && value >= node.exclusiveMaximum) return false;
	if (node.integer && !isMultiple(value, 1)) return false;
	return node.multipleOf === undefined || isMultiple(value, node.multipleOf);
}
