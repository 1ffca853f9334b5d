import { ALL_TYPES, type Node, TYPE_BITS } from "../../schema/index.js";
import { type JsonType, TYPES } from "../type.js";
import { either } from "./expression.js";
import { literal } from "./literal.js";
import type { Needs } from "./needs.js";

const TESTS: Readonly<Record<JsonType, (x: string) => string>> = {
	null: (x) => `${x} === null`,
	boolean: (x) => `typeof ${x} === "boolean"`,
	// What JSON can't write is no number of JSON.
	number: (x) => `Number.isFinite(${x})`,
	string: (x) => `typeof ${x} === "string"`,
	array: (x) => `Array.isArray(${x})`,
	object: (x) => `isObject(${x})`,
};

// From so many on, a set is quicker than a chain of comparisons, and shorter.
const LONG_CHAIN = 16;

/** The types that a node leaves, as bits. */
export function typesOf({ types = ALL_TYPES }: Node): number {
	return types;
}

/** The expression that tells whether `x` is of a type. */
export function typeTest(type: JsonType, x: string, needs: Needs): string {
	if (type === "object") needs.use("isObject");
	return TESTS[type](x);
}

/** The expression that tells whether `x` is of one of the node's types; undefined if it names none. */
export function typesTest(node: Node, x: string, needs: Needs): string | undefined {
	if (node.types === undefined) return undefined;
	const tests = TYPES.filter((type) => (typesOf(node) & TYPE_BITS[type]) !== 0).map((type) =>
		type === "number" && node.integer ? `Number.isInteger(${x})` : typeTest(type, x, needs),
	);
	return either(tests);
}

/** The expressions that tell whether `x` is in each of the sets that `enum` and `const` name. */
export function valuesTests(node: Node, x: string, needs: Needs): string[] {
	return (node.values ?? []).map((values) => {
		const scalars = values.filter((value) => typeof value !== "object" || value === null);
		const others = values.filter((value) => typeof value === "object" && value !== null);
		const equal = others.length > 0 ? needs.use("equal") : "";
		// A longer chain would be too deep for compilers.
		const tests =
			others.length < LONG_CHAIN
				? others.map((value) => `${equal}(${x}, ${needs.constant("value", literal(value))})`)
				: [
						`${needs.constant("values", `JSON.parse(${literal(JSON.stringify(others))})`)}.some((value: unknown) => ${equal}(${x}, value))`,
					];
		if (scalars.length < LONG_CHAIN)
			return either([...scalars.map((value) => `${x} === ${literal(value)}`), ...tests]);
		const set = needs.constant("values", `new Set(${literal(scalars)})`);
		return either([`${set}.has(${x})`, ...tests]);
	});
}

/** The expressions that a number has to meet. */
export function numberTests(node: Node, x: string, needs: Needs): string[] {
	const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = node;
	return [
		...(minimum === undefined ? [] : [`${x} >= ${literal(minimum)}`]),
		...(exclusiveMinimum === undefined ? [] : [`${x} > ${literal(exclusiveMinimum)}`]),
		...(maximum === undefined ? [] : [`${x} <= ${literal(maximum)}`]),
		...(exclusiveMaximum === undefined ? [] : [`${x} < ${literal(exclusiveMaximum)}`]),
		...(node.integer && typesOf(node) !== TYPE_BITS.number ? [`Number.isInteger(${x})`] : []),
		...(multipleOf === undefined ? [] : [multipleTest(multipleOf, x, needs)]),
	];
}

function multipleTest(of: number, x: string, needs: Needs): string {
	if (of === 1) return `Number.isInteger(${x})`;
	return `${needs.use("isMultiple")}(${x}, ${literal(of)})`;
}

/** The expressions that a string has to meet. */
export function stringTests(node: Node, x: string, needs: Needs): string[] {
	const { minLength, maxLength, pattern } = node;
	const tests: string[] = [];
	if (minLength === 1) tests.push(`${x} !== ""`);
	else if (minLength !== undefined && minLength > 0) {
		tests.push(`${needs.use("lengthOf")}(${x}) >= ${minLength}`);
	}
	if (maxLength !== undefined) {
		tests.push(`(${x}.length <= ${maxLength} || ${needs.use("lengthOf")}(${x}) <= ${maxLength})`);
	}
	if (pattern !== undefined) tests.push(`${needs.pattern(pattern, node)}.test(${x})`);
	return tests;
}
