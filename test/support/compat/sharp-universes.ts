import type { Json } from "../../../src/json/index.js";
import { isDecimalValid } from "./decimal-oracle.js";
import type { Part, SmallUniverse } from "./small-universes.js";

const EDGES = [
	...[
		Number.MAX_VALUE,
		1.7976931348623155e308,
		1e308,
		8.98846567431158e307,
		1e22,
		1e21,
		3.4028234663852886e38,
	],
	...[
		3.4028235e38,
		3.402823669209385e38,
		2 ** 63,
		2 ** 63 - 1024,
		2 ** 64,
		2 ** 53,
		2 ** 53 - 1,
		2 ** 53 + 2,
	],
	...[
		2 ** 31,
		2 ** 31 - 1,
		2 ** 32,
		2 ** 31 + 0.5,
		1.5,
		1,
		0.3,
		0.1,
		19.99,
		0.01,
		1e-7,
		3e-7,
		5e-324,
		1e-323,
		2.5e-7,
	],
];

/** Universes of what is easily got wrong: values of all types at once, finite sets of items, surrogates, trees, far numbers. */
export const SHARP_UNIVERSES: readonly SmallUniverse[] = [
	{ name: "all types", instances: mixed(), parts: mixedParts() },
	{ name: "finite items", instances: finiteArrays(), parts: finiteParts() },
	{ name: "surrogates", instances: texts(), parts: textParts() },
	{ name: "trees", instances: trees(), parts: treeParts(), definitions: ["A", "B"] },
	{
		name: "far numbers",
		instances: farNumbers(),
		parts: farParts(),
		isValid: isDecimalValid,
		options: { formats: "assertion" },
	},
];

function mixed(): Json[] {
	const scalars = [null, false, true, -1, 0, 0.5, 1, 2, "", "a", "ab"];
	return [
		...scalars,
		[],
		...scalars.map((item) => [item]),
		[0, 0],
		[0, "a"],
		{},
		...scalars.map((a) => ({ a })),
		{ b: 0 },
		{ a: 0, b: 0 },
		{ a: { a: 0 } },
		[[0]],
	];
}

function mixedParts(): Part[] {
	const types = ["null", "boolean", "number", "integer", "string", "array", "object"];
	return [
		...types.map((type) => ({ type })),
		{ type: ["string", "null"] },
		{ type: ["integer", "object"] },
		{ type: ["array", "boolean", "number"] },
		...[null, true, 1, "a", [], {}, [0], { a: 0 }].map((value) => ({ const: value })),
		{ enum: [null, false, 0, "", []] },
		{ enum: [true, 1, "a", { a: 0 }] },
		{ enum: [0, 0.5, 1] },
		{ enum: [] },
		{ minimum: 1 },
		{ exclusiveMaximum: 1 },
		{ multipleOf: 1 },
		{ multipleOf: 0.5 },
		{ minLength: 1 },
		{ maxLength: 0 },
		{ pattern: "^a" },
		{ minItems: 1 },
		{ maxItems: 0 },
		{ items: { type: "integer" } },
		{ contains: { type: "string" } },
		{ uniqueItems: true },
		{ minProperties: 1 },
		{ maxProperties: 0 },
		{ required: ["a"] },
		{ properties: { a: { type: "integer" } } },
		{ additionalProperties: false },
		{ unevaluatedItems: false },
		{ unevaluatedProperties: false },
		{ dependentRequired: { a: ["b"] } },
	];
}

function finiteArrays(): Json[] {
	const items: readonly Json[] = [null, false, true, "", {}, []];
	let longest: (readonly Json[])[] = [[]];
	const made: Json[] = [[]];
	for (let count = 0; count < 4; count++) {
		longest = longest.flatMap((list) => items.map((item) => [...list, item]));
		made.push(...longest);
	}
	return made;
}

function finiteParts(): Part[] {
	const finite: readonly Json[] = [
		{ type: "null" },
		{ type: "boolean" },
		{ type: ["boolean", "null"] },
		{ type: "string", maxLength: 0 },
		{ type: "object", maxProperties: 0 },
		{ type: "array", maxItems: 0 },
		{ enum: [null, false, "", {}] },
		{ type: ["object", "array"], maxItems: 0, maxProperties: 0 },
	];
	return [
		...finite.flatMap((items) => [{ items }, { contains: items }]),
		...finite
			.slice(0, 4)
			.flatMap((item) => [
				{ prefixItems: [item] },
				{ prefixItems: [item, item] },
				{ contains: item, minContains: 2 },
				{ contains: item, maxContains: 1 },
				{ unevaluatedItems: item },
			]),
		{ unevaluatedItems: false },
		...[1, 2, 3, 4].flatMap((count) => [{ minItems: count }, { maxItems: count }]),
		{ uniqueItems: true },
		{ uniqueItems: true, minItems: 2 },
		{ uniqueItems: true, minItems: 3 },
		{ uniqueItems: true, items: { type: ["boolean", "null"] } },
		{ not: { uniqueItems: true } },
		{ const: [false, null] },
		{ enum: [[], [true], [null, true, false]] },
		{ type: "array" },
	];
}

