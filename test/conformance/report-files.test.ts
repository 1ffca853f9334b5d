import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diffSchemas } from "../../src/check/index.js";
import { readSchemaDocument, SchemaError } from "../../src/schema/index.js";
import { compileErrors, generated } from "../support/schemastore/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

const FILES = sharedPath("suites", "reports", "files");

/** The verdicts, backward, or the code of the refusal. */
async function verdicts(writer: string, reader: string, shelves: readonly string[] = []): Promise<string> {
	try {
		const options = { cwd: FILES, with: shelves, today: "2026-11-27" };
		const { pairs } = await diffSchemas(writer, reader, options);
		return [...new Set(pairs.map(({ verdict }) => verdict))].sort().join(" ");
	} catch (error) {
		if (error instanceof SchemaError) return error.code;
		throw error;
	}
}

describe.skipIf(!sharedThere)("files of public reports (needs ../shared)", () => {
	test.each([
		["defs-in-draft7-a.json", "defs-in-draft7-b.json", "incompatible"],
		[
			"openapi-nullable-a.json#/components/schemas/Charge",
			"openapi-nullable-b.json#/components/schemas/Charge",
			"incompatible",
		],
		["risky-a.json", "risky-b.json", "incompatible"],
		["pattern-alt-a.json", "pattern-alt-b.json", "compatible"],
		["mixed-dialect/a/order.json", "mixed-dialect/b/order.json", "incompatible"],
		["with-ids/v1/order.json", "with-ids/v2/order.json", "incompatible"],
	])("%s to %s: %s", async (writer, reader, expected) => {
		expect(await verdicts(writer, reader)).toBe(expected);
	});

	test.each([[["with-ids/v1"]], [["with-ids/v2"]], [["with-ids/v1", "with-ids/v2"]]])(
		"identifiers that both sides have, with %s",
		async (shelves) => {
			const found = await verdicts("with-ids/v1/order.json", "with-ids/v2/order.json", shelves);
			expect(found).toBe("incompatible");
		},
	);

	test.each([
		"meta-ref-draft4.json",
		"bundled-meta.json",
		"meta-ref-other-draft.json",
		"default-u64.json",
		"http-2019.json",
		"https-07.json",
		"sarif-pattern.json",
		"pattern-identity-escape.json",
	])("%s is read, and compatible with itself", async (file) => {
		expect(await verdicts(file, file)).toBe("compatible");
	});

	test.each([
		["a.json", "b.json"],
		["oa.json", "ob.json"],
		["as.json", "av.json"],
		["arr.json", "arr.json"],
		["d.json", "d.json"],
	])("whole documents, %s to %s: by named schema, or refused", async (writer, reader) => {
		const folder = "whole-openapi-or-defs-only";
		const found = await verdicts(`${folder}/${writer}`, `${folder}/${reader}`);
		expect(found).toMatch(/^(?:document-unreadable|(?:compatible|incompatible)(?: incompatible)?)$/);
		if (writer !== reader) expect(found).not.toBe("compatible");
	});

	test.each(["generate-unevaluated.schema.json", "csl-tsc-overflow.v2.schema.json"])(
		"%s: what is generated compiles",
		async (file) => {
			const { value } = await readSchemaDocument(file, readFileSync(join(FILES, file)));
			const files = await generated({ documents: new Map([[file, value]]), root: file });
			const texts = files.map(({ path, text }) => [path, text] as const);
			expect(compileErrors(new Map(texts))).toEqual([]);
		},
	);
});
