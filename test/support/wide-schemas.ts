import type { Json } from "../../src/json/index.js";

/** By keyword: a schema in which it has a member for each name, so that work which grows faster than they do shows. */
export const WIDE: {
	readonly [keyword: string]: (names: readonly string[]) => { readonly [keyword: string]: Json };
} = {
	required: (names) => ({ type: "object", required: [...names] }),
	properties: (names) => ({ type: "object", properties: named(names, () => ({ type: "string" })) }),
	"anyOf of const": (names) => ({ anyOf: names.map((name) => ({ const: name })) }),
	"oneOf of const": (names) => ({ oneOf: names.map((name) => ({ const: name })) }),
	allOf: (names) => ({ allOf: names.map((name) => ({ required: [name] })) }),
	prefixItems: (names) => ({ type: "array", prefixItems: names.map((name) => ({ const: name })) }),
	patternProperties: (names) => ({
		type: "object",
		patternProperties: named(
			names.map((name) => `^${name}$`),
			() => ({ type: "string" }),
		),
	}),
	dependentRequired: (names) => ({ type: "object", dependentRequired: named(names, next(names)) }),
	dependentSchemas: (names) => ({
		type: "object",
		dependentSchemas: named(names, (index) => ({ required: next(names)(index) })),
	}),
};

/** Names that are `a0`, `a1` and so on. */
export function numbered(prefix: string, count: number): readonly string[] {
	return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function named(names: readonly string[], value: (index: number) => Json): { [name: string]: Json } {
	return Object.fromEntries(names.map((name, index) => [name, value(index)]));
}

/** The name after that with the index, as a list. */
const next = (names: readonly string[]) => (index: number) => [names[(index + 1) % names.length] ?? ""];
