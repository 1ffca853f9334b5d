import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { describe, expect, test } from "vitest";
import { REWRITES } from "../../../src/codegen/index.js";
import { emitLineage, load, textOf } from "./support.js";

const names = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`p${i}`, { type: "integer" }]));
const other = { $id: "Other", type: "object", properties: { n: { $ref: "Main" } }, required: ["n"] };
const main = {
	$id: "Main",
	type: "object",
	properties: { ...names, f: { type: "number" }, a: { anyOf: [{ type: "null" }, { $ref: "Other" }] } },
	required: ["p0"],
	additionalProperties: false,
	allOf: [{ $ref: "Other" }],
};

/** ajv's own code for the two schemas, with the options that the generator sets. */
function ajvCode(allErrors: boolean): string {
	const ajv = new Ajv2020({
		allErrors,
		messages: allErrors,
		inlineRefs: false,
		meta: false,
		validateSchema: false,
		code: { source: true, esm: true, lines: true },
	});
	ajv.opts.dynamicRef = false;
	ajv.opts.unevaluated = false;
	ajv.addSchema(other).addSchema(main);
	const code = standaloneCode as unknown as (ajv: Ajv2020, names: Record<string, string>) => string;
	return code(ajv, { Main: "Main", Other: "Other" });
}

describe("each rewrite", () => {
	test.each(REWRITES.map((rewrite) => [rewrite.name, rewrite] as const))(
		"%s: fires on this ajv",
		(_, rewrite) => {
			const code = ajvCode(rewrite.in === "explain");
			expect(code.replace(rewrite.pattern, rewrite.replacement)).not.toBe(code);
		},
	);

	test.each(REWRITES.map((rewrite) => [rewrite.name, rewrite] as const))(
		"%s: leaves other code alone",
		(_, rewrite) => {
			const code =
				'function f(a, b){\nif(a % 1 === 0 && typeof b == "number"){\nreturn validate(a, {b});\n}\nreturn false;\n}\n';
			expect(code.replace(rewrite.pattern, rewrite.replacement)).toBe(code);
		},
	);
});

describe("validators", () => {
	test("need nothing: no import, no require, no eval; `is` notes no errors", async () => {
		const files = await emitLineage({
			v1: {
				type: "object",
				properties: {
					...names,
					text: { type: "string", minLength: 1, maxLength: 3, pattern: "^a" },
					object: { const: { a: [1] } },
					unique: { type: "array", uniqueItems: true },
					back: { $ref: "#" },
				},
				additionalProperties: false,
			},
		});
		const text = textOf(files, "validators.ts");
		expect(text).not.toMatch(/\b(?:import|require|eval|Function)\b/);
		const is = text.slice(
			text.indexOf("export function isExampleV1"),
			text.indexOf("function checkExampleV1"),
		);
		expect(is).not.toMatch(/vErrors|instancePath|% 1|schema\d|func\d|message/);
		expect(text.startsWith("// @ts-nocheck\n")).toBe(true);
	});

	test("strings that look like ajv's code stay strings", async () => {
		const lookalikes = [
			'validate52.errors = [{"a":1}];\nreturn false;',
			"validate0",
			"schema0",
			"func0.call(schema0.properties, key0)",
			'(typeof data == "number") && (isFinite(data))',
			' && (missing0 = "a")',
			'"#0"',
			"#1",
			"\\",
			'\\"',
		];
		const { exampleV1 } = await loadOne({
			type: "object",
			properties: Object.fromEntries(lookalikes.map((name) => [name, { enum: lookalikes }])),
			required: lookalikes,
			additionalProperties: false,
		});
		const valid = Object.fromEntries(lookalikes.map((name) => [name, name]));
		expect(exampleV1?.is(valid)).toBe(true);
		expect(exampleV1?.explain(valid)).toEqual([]);
		for (const name of lookalikes) {
			expect(exampleV1?.is({ ...valid, [name]: "x" })).toBe(false);
			const { [name]: _, ...rest } = valid;
			expect(exampleV1?.is(rest)).toBe(false);
			expect(exampleV1?.is({ ...valid, [`${name}.`]: name })).toBe(false);
		}
	});

	test("a long table of names, and a value used twice", async () => {
		const names = Array.from({ length: 40 }, (_, i) => `"#${i}" \\n`);
		const properties = Object.fromEntries(names.map((name) => [name, { const: { names } }]));
		const schema = { type: "object", properties, additionalProperties: false };
		const { exampleV1 } = await loadOne(schema);
		for (const name of names) expect(exampleV1?.is({ [name]: { names } })).toBe(true);
		expect(exampleV1?.is({ '"#1"': { names } })).toBe(false);
		const text = textOf(await emitLineage({ v1: schema }), "validators.ts");
		expect(text.match(/^const table/gm)).toHaveLength(4);
	});

	test("what every object inherits is not there", async () => {
		const { exampleV1 } = await loadOne({ required: ["toString", "__proto__"] });
		expect(exampleV1?.is({})).toBe(false);
		expect(exampleV1?.explain({}).length).toBe(2);
		expect(exampleV1?.is(JSON.parse('{"toString":1,"__proto__":2}'))).toBe(true);
	});

	test("ajv's slips are gone round: an empty name, contains beside prefixItems, thousands of names", async () => {
		const empty = await loadOne({ required: [""] });
		expect(empty.exampleV1?.is({})).toBe(false);
		const contains = await loadOne({ prefixItems: [{ type: "null" }], contains: { type: "integer" } });
		expect([contains.exampleV1?.is([]), contains.exampleV1?.is([null, 1])]).toEqual([false, true]);
		const wide = Object.fromEntries(
			Array.from({ length: 3_000 }, (_, i) => [`p${i}`, { type: "string" as const }]),
		);
		const { exampleV1 } = await loadOne({ properties: wide, additionalProperties: false });
		expect([exampleV1?.is({ p2999: "" }), exampleV1?.is({ p2999: 1 }), exampleV1?.is({ p3000: "" })]).toEqual(
			[true, false, false],
		);
	});

	test("violations hold no value of the payload", async () => {
		const secret = "s3cr3t";
		const { exampleV1 } = await loadOne({
			type: "object",
			properties: {
				a: { type: "integer" },
				b: { const: "x" },
				c: { enum: ["y"] },
				d: { pattern: "^z", minLength: 9, maxLength: 1 },
				e: { type: "array", uniqueItems: true, contains: { type: "null" }, items: { type: "object" } },
				f: { oneOf: [{ type: "null" }, { type: "number" }], not: { type: "string" } },
			},
		});
		const payload = { a: secret, b: secret, c: secret, d: secret, e: [secret, secret], f: secret };
		const violations = exampleV1?.explain(payload) ?? [];
		expect(new Set(violations.map(({ instancePath }) => instancePath.slice(0, 2))).size).toBe(6);
		expect(JSON.stringify(violations)).not.toContain(secret);
		expect(violations.every(({ message }) => typeof message === "string")).toBe(true);
	});
});

async function loadOne(schema: Parameters<typeof emitLineage>[0][string]) {
	return load(await emitLineage({ v1: schema }));
}
