import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { source } from "../support/compat/source.js";
import { sharedPath, sharedThere } from "../support/shared.js";

interface Pair {
	readonly old: Json;
	readonly new: Json;
	readonly reader_new_accepts_old: boolean | "annotation";
}

describe.skipIf(!sharedThere)("hostile pairs (needs ../shared)", () => {
	const folder = sharedPath("suites", "hostile", "pairs");
	test.each(sharedThere ? readdirSync(folder) : [])("%s", (file) => {
		const pair: Pair = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
		// "annotation" is the one pair that only formats tell apart, which say nothing by default.
		const expected = pair.reader_new_accepts_old === false ? "incompatible" : "compatible";
		expect(compare(source(pair.old), source(pair.new)).verdict).toBe(expected);
	});
});

describe.skipIf(!sharedThere)("hostile schemas (needs ../shared)", () => {
	const folder = sharedPath("suites", "hostile", "schemas");
	const files = sharedThere ? readdirSync(folder) : [];
	const schemas = new Map<string, Json>(
		files.map((file) => [file, JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))]),
	);

	test.each(files)("%s against each of them: an answer or a refusal, soon", { timeout: 60_000 }, (file) => {
		for (const [other, reader] of schemas) {
			const start = performance.now();
			const answer = answerTo(schemas.get(file) ?? true, reader);
			const seconds = (performance.now() - start) / 1_000;
			// A second each on a machine of its own; tests share theirs.
			expect({ other, answer, soon: seconds < 5 }).toEqual({ other, answer: expect.any(String), soon: true });
		}
	});
});

function answerTo(writer: Json, reader: Json): string {
	try {
		return compare(source(writer), source(reader)).verdict;
	} catch (error) {
		if (error instanceof SchemaError) return error.code;
		throw error;
	}
}
