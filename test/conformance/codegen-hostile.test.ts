import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";
import { emitLineage, load, statementsBesideTypes, textOf } from "../unit/codegen/support.js";

/** The files that are refused, and by which code; every other one gives harmless output. */
const REFUSED: Readonly<Record<string, string>> = {
	"schemas/anyof-doubling-24.json": "too-complex",
	"schemas/props-proto.json": "own-proto-key",
	"schemas/ref-data-url.json": "ref-outside",
	"schemas/ref-file-traversal.json": "ref-outside",
	"schemas/ref-http-localhost.json": "ref-outside",
	"schemas/ref-http-metadata.json": "ref-outside",
	"schemas/regex-invalid.json": "pattern-invalid",
	"schemas/schema-http-metaschema.json": "dialect-unsupported",
	"schemas/self-ref.json": "self-reference",
	// Its patterns are no regular expressions; the ones below are, and break out of nothing.
	"codegen/patternprop-comment-breakout.json": "pattern-invalid",
};

const LONGEST_MS = 30_000;

const files = sharedThere
	? ["schemas", "codegen"].flatMap((folder) =>
			readdirSync(sharedPath("suites", "hostile", folder)).map((name) => `${folder}/${name}`),
		)
	: [];

/** Code that the schemas try to bring into the output would set this. */
const pwned = () => "PWNED" in globalThis;

async function outcome(schema: Json): Promise<string> {
	try {
		const made = await emitLineage({ v1: schema }, { camelCase: true });
		expect(statementsBesideTypes(textOf(made, "types.ts"))).toEqual([]);
		const { exampleV1 } = await load(made);
		for (const value of [null, 1, "a", [], {}]) {
			expect(exampleV1?.is(value)).toBe(exampleV1?.explain(value).length === 0);
		}
		expect(pwned()).toBe(false);
		return "harmless";
	} catch (error) {
		if (!(error instanceof SchemaError)) throw error;
		expect(error.message).toMatch(/^example\/v1\.schema\.json/);
		expect(error.message).not.toMatch(/[\n\r]/);
		return error.code;
	}
}

describe.skipIf(!sharedThere)("hostile schemas (needs ../shared)", () => {
	test.each(files)("%s", { timeout: LONGEST_MS }, async (file) => {
		const schema: Json = JSON.parse(
			readFileSync(sharedPath("suites", "hostile", ...file.split("/")), "utf8"),
		);
		expect(await outcome(schema)).toBe(REFUSED[file] ?? "harmless");
	});

	test("the list of the refused names files that are there", () => {
		expect(files).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
	});
});

describe("hostile texts in every place of a schema", () => {
	const code = 'globalThis["PWNED"] = 1';
	const texts = [
		`*/ ${code} /*`,
		`*/ */ x: string } ${code}; export interface Q { /*`,
		`"; ${code}; "`,
		`\`\${${code}}\``,
		`'\n${code}\n//`,
		`\r\n${code}\r\n`,
		`\u2028${code}\u2028`,
		`\\"; ${code}; //`,
		`"#0"`,
		`</script>${code}`,
		"constructor",
		"toString",
		"",
		"[k: string]",
		"$ref",
	];

	test.each(texts.map((text) => [JSON.stringify(text), text] as const))("%s", async (_, text) => {
		const escaped = [...text].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join("");
		const schema = {
			title: text,
			description: text,
			$comment: text,
			"x-note": text,
			tsType: text,
			default: text,
			examples: [text],
			format: text,
			type: "object",
			properties: {
				[text]: { tsType: text, tsEnumNames: [text], title: text, description: text, enum: [text] },
			},
			patternProperties: { [`^9*/|^9${escaped}`]: { const: { [text]: [text] } } },
			required: [text],
			dependentRequired: { [text]: [text] },
			dependentSchemas: { [text]: { propertyNames: { minLength: 0 } } },
			allOf: [{ not: { const: text } }, { $ref: "#/$defs/a" }],
			$defs: { a: { description: text, maxProperties: 9 } },
		};
		expect(await outcome(schema)).toBe("harmless");
		const { exampleV1 } = await load(await emitLineage({ v1: schema }));
		expect(exampleV1?.is({ [text]: text })).toBe(true);
		expect(exampleV1?.is({ [text]: `${text}.` })).toBe(false);
		expect(exampleV1?.is({})).toBe(false);
		expect(exampleV1?.is({ [text]: text, [`9${text}`]: 1 })).toBe(false);
		expect(exampleV1?.is({ [text]: text, [`9${text}`]: { [text]: [text] } })).toBe(true);
	});

	test("half a surrogate pair as a property's name is refused, elsewhere it does no harm", async () => {
		const half = "\ud800";
		expect(await outcome({ properties: { [half]: {} } })).toBe("keyword-unsupported");
		const schema = { title: half, description: half, enum: [half, { [half]: half }], required: [half] };
		expect(await outcome(schema)).toBe("harmless");
		const { exampleV1 } = await load(await emitLineage({ v1: schema }));
		expect([exampleV1?.is(half), exampleV1?.is("\ufffd")]).toEqual([true, false]);
	});

	test("a pattern that would close a comment", async () => {
		const breakout = 'a*/|b*/ x: string \\} export const y = "PWNED"; interface Q \\{ /*';
		const schema = { type: "object", patternProperties: { [breakout]: {} }, additionalProperties: false };
		expect(await outcome(schema)).toBe("harmless");
	});
});
