import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type DiffOptions, diffSchemas, type GateResult } from "../../../src/check/index.js";
import { type Files, project } from "../../support/project.js";

const TODAY = "2026-11-21";

/** What diff says of two files among these. */
function diff(
	older: string,
	newer: string,
	files: Files,
	options: Partial<DiffOptions> = {},
): Promise<GateResult> {
	return diffSchemas(older, newer, { cwd: project(files), today: TODAY, ...options });
}

const outcome = async (...args: Parameters<typeof diff>) => (await diff(...args)).outcome;
const where = ({ findings }: GateResult) =>
	findings.map(({ rule, at }) => `${rule} ${at?.line}:${at?.column}`);

const TEXT = { type: "string" };
const SHORT = { type: "string", maxLength: 3 };

describe("YAML", () => {
	test("is read as the JSON that it stands for, with its own lines and columns", async () => {
		const older = "# what a name is\ntype: object\nproperties:\n  name: {type: string}\n";
		const newer = "type: object\nproperties:\n  name:\n    type: string\n    maxLength: 3 # short\n";
		const result = await diff("a.yaml", "b.yml", { "a.yaml": older, "b.yml": newer });
		expect(where(result)).toEqual(["max-length-added 5:5"]);
		expect(result.findings[0]?.related).toMatchObject([{ file: "a.yaml", line: 4, column: 3 }]);
		const json = { type: "object", properties: { name: TEXT } };
		expect(await outcome("a.yaml", "a.json", { "a.yaml": older, "a.json": json }, { mode: "full" })).toBe(
			"fine",
		);
	});

	test.each([
		["aliases", "a: &short {type: string, maxLength: 3}\nb: *short"],
		[
			"merged maps, whose own keys win",
			"x: &x {type: number, maxLength: 3}\na: {<<: *x, type: string}\nb: {<<: [*x, {minLength: 9}], minLength: 0, type: string}",
		],
		["names that are numbers", "200: {type: string, maxLength: 3}"],
		[
			"quotes and blocks",
			"a: {\"type\": 'string', maxLength: 3}\nb:\n  type: >-\n    string\n  maxLength: 0x3",
		],
	])("%s", async (_, properties) => {
		const yaml = `properties:\n${properties.replace(/^/gm, "  ")}\nadditionalProperties: true\n`;
		const names = [...properties.matchAll(/^(a|b|200):/gm)].map(([, name]) => name);
		const json = { properties: Object.fromEntries(names.map((name) => [name, SHORT])) };
		const files = { "a.yaml": yaml, "a.json": json };
		// x is a property of its own, that the JSON lacks.
		expect(await outcome("a.yaml", "a.json", files)).toBe("fine");
	});

	test.each<[string, string, string]>([
		["a: [", "not YAML", "a.yaml:1:"],
		["title: a\ntitle: b", "not YAML: Map keys must be unique", "a.yaml:2:1"],
		["type: string\n---\ntype: number", "not YAML", "a.yaml:2:1"],
		["type: !!js/function string", "not YAML: Unresolved tag", "a.yaml:1:7"],
		["? [a]\n: 1", "a key that is no scalar", "a.yaml"],
		["minimum: .inf", "a value that JSON does not have", "a.yaml#/minimum"],
		["minimum: 9007199254740993", "can't hold as it is written", "a.yaml:1:1#/minimum"],
		["properties: {__proto__: {}}", "__proto__", "a.yaml"],
		["a: &a [*a]\ntype: string", "nested deeper", "a.yaml"],
		[`${"[".repeat(20_000)}[]`, "nested deeper", "a.yaml"],
		[`${"- ".repeat(20_000)}x`, "nested deeper", "a.yaml"],
		[`${"{a: ".repeat(20_000)}1`, "nested deeper", "a.yaml"],
		[
			`a0: &a0 [1,1]\n${Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join("\n")}`,
			"more than 200000 values",
			"a.yaml",
		],
	])("%j is refused", async (text, why, at) => {
		const refused = diff("a.yaml", "a.yaml", { "a.yaml": text });
		await expect(refused).rejects.toThrow(why);
		await expect(refused).rejects.toThrow(at);
	});
});

