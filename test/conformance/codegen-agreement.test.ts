import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import type { Version } from "../../src/lineage/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";
import { diagnose, emitLineage, load, statementsBesideTypes, textOf } from "../unit/codegen/support.js";

interface Row {
	readonly draft: string;
	readonly s1: Json;
	readonly s2: Json;
	readonly witness?: Json;
}

/** Refused though they are valid: what ajv's strict mode takes for a mistake, and what codegen does not speak. */
const REFUSED = new Set([
	"dialect-unsupported",
	"generation-failed",
	"keyword-unknown",
	"keyword-unsupported",
	"ref-dangling",
	"ref-outside",
	"self-reference",
]);

/**
 * Where ajv itself is wrong: it takes [] for valid beside prefixItems and contains, and resolves some $dynamicRef in
 * its own way.
 */
const ajvSlips = (schema: string, value: Json) =>
	schema.includes("$dynamicRef") ||
	// It takes what `contains` has found for unevaluated, or for evaluated what it has not.
	(schema.includes("unevaluatedItems") && schema.includes("contains")) ||
	// It divides doubles: 1.2 is no multiple of 0.1 then, and a quotient beyond 2^53 is always whole.
	/"multipleOf":\d*\.\d/.test(schema) ||
	(schema.includes("multipleOf") && typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) ||
	(schema.includes("prefixItems") &&
		schema.includes("contains") &&
		Array.isArray(value) &&
		value.length === 0);

const rows: Row[] = sharedThere
	? ["containment-draft2020-12", "jsonschema-rs-canonical"]
			.flatMap((name): Row[] =>
				JSON.parse(readFileSync(sharedPath("suites", "compat", `${name}.json`), "utf8")),
			)
			.filter(({ draft }) => draft === "draft2020-12")
	: [];

const distinct = (values: readonly Json[]) => [
	...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
// A part of them, evenly: all of them take minutes, and have been looked at.
const schemas = distinct(rows.flatMap(({ s1, s2 }) => [s1, s2])).filter((_, index) => index % 12 === 0);
const instances = distinct(
	rows.flatMap(({ s1, witness }) => [
		...(typeof s1 === "object" && s1 !== null && "const" in s1 ? [s1.const as Json] : []),
		...(witness === undefined ? [] : [witness]),
	]),
).filter((value) => !JSON.stringify(value).includes("__proto__"));

interface Case {
	readonly schema: Json;
	readonly valid: (value: Json) => boolean;
}

/** The schemas that ajv compiles, and its verdicts. */
function judged(): Case[] {
	return schemas.flatMap((schema) => {
		const text = JSON.stringify(schema);
		// Own names only where it matters, as it costs ajv twice the time.
		const ownProperties = /toString|constructor|__proto__|valueOf/.test(text);
		try {
			const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties, logger: false });
			const validate = ajv.compile(schema as object);
			return [{ schema, valid: (value: Json) => validate(value) }];
		} catch {
			return [];
		}
	});
}

describe.skipIf(!sharedThere)("schemas of every keyword (needs ../shared)", () => {
	test("is and explain say what ajv says; a type fits every valid instance", {
		timeout: 300_000,
	}, async () => {
		const uses: string[] = [];
		const sources: Record<string, string> = {};
		let compared = 0;
		for (const { schema, valid } of judged()) {
			const files = await emitLineage({ v1: schema }).catch((error: unknown) => {
				if (!(error instanceof SchemaError)) throw error;
				expect(REFUSED).toContain(error.code);
				return undefined;
			});
			if (files === undefined) continue;
			const { exampleV1 } = await load(files);
			const accepted = instances.filter((value) => {
				compared++;
				return agrees(schema, value, valid(value), exampleV1);
			});
			const types = textOf(files, "types.ts");
			expect(statementsBesideTypes(types)).toEqual([]);
			const name = `types${uses.length}`;
			sources[`${name}.ts`] = types;
			const lines = accepted
				.slice(0, 5)
				.map((value, i) => `export const x${i}: Example = ${JSON.stringify(value)};`);
			sources[`use-${name}.ts`] = `import type { Example } from "./${name}.js";\n${lines.join("\n")}\n`;
			uses.push(JSON.stringify(schema));
		}
		expect(compared).toBeGreaterThan(50_000);
		expect(Object.fromEntries(diagnose(sources))).toEqual({});
	});
});

/** Whether the value is valid; fails the test where the generated code and ajv differ. */
function agrees(schema: Json, value: Json, valid: boolean, version: Version<unknown> | undefined): boolean {
	const is = version?.is(value) ?? false;
	const explained = version?.explain(value).length === 0;
	const context = `${JSON.stringify(schema)} with ${JSON.stringify(value)}`;
	expect(is, `is and explain: ${context}`).toBe(explained);
	if (!ajvSlips(JSON.stringify(schema), value)) expect(is, `is and ajv: ${context}`).toBe(valid);
	if (is) expect(version?.looksLike?.(value), `looksLike: ${context}`).toBe(true);
	return is;
}
