import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { compileScanner } from "../../src/lane/index.js";

/**
 * Every text of a few tokens, against every schema of a list. Judges: JSON.parse and ajv. What the scanner accepts must be
 * JSON and valid; and what is both, written as JSON.stringify writes it, must not be left in doubt.
 */
const SCHEMAS: readonly object[] = [
	{},
	{ type: "string" },
	{ type: "integer" },
	{ type: "number" },
	{ type: ["null", "boolean"] },
	{ type: "string", minLength: 1 },
	{ type: "string", maxLength: 1 },
	{ type: "integer", minimum: 0, maximum: 9 },
	{ type: "number", exclusiveMinimum: 0, exclusiveMaximum: 10 },
	{ type: "number", multipleOf: 0.5 },
	{ type: "integer", multipleOf: 5 },
	{ const: "a" },
	{ const: 1 },
	{ enum: [1, 10, 105, "ab", null] },
	{ type: "integer", enum: [1, "a"] },
	{ type: "array", items: { type: "integer" } },
	{ type: "array", minItems: 1, maxItems: 2 },
	{ type: "array", items: { type: "array", items: { type: "null" } } },
	{ type: "object" },
	{ type: "object", properties: { a: { type: "integer" } }, additionalProperties: false },
	{ type: "object", properties: { a: {}, ab: {} }, required: ["a"], additionalProperties: false },
	{ type: "object", properties: { a: { type: "string" } }, required: ["ab"] },
	{ type: "object", additionalProperties: { type: "integer" } },
	{ required: ["a"] },
	{ items: { type: "integer" } },
	{ properties: { a: false } },
	{ anyOf: [{ type: "integer" }, { type: "string" }] },
	{ anyOf: [{ const: 1 }, { const: 10 }, { type: "object", required: ["a"] }] },
	{ oneOf: [{ type: "null" }, { type: "string", maxLength: 1 }] },
	{
		oneOf: ["a", "ab"].map((a) => ({ type: "object", properties: { a: { const: a } }, required: ["a"] })),
	},
	{ allOf: [{ type: "object", required: ["a"] }, { properties: { a: { type: "integer" } } }] },
	{ $ref: "#/$defs/list", $defs: { list: { type: "array", items: { $ref: "#/$defs/list" } } } },
	{ $ref: "#/$defs/a", type: "object", required: ["ab"], $defs: { a: { required: ["a"] } } },
	false,
] as never;

const CHARACTERS = [...'{}[]",:a105-.\\ne '];
const TOKENS = [
	...[
		"{",
		"}",
		"[",
		"]",
		",",
		'"a":',
		'"ab":',
		'"a"',
		'"ab"',
		'""',
		"1",
		"0",
		"-",
		".5",
		"5",
		"null",
		"true",
	],
	...['"\\n"', '"\\u0061":', '"\\u0061"', '"é"', " ", "e1", '"__proto__":', "\n"],
];
const LONGEST = process.env.UPSHAPE_LONG ? 4 : 3;
const TEXTS = [...sequences(CHARACTERS, LONGEST), ...sequences(TOKENS, LONGEST), ...membersOf(TOKENS)].map(
	encoded,
);

describe("every text of a few tokens", () => {
	test.each(SCHEMAS.map((schema) => [JSON.stringify(schema), schema] as const))("%s", (_, schema) => {
		const isValid = new Ajv2020({ strict: false, unicodeRegExp: true }).compile(schema);
		const scanner = compileScanner(schema as never, 10);
		const wrong: string[] = [];
		let accepted = 0;
		for (const text of TEXTS) {
			const isAccepted = scanner.accepts(text.bytes);
			if (isAccepted) accepted++;
			if (!agrees(text, isAccepted, isValid)) wrong.push(text.text);
		}
		expect(wrong).toEqual([]);
		expect(accepted > 0).toBe(schema !== (false as never));
	});
});

function agrees(
	{ text, read, isCanonical }: Text,
	isAccepted: boolean,
	isValid: (value: unknown) => boolean,
): boolean {
	if (isAccepted) return read !== undefined && isValid(read.value) && !text.includes("__proto__");
	return !isCanonical || !isValid(read?.value);
}

/** Members in an object and elements in an array, more of them than the sequences reach. */
function membersOf(tokens: readonly string[]): string[] {
	const values = tokens.filter((token) => !/[:{}[\],]/.test(token));
	const names = tokens.filter((token) => token.endsWith(":"));
	const members = names.flatMap((name) => values.map((value) => name + value));
	const pairs = members.flatMap((one) => members.map((other) => `{${one},${other}}`));
	const lists = values.flatMap((one) => values.flatMap((b) => values.map((c) => `[${one},${b},${c}]`)));
	return [...pairs, ...lists];
}

interface Text {
	readonly text: string;
	readonly bytes: Uint8Array;
	/** What it is as JSON. */
	readonly read: { readonly value: unknown } | undefined;
	/** Whether JSON.stringify would write it so, without an exponent and the one name that is refused. */
	readonly isCanonical: boolean;
}

function encoded(text: string): Text {
	const bytes = new TextEncoder().encode(text);
	try {
		const value = JSON.parse(text);
		const isCanonical = JSON.stringify(value) === text && !/__proto__|e\d/.test(text);
		return { text, bytes, read: { value }, isCanonical };
	} catch {
		return { text, bytes, read: undefined, isCanonical: false };
	}
}

/** All sequences of at most so many of the pieces, each text once. */
function sequences(pieces: readonly string[], most: number): string[] {
	if (most === 0) return [""];
	const longer = sequences(pieces, most - 1).flatMap((text) => pieces.map((piece) => text + piece));
	return [...new Set(["", ...longer])];
}