describe("JSON with comments and trailing commas", () => {
	test("is read, and its lines stay", async () => {
		const text =
			'// a "name"\n{ /* not\n this: */ "type": "string", "pattern": "^//\\"/*$",\n"maxLength": 3, // , }\n}\n';
		const result = await diff("a.jsonc", "b.json", {
			"a.jsonc": { type: "string", pattern: '^//"/*$' },
			"b.json": text,
		});
		expect(where(result)).toEqual(["max-length-added 4:1"]);
	});

	test.each([
		['{"type": "string",, }', "1:19"],
		["{,}", "1:2"],
		['{"type": "string" /* ', "1:22"],
		['{"type": "stri // ng}', "1:10"],
	])("%s is refused where it is wrong", async (text, at) => {
		await expect(diff("a.json", "a.json", { "a.json": text })).rejects.toThrow(`a.json:${at}`);
	});
});

describe("numbers that a double can't hold", () => {
	test.each(["1e22", "1E+22", "9007199254740992.0", "1.7976931348623157E+308", "0.1", "100e-2"])(
		"%s is one that it can",
		async (number) => {
			expect(await outcome("a.json", "a.json", { "a.json": `{"minimum": ${number}}` })).toBe("fine");
		},
	);

	test.each(["9007199254740993", "0.1000000000000000000001", "1e400", "-1e-400"])(
		"%s says nothing in an annotation, and is refused where it asserts",
		async (number) => {
			const annotation = `{"default": ${number}, "properties": {"a": {"examples": [${number}], "x-max": ${number}}}}`;
			expect(await outcome("a.json", "a.json", { "a.json": annotation })).toBe("fine");
			for (const keyword of ["maximum", "const"]) {
				const text = `{"properties": {"default": {"${keyword}": ${number}}}}`;
				await expect(diff("a.json", "a.json", { "a.json": text })).rejects.toThrow(
					"a number that a double can't hold",
				);
			}
			await expect(diff("a.json", "a.json", { "a.json": `{"enum": [[${number}]]}` })).rejects.toThrow(
				"#/enum/0/0",
			);
		},
	);
});

describe("each side has its own documents", () => {
	const money = (type: string) => ({ $id: "https://x.test/money", type });
	const order = { $id: "https://x.test/order", properties: { total: { $ref: "https://x.test/money" } } };
	const files = {
		"v1/order.json": order,
		"v1/money.json": money("number"),
		"v2/order.json": order,
		"v2/money.json": money("string"),
	};

	test.each([[[]], [["v1"]], [["v2"]], [["v1", "v2"]]])("also with %j named", async (named) => {
		expect(await outcome("v1/order.json", "v2/order.json", files, { with: named })).toBe("findings");
		expect(await outcome("v1/order.json", "v1/order.json", files, { with: named })).toBe("fine");
	});

	test("two of one name are refused with both, unless they are the same", async () => {
		const away = { "a/order.json": order, "b/money.json": money("string"), "c/money.json": money("number") };
		await expect(diff("a/order.json", "a/order.json", away, { with: ["b", "c"] })).rejects.toThrow(
			"c/money.json: has the identifier https://x.test/money, as b/money.json has",
		);
		const same = { ...away, "c/money.json": money("string") };
		expect(await outcome("a/order.json", "a/order.json", same, { with: ["b", "c"] })).toBe("fine");
	});

	test("a path is followed where identifiers say nothing of files", async () => {
		const beside = {
			"a.json": { $id: "https://x.test/a", $ref: "b.json#/$defs/t" },
			"b.json": { $defs: { t: TEXT } },
		};
		expect(await outcome("a.json", "a.json", beside)).toBe("fine");
	});
});

describe("relative references stay in the repository", () => {
	const files = {
		"repo/upshape.config.json": {},
		"repo/deep/er/a.json": { $ref: "../../types/b.yaml" },
		"repo/types/b.yaml": "type: string",
		"out.json": TEXT,
		"repo/deep/out.json": { $ref: "../../out.json" },
		"repo/deep/link.json": { $ref: "../types/link.json" },
	};

	test("within it they are followed", async () => {
		expect(await outcome("repo/deep/er/a.json", "repo/deep/er/a.json", files)).toBe("fine");
	});

	test("neither out of it, nor by a link", async () => {
		await expect(diff("repo/deep/out.json", "repo/deep/out.json", files)).rejects.toThrow("leads outside");
		const cwd = project(files);
		symlinkSync(join(cwd, "out.json"), join(cwd, "repo/types/link.json"));
		const options = { cwd, today: TODAY };
		const name = "repo/deep/link.json";
		await expect(diffSchemas(name, name, options)).rejects.toThrow("leads outside");
		expect(
			(await diffSchemas("repo/deep/out.json", "repo/deep/out.json", { ...options, with: ["out.json"] }))
				.outcome,
		).toBe("fine");
	});
});