function texts(): string[] {
	const letters = ["a", "\u{1f600}", "\ud83d", "\ude00", "\u00e9", "\n"];
	let longest = [""];
	const made = new Set([""]);
	for (let count = 0; count < 3; count++) {
		longest = longest.flatMap((word) => letters.map((letter) => word + letter));
		for (const word of longest) made.add(word);
	}
	return [...made];
}

function textParts(): Part[] {
	const patterns = [
		...["^.$", "^..$", "^[\u{1f600}]$", "^[^a]$", "^\\u{1f600}", "\\ud83d", "\\ude00$", "^\\ud83d\\ude00$"],
		...[
			"[\\ud83d\\ude00]",
			"[\\ud83d]",
			"^[^\\ud83d]*$",
			"\\W",
			"^\\w*$",
			"\\p{L}",
			"^\\P{L}+$",
			"\\s",
			"^\\S*$",
		],
		...[
			"^[\\s\\S]$",
			"^[^]$",
			"a$",
			"\\ba",
			"^(?!\\ud83d)",
			"(?<=\\ud83d)\\ude00",
			"^.*a.*$",
			"[\\u{10000}-\\u{10ffff}]",
		],
	];
	return [
		...patterns.map((pattern) => ({ pattern })),
		...[0, 1, 2, 3].flatMap((count) => [{ minLength: count }, { maxLength: count }]),
		...["a", "\u{1f600}", "\ud83d"].map((value) => ({ const: value })),
		{ enum: ["", "a\u{1f600}", "\ude00\ud83d"] },
		{ type: "string" },
	];
}

function trees(): Json[] {
	let level: Json[] = [{}];
	for (let depth = 0; depth < 3; depth++) {
		level = [{}, { v: 1 }, ...level.flatMap((n): Json[] => [{ n }, { v: 1, n }, { n, m: {} }])];
	}
	return [
		...level,
		{ n: 1 },
		{ n: { n: 1 } },
		{ m: { v: 1 } },
		{ n: { n: { v: 2 } } },
		{ v: 2 },
		1,
		{ n: { m: 1 } },
	];
}

function treeParts(): Part[] {
	const below: readonly Json[] = [
		{ $ref: "#/$defs/A" },
		{ $ref: "#/$defs/B" },
		{ type: "object" },
		{ not: { $ref: "#/$defs/B" } },
	];
	return [
		...below.flatMap((n) => [{ properties: { n } }, { properties: { n }, required: ["n"] }]),
		...below.map((additionalProperties) => ({ additionalProperties })),
		...below.slice(0, 2).map((m) => ({ properties: { m } })),
		...below.slice(0, 2).map((n) => ({ properties: { n }, unevaluatedProperties: false })),
		{ allOf: [{ $ref: "#/$defs/B" }] },
		{ properties: { n: { $ref: "#/$defs/A" } }, additionalProperties: false },
		{ properties: { v: { const: 1 } } },
		{ properties: { v: { const: 1 } }, required: ["v"] },
		{ required: ["n"] },
		{ not: { required: ["n"] } },
		{ maxProperties: 1 },
		{ minProperties: 1 },
		{ type: "object" },
		{ anyOf: [{ required: ["v"] }, { properties: { n: { $ref: "#/$defs/A" } }, required: ["n"] }] },
	];
}

function farNumbers(): Json[] {
	return [0, ...EDGES.flatMap((edge) => [edge, -edge])];
}

function farParts(): Part[] {
	const bounds = EDGES.flatMap((edge) => [edge, -edge]);
	const divisors = [1e-7, 0.01, 0.1, 0.3, 1, 1.5, 3, 1024, 1e21, 1e22, 1e308, 5e-324, 2 ** 53, 2 ** 31];
	const formats = ["int8", "int32", "int64", "uint32", "uint64", "float", "double"];
	return [
		...bounds.flatMap((bound): Part[] => [
			{ minimum: bound },
			{ maximum: bound },
			{ exclusiveMinimum: bound },
			{ exclusiveMaximum: bound },
		]),
		...divisors.flatMap((multipleOf): Part[] => [{ multipleOf }, { multipleOf }, { multipleOf }]),
		...formats.flatMap((format): Part[] => [
			{ format },
			{ type: "integer", format },
			{ type: "number", format },
		]),
		...[1, 2, 3].flatMap((): Part[] => [
			{ type: "integer" },
			{ minimum: 0 },
			{ maximum: 0 },
			{ exclusiveMinimum: 0 },
		]),
		{ const: Number.MAX_VALUE },
		{ enum: [0, 1e22, 1e308] },
		{ type: "number" },
	];
}
