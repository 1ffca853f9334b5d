import { describe, expect, test } from "vitest";
import { SchemaError } from "../../src/schema/index.js";
import {
	agreementOf,
	compileErrors,
	generated,
	storedNames,
	storedSchema,
	validatorsOf,
} from "../support/schemastore/index.js";

const names = storedNames();
// A slice, evenly; `npm run conformance -- schemastore` takes all of them.
const COUNT = 14;
const chosen = names.filter((_, index) => index % Math.ceil(names.length / COUNT) === 3);

describe("schemas of schemastore.org", () => {
	test("generated code compiles, and its validators say what the interpreter says", {
		timeout: 240_000,
	}, async () => {
		const files = new Map<string, string>();
		const dialects = new Set<string>();
		let [generatedCount, judged] = [0, 0];
		for (const name of chosen) {
			const one = await storedSchema(name);
			if ("refused" in one) {
				expect(one.refused).toBeInstanceOf(SchemaError);
				continue;
			}
			const made = await generated(one.source);
			generatedCount++;
			dialects.add(one.graph.written[one.graph.root]?.dialect ?? "");
			for (const { path, text } of made) files.set(`${name}/${path.split("/").at(-1)}`, text);
			const agreement = agreementOf(one, validatorsOf(made), 100);
			expect(agreement.disputed, name).toEqual([]);
			judged += agreement.judged;
		}
		expect(generatedCount).toBeGreaterThanOrEqual(10);
		expect([...dialects]).toEqual(expect.arrayContaining(["draft4", "draft7"]));
		expect(judged).toBe(100 * generatedCount);
		expect(compileErrors(files)).toEqual([]);
	});
});
