import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutationsOf } from "../../support/instances/index.js";

const schema = {
	type: "object",
	properties: {
		kind: { enum: ["a", "b"] },
		at: { type: "integer" },
		inner: {
			type: "array",
			items: {
				type: "object",
				properties: { on: { type: "boolean" } },
				required: ["on"],
				additionalProperties: false,
			},
			minItems: 1,
		},
	},
	required: ["kind", "at", "inner"],
	additionalProperties: false,
};

describe("mutated instances", () => {
	const mutated = fc.sample(mutationsOf(schema), { numRuns: 2000, seed: 20261120 });
	const judge = new Ajv2020({ allErrors: true }).compile(schema);

	test("most are invalid, a few are not", () => {
		const valid = mutated.filter((instance) => judge(instance)).length;
		expect(valid).toBeLessThan(500);
		expect(valid).toBeGreaterThan(0);
	});

	test("they break every keyword, at the top and inside", () => {
		const broken = new Set<string>();
		for (const instance of mutated) {
			judge(instance);
			for (const { schemaPath } of judge.errors ?? []) broken.add(schemaPath);
		}
		const items = "#/properties/inner/items";
		expect([...broken].sort()).toEqual(
			[
				"#/additionalProperties",
				"#/properties/at/type",
				"#/properties/inner/items/additionalProperties",
				`${items}/properties/on/type`,
				`${items}/required`,
				`${items}/type`,
				"#/properties/inner/minItems",
				"#/properties/inner/type",
				"#/properties/kind/enum",
				"#/required",
				"#/type",
			].sort(),
		);
	});
});
