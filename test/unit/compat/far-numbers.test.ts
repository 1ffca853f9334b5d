import { expect, test } from "vitest";
import { compare } from "../../../src/compat/index.js";
import { source } from "../../support/compat/source.js";

test.each([
	[{ type: "number" }, { type: "number", minimum: -1e22 }],
	[{ type: "number", maximum: -1e22 }, { not: { type: "number" } }],
	[{ type: "number", exclusiveMinimum: 0, maximum: 5e-324 }, { type: "string" }],
	[{ type: "number", exclusiveMinimum: 1.7976931348623155e308 }, { type: "string" }],
	[{ type: "integer", exclusiveMaximum: -3.4028234663852886e38 }, { type: "string" }],
	[
		{ type: "integer", minimum: -1e308, maximum: 1e308 },
		{ type: "number", minimum: -1e22 },
	],
])("%j has a number that %j refuses", (writer, reader) => {
	expect(compare(source(writer), source(reader))).toMatchObject({ verdict: "incompatible" });
});

test("a witness far from zero is made short in few steps", () => {
	const start = performance.now();
	const answer = compare(
		// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
		source({ if: { minimum: -2147483647 }, then: { maximum: 3e-7 }, else: { multipleOf: 1.5 } }),
		source({ multipleOf: 1e-7 }),
	);
	expect(answer.verdict).toBe("incompatible");
	// It took 8,000 ms when every step was one.
	expect(performance.now() - start).toBeLessThan(2_000);
});
