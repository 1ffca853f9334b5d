import { ALL_TYPES, type Node, TYPE_BITS } from "../../schema/index.js";
import { typeOf } from "../../validate/index.js";
import type { Literal, Pool } from "./pool.js";

/** Which types an instance of a literal can have at all, as bits; more than the truth, never less. */
export class PossibleTypes {
	readonly #pool: Pool;
	readonly #formats: boolean;
	readonly #known = new Map<Literal, number>();

	constructor(pool: Pool, formats: boolean) {
		this.#pool = pool;
		this.#formats = formats;
	}

	of(literal: Literal): number {
		const known = this.#known.get(literal);
		if (known !== undefined) return known;
		const node = this.#pool.node(Math.abs(literal));
		const types = literal > 0 ? this.#met(node) : this.#refused(node);
		this.#known.set(literal, types);
		return types;
	}

	/** Types that any of the literals can have. */
	#any(literals: readonly Literal[]): number {
		return literals.reduce((types, literal) => types | this.of(literal), 0);
	}

	/** Types that all of the literals can have. */
	#all(literals: readonly Literal[]): number {
		return literals.reduce((types, literal) => types & this.of(literal), ALL_TYPES);
	}

	#met(node: Node): number {
		if (node.never) return 0;
		let types = node.types ?? ALL_TYPES;
		for (const values of node.values ?? []) {
			types &= values.reduce<number>((bits, value) => bits | TYPE_BITS[typeOf(value)], 0);
		}
		types &= this.#all(node.allOf ?? []);
		if (node.anyOf !== undefined) types &= this.#any(node.anyOf);
		if (node.oneOf !== undefined) types &= this.#any(node.oneOf);
		if (node.not !== undefined) types &= this.of(-node.not);
		if (node.if !== undefined) {
			const met = this.of(node.if) & (node.then === undefined ? ALL_TYPES : this.of(node.then));
			types &= met | (this.of(-node.if) & (node.else === undefined ? ALL_TYPES : this.of(node.else)));
		}
		return types;
	}

	#refused(node: Node): number {
		if (node.never || node.values !== undefined) return ALL_TYPES;
		let types = ALL_TYPES & ~(node.types ?? ALL_TYPES);
		if (node.integer) types |= TYPE_BITS.number;
		for (const part in node) types |= this.#constrained(part);
		types |= this.#any((node.allOf ?? []).map((literal) => -literal));
		if (node.anyOf !== undefined) types |= this.#all(node.anyOf.map((literal) => -literal));
		if (node.oneOf !== undefined)
			types |= this.#all(node.oneOf.map((literal) => -literal)) | this.#twice(node.oneOf);
		if (node.not !== undefined) types |= this.of(node.not);
		if (node.if !== undefined) {
			if (node.then !== undefined) types |= this.of(node.if) & this.of(-node.then);
			if (node.else !== undefined) types |= this.of(-node.if) & this.of(-node.else);
		}
		return types;
	}

	/** Types that two of the literals share. */
	#twice(literals: readonly Literal[]): number {
		let once = 0;
		let twice = 0;
		for (const literal of literals) {
			const types = this.of(literal);
			twice |= once & types;
			once |= types;
		}
		return twice;
	}

	#constrained(part: string): number {
		if (part === "format" && !this.#formats) return 0;
		return CONSTRAINED.get(part) ?? 0;
	}
}

/** The types whose instances a keyword can refuse. */
const CONSTRAINED: ReadonlyMap<string, number> = new Map([
	["format", TYPE_BITS.string | TYPE_BITS.number] as const,
	...["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map(of("number")),
	...["minLength", "maxLength", "pattern"].map(of("string")),
	...["prefixItems", "items", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"].map(
		of("array"),
	),
	...[
		"properties",
		"patternProperties",
		"additionalProperties",
		"propertyNames",
		"required",
		"minProperties",
		"maxProperties",
		"dependentRequired",
		"dependentSchemas",
		"unevaluatedProperties",
		"opaque",
	].map(of("object")),
]);

function of(type: keyof typeof TYPE_BITS): (keyword: string) => [string, number] {
	return (keyword) => [keyword, TYPE_BITS[type]];
}