describe("documents that name schemas", () => {
	const openapi = (schemas: object) => ({ openapi: "3.0.3", paths: {}, components: { schemas } });
	const tools = (...list: object[]) => ({ result: { tools: list } });
	const tool = (name: string, inputSchema: object) => ({ name, inputSchema });

	test.each<[string, object, object, string]>([
		["OpenAPI", openapi({ A: TEXT }), openapi({ A: SHORT }), "/components/schemas/A"],
		[
			"AsyncAPI",
			{ asyncapi: "2.6.0", components: { messages: { m: { payload: TEXT } } } },
			{ asyncapi: "3.0.0", components: { messages: { m: { payload: SHORT } } } },
			"/components/messages/m/payload",
		],
		["$defs", { $defs: { A: TEXT } }, { $defs: { A: SHORT } }, "/$defs/A"],
		[
			"definitions",
			{ title: "all", definitions: { "a/b": TEXT } },
			{ definitions: { "a/b": SHORT } },
			"/definitions/a~1b",
		],
		[
			"a list of tools",
			tools(tool("x", {}), tool("t", TEXT)),
			tools(tool("t", SHORT), tool("x", {})),
			"/result/tools/0/inputSchema",
		],
	])("%s: each is compared with its namesake", async (_, older, newer, place) => {
		const result = await diff("old.json", "new.json", { "old.json": older, "new.json": newer });
		const broken = result.pairs.filter(({ verdict }) => verdict === "incompatible");
		expect(broken.map(({ reader }) => reader)).toEqual([`new.json#${place}`]);
		expect(result.outcome).toBe("findings");
		expect(await outcome("old.json", "old.json", { "old.json": older }, { mode: "full" })).toBe("fine");
	});

	test("one that is gone is an error, one that came is told", async () => {
		const files = { "old.json": openapi({ A: TEXT, B: TEXT }), "new.json": openapi({ A: TEXT, C: TEXT }) };
		const { findings, pairs } = await diff("old.json", "new.json", files);
		expect(pairs).toHaveLength(1);
		expect(findings.map(({ rule, level, message }) => `${level} ${rule}: ${message}`)).toEqual([
			"error schema-removed: the schema /components/schemas/B is gone",
			"info schema-added: the schema /components/schemas/C is new",
		]);
	});

	test("references lead into the whole document", async () => {
		const list = { type: "array", items: { $ref: "#/components/schemas/A" } };
		const files = { "old.json": openapi({ A: TEXT, L: list }), "new.json": openapi({ A: SHORT, L: list }) };
		const { pairs } = await diff("old.json", "new.json", files);
		expect(pairs.map(({ verdict }) => verdict)).toEqual(["incompatible", "incompatible"]);
	});

	test.each<[string, object]>([
		["nothing at all", { hello: "world" }],
		["an API without schemas", { openapi: "3.1.0", paths: {} }],
	])("%s is refused, with what to name", async (_, document) => {
		const refused = diff("a.json", "a.json", { "a.json": document });
		await expect(refused).rejects.toThrow("a.json: says nothing about instances; name a schema in it");
	});

	test("one beside a schema is refused, with what to name", async () => {
		const files = { "a.json": TEXT, "api.json": openapi({ A: TEXT, B: TEXT }) };
		const example = "name one of its 2 schemas: api.json#/components/schemas/A";
		await expect(diff("a.json", "api.json", files)).rejects.toThrow(example);
		await expect(diff("api.json", "a.json", files)).rejects.toThrow(example);
		expect(await outcome("a.json", "api.json#/components/schemas/A", files)).toBe("fine");
	});

	test.each<[string, unknown]>([
		["true", true],
		["annotations", { title: "anything", "x-a": 1 }],
		["an assertion beside definitions", { $defs: { A: TEXT }, type: "string" }],
	])("%s is a schema", async (_, schema) => {
		const { pairs } = await diff("a.json", "a.json", { "a.json": schema });
		expect(pairs.map(({ writer, verdict }) => [writer, verdict])).toEqual([["a.json", "compatible"]]);
	});
});
