import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/index.js";
import { emitLineage, load } from "./support.js";

type Schemas = Readonly<Record<string, Json>>;

/** By version: which of the values look like it. */
async function looks(schemas: Schemas, values: readonly unknown[]): Promise<Record<string, boolean[]>> {
	const versions = await load(await emitLineage(schemas));
	const seen = Object.entries(versions).map(([name, version]) => {
		// What every test here must hold besides: no instance of a version is ever sent away.
		for (const value of values) if (version.is(value)) expect(version.looksLike?.(value)).toBe(true);
		return [name.replace("example", ""), values.map((value) => version.looksLike?.(value) ?? true)] as const;
	});
	return Object.fromEntries(seen);
}

const closed = (required: readonly string[], optional: readonly string[] = []) => ({
	type: "object",
	properties: Object.fromEntries([...required, ...optional].map((name) => [name, {}])),
	required,
	additionalProperties: false,
});
const kind = (value: Json) => ({
	type: "object",
	properties: { kind: { const: value } },
	required: ["kind"],
});

describe("discriminating keys", () => {
	test("a required key that the others can't have, or the other way round", async () => {
		const schemas = { v1: closed(["a", "b"]), v2: closed(["a", "c"]), v3: closed(["a", "c", "d"]) };
		expect(
			await looks(schemas, [{ a: 1, b: 1 }, { a: 1, c: 1 }, { a: 1, c: 1, d: 1 }, {}, null, 1, []]),
		).toEqual({
			V1: [true, false, false, false, false, false, false],
			V2: [false, true, false, false, false, false, false],
			V3: [false, false, true, false, false, false, false],
		});
	});

	test("a key that is optional, or may be undeclared, discriminates nothing", async () => {
		expect(await looks({ v1: closed(["a"]), v2: closed(["a"], ["b"]) }, [{ a: 1 }, { a: 1, b: 1 }])).toEqual({
			V1: [true, true],
			V2: [true, true],
		});
		const open = { type: "object", required: ["a"] };
		expect(await looks({ v1: closed(["a", "b"]), v2: open }, [{ a: 1, b: 1 }, { a: 1 }])).toEqual({
			V1: [true, true],
			V2: [true, true],
		});
		const patterned = { ...closed(["a"]), patternProperties: { "^b": {} } };
		expect((await looks({ v1: closed(["a", "b"]), v2: patterned }, [{ a: 1, b: 1 }])).V1).toEqual([true]);
	});

	test("a const or an enum", async () => {
		const schemas = {
			v1: kind("a"),
			v2: kind(2),
			v3: { ...kind(null), properties: { kind: { enum: [null, "c"] } } },
		};
		expect(await looks(schemas, [{ kind: "a" }, { kind: 2 }, { kind: null }, { kind: "c" }, {}])).toEqual({
			V1: [true, false, false, false, false],
			V2: [false, true, false, false, false],
			V3: [false, false, true, true, false],
		});
	});

	test("an optional const is told from a required one by what it is not", async () => {
		const optional = { type: "object", properties: { kind: { const: "a" } } };
		expect(await looks({ v1: optional, v2: kind("b") }, [{ kind: "a" }, {}, { kind: "b" }])).toEqual({
			V1: [true, true, false],
			V2: [false, false, true],
		});
	});

	test("what hides behind a reference or an allOf counts too", async () => {
		const v1 = { $ref: "#/$defs/base", $defs: { base: closed(["a"]) } };
		const v2 = { type: "object", allOf: [{ required: ["b"], properties: { b: {} } }, kind("x")] };
		expect(await looks({ v1, v2 }, [{ a: 1 }, { b: 1, kind: "x" }])).toEqual({
			V1: [true, false],
			V2: [false, true],
		});
	});

	test("names that every object inherits", async () => {
		const schemas = { v1: closed(["constructor"]), v2: closed(["a"]), v3: closed(["toString", "a"]) };
		expect(await looks(schemas, [{ constructor: 1 }, { a: 1 }, { a: 1, toString: 1 }, {}])).toEqual({
			V1: [true, false, false, false],
			V2: [false, true, false, false],
			V3: [false, false, true, false],
		});
	});

	test("a version that is no object stays possible for what is none", async () => {
		const v1 = { type: ["object", "array", "string"], required: ["a"], properties: { a: {} } };
		expect(await looks({ v1, v2: closed(["b"]) }, [{ a: 1 }, [], "x", { b: 1 }])).toEqual({
			V1: [true, true, true, false],
			V2: [false, false, false, true],
		});
	});
});
