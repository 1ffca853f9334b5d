import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
	checkFiles,
	emit,
	generate,
	loadConfig,
	parseConfig,
	type SchemaNote,
	writeFiles,
} from "../../../src/codegen/index.js";
import { documentsOf, emitLineage, load, textOf } from "./support.js";

const v1 = {
	type: "object",
	properties: { a: { type: "string" } },
	required: ["a"],
	additionalProperties: false,
} as const;
const v2 = {
	...v1,
	properties: { ...v1.properties, b: { $ref: "../shared/b.schema.json" } },
	required: ["a", "b"],
};
const b = { type: "array", items: { $ref: "#/$defs/item" }, $defs: { item: { enum: ["x", 1] } } };

let root = "";
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "upshape-generate-"));
	await write("schemas/example/v1.schema.json", v1);
	await write("schemas/example/v2.schema.json", v2);
	await write("schemas/example/lineage.json", { name: "example", type: "Example", versions: ["v1", "v2"] });
	await write("schemas/shared/b.schema.json", b);
	await write("upshape.config.json", { out: "src/made", import: "upshape" });
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, value: unknown): Promise<void> {
	await mkdir(join(root, path, ".."), { recursive: true });
	await writeFile(join(root, path), typeof value === "string" ? value : JSON.stringify(value));
}

const made = async () => generate({ root, config: await loadConfig(root) });

describe("generate", () => {
	test("makes four files, the same ones each time", async () => {
		const files = await made();
		expect(files.map(({ path }) => path)).toEqual([
			"src/made/index.ts",
			"src/made/schemas.ts",
			"src/made/types.ts",
			"src/made/validators.ts",
		]);
		expect(await made()).toEqual(files);
		expect(files.every(({ text }) => text.includes("schemas/example: v1, v2"))).toBe(true);
	});

	test("the hash tells inputs apart, not their white space", async () => {
		const hash = async () => /sha256 ([0-9a-f]{16})/.exec(textOf(await made(), "types.ts"))?.[1];
		const first = await hash();
		await write("schemas/shared/b.schema.json", JSON.stringify(b, null, "\t"));
		expect(await hash()).toBe(first);
		await write("schemas/shared/b.schema.json", { ...b, maxItems: 3 });
		expect(await hash()).not.toBe(first);
	});

	test("an enum of 20,000 words: no look compares them all, and one member on a line where nobody formats", async () => {
		const words = (prefix: string) => Array.from({ length: 20_000 }, (_, index) => `${prefix}${index}`);
		const kinds = (prefix: string) => ({
			type: "object",
			properties: { kind: { enum: words(prefix) } },
			required: ["kind"],
		});
		const files = await emitLineage({ v1: kinds("a"), v2: kinds("b") });
		expect(textOf(files, "index.ts")).toContain("looksLike: (x) => isObject(x)");
		expect(textOf(files, "schemas.ts").split("\n").length).toBeGreaterThan(40_000);
		const versions = await load(files);
		const accepts = Object.values(versions).map((version) =>
			["a19999", "b0", "c"].map((kind) => version.is({ kind })),
		);
		expect(accepts).toEqual([
			[true, false, false],
			[false, true, false],
		]);
	});

	test("shared schemas are one type and one constant; the documents need only themselves", async () => {
		const files = await made();
		expect(textOf(files, "types.ts").match(/SharedB\b/g)).toHaveLength(2);
		expect(textOf(files, "schemas.ts")).toContain("$defs: { SharedB, SharedBItem }");
		expect(textOf(files, "schemas.ts").match(/\["x", 1\]/g)).toHaveLength(1);
	});
});

describe("checkFiles and writeFiles", () => {
	test("missing, then nothing, then stale and extra, then nothing", async () => {
		const files = await made();
		expect((await checkFiles(root, files)).map(({ status }) => status)).toEqual(Array(4).fill("missing"));
		await writeFiles(root, files);
		expect(await checkFiles(root, files)).toEqual([]);
		const types = await readFile(join(root, "src/made/types.ts"), "utf8");
		await write("src/made/types.ts", types.replace("readonly a: string", "readonly a: number"));
		await write("src/made/old.ts", types);
		await write("src/made/mine.ts", "export const mine = 1;\n");
		const differences = await checkFiles(root, files);
		expect(differences.map(({ path, status }) => [path, status])).toEqual([
			["src/made/types.ts", "stale"],
			["src/made/old.ts", "extra"],
		]);
		expect(differences[0]?.excerpt).toMatch(
			/^@@ line \d+ @@\n-\treadonly a: number;\n\+\treadonly a: string;$/,
		);
		await writeFiles(root, files);
		expect(await checkFiles(root, files)).toEqual([]);
		expect((await readdir(join(root, "src/made"))).sort()).toEqual([
			"index.ts",
			"mine.ts",
			"schemas.ts",
			"types.ts",
			"validators.ts",
		]);
	});

	test("a schema's change makes files stale", async () => {
		await writeFiles(root, await made());
		await write("schemas/example/v1.schema.json", { ...v1, title: "Another" });
		expect((await checkFiles(root, await made())).map(({ status }) => status)).toEqual(
			Array(4).fill("stale"),
		);
	});
});

describe("what generate refuses", () => {
	const refused = () =>
		made().then(
			() => "",
			(error) => `${error.code} ${error.message}`,
		);
	const lineage = (value: unknown) => write("schemas/example/lineage.json", value);

	test.each([
		["lineage-invalid", "/versions/1", { name: "e", type: "E", versions: ["v1", "v1"] }],
		["lineage-invalid", "/versions/0", { name: "e", type: "E", versions: ["../v1"] }],
		["lineage-invalid", "/versions", { name: "e", type: "E", versions: [] }],
		["lineage-invalid", "/type", { name: "e", type: "e-f", versions: ["v1"] }],
		["lineage-invalid", "/name", { type: "E", versions: ["v1"] }],
		[
			"lineage-invalid",
			"/versions/1/into",
			{ name: "e", type: "E", versions: ["v1", { name: "v2", into: "v1" }] },
		],
		["document-unreadable", "v3.schema.json", { name: "e", type: "E", versions: ["v1", "v3"] }],
		["name-clash", "ExampleV1", { name: "e", type: "Example", versions: ["v1", "v.1"] }],
		["name-clash", "isObject", { name: "e", type: "Is", versions: ["v1", "Object"] }],
	])("%s %s", async (code, where, value) => {
		await lineage(value);
		await write("schemas/example/v.1.schema.json", v1);
		await write("schemas/example/Object.schema.json", v1);
		const message = await refused();
		expect(message.startsWith(`${code} `)).toBe(true);
		expect(message).toContain(where);
	});

	test("files that are no JSON, no UTF-8, or say a thing twice", async () => {
		const path = "schemas/shared/b.schema.json";
		for (const [text, at] of [
			["{", "1:2"],
			['{"type":"string",\n"type":"null"}', "2:1#/type"],
			['\ufeff{"a":1}\r\n {}', "2:2"],
		] as const) {
			await write(path, text);
			const message = await refused();
			expect(message.startsWith(`document-unreadable shared/b.schema.json:${at}: `)).toBe(true);
		}
		await writeFile(join(root, path), Buffer.from([0x22, 0xff, 0x22]));
		expect(await refused()).toMatch(/^document-unreadable/);
		await write(path, '{"maximum":9007199254740993}');
		expect(await refused()).toMatch(/^number-unsafe shared\/b\.schema\.json:1:2#\/maximum/);
		await write(path, '{"properties":{"__proto__":{}}}');
		expect(await refused()).toMatch(/^own-proto-key/);
	});

	test("a schema's mistake is told with its line and column", async () => {
		await write("schemas/shared/b.schema.json", '{\n  "type": "string",\n  "not": {"pattern": 1}\n}');
		expect(await refused()).toMatch(/^schema-invalid shared\/b\.schema\.json:3:11#\/not\/pattern: /);
	});

	test("what says nothing is no mistake, but noted once", async () => {
		const odd = { type: "string", patern: "a", javaType: "x", "x-y": 1, example: 1, pattern: "^(?:\\-)$" };
		const slow = {
			javaType: "y",
			pattern: "(.)\\1",
			patternProperties: { "a~(.+)\\1": true, "^(a+)+$": true },
		};
		await write("schemas/shared/b.schema.json", { anyOf: [odd, slow] });
		const notes: string[] = [];
		const onNote = ({ rule, place, message }: SchemaNote) =>
			notes.push(`${rule} ${place.keywordLocation}: ${message}`);
		await generate({ root, config: await loadConfig(root), onNote });
		expect(notes).toEqual([
			"keyword-misspelt /anyOf/0/patern: patern is no keyword of draft2020-12, so nothing is checked by it; did you mean pattern?",
			"keyword-ignored /anyOf/0/javaType: javaType is no keyword of draft2020-12, so nothing is checked by it (in 2 schemas)",
			expect.stringMatching(/^pattern-opaque \/anyOf\/0\/pattern: .*u flag/),
			expect.stringMatching(/^pattern-opaque \/anyOf\/1\/pattern: .*very long/),
			expect.stringMatching(/^pattern-opaque \/anyOf\/1\/patternProperties\/a~0\(\.\+\)\\1: .*very long/),
		]);
	});

	test("a symbolic link is no way out of the folder", async () => {
		await rm(join(root, "schemas/shared/b.schema.json"));
		await write("outside/b.schema.json", b);
		await symlink(join(root, "outside/b.schema.json"), join(root, "schemas/shared/b.schema.json"));
		expect(await refused()).toMatch(/^ref-outside example\/v2\.schema\.json:\d+:\d+#\/properties\/b\/\$ref/);
	});

	test("no folder, no lineage", async () => {
		await rm(join(root, "schemas/example/lineage.json"));
		expect(await refused()).toMatch(/^lineage-invalid/);
		await rm(join(root, "schemas"), { recursive: true });
		expect(await refused()).toMatch(/^document-unreadable/);
	});

	test("two properties with one name in camelCase", async () => {
		const schema = { type: "object", properties: { a_b: {}, aB: {} } } as const;
		await expect(emitLineage({ v1: schema }, { camelCase: true })).rejects.toMatchObject({
			code: "name-clash",
		});
		await expect(emitLineage({ v1: schema })).resolves.toHaveLength(4);
	});
});

describe("settings", () => {
	test("defaults", () => {
		expect(parseConfig({})).toEqual({
			schemas: "schemas",
			out: "src/generated",
			import: "upshape",
			camelCase: false,
		});
		expect(parseConfig({ camelCase: { example: true } }).camelCase).toEqual({ example: true });
	});

	test.each([
		["", []],
		["/ou", { ou: "x" }],
		["/out", { out: "" }],
		["/import", { import: 'a";b' }],
		["/camelCase", { camelCase: "yes" }],
		["/camelCase/example", { camelCase: { example: 1 } }],
	])("a mistake at %s", (keywordLocation, settings) => {
		expect(() => parseConfig(settings)).toThrow(
			expect.objectContaining({ name: "SchemaError", code: "config-invalid", keywordLocation }),
		);
	});

	test("no file, or no JSON in it", async () => {
		await write("upshape.config.json", "{");
		await expect(loadConfig(root)).rejects.toMatchObject({ code: "document-unreadable" });
		await rm(join(root, "upshape.config.json"));
		await expect(loadConfig(root)).rejects.toMatchObject({ code: "config-missing" });
	});

	test("camelCase by lineage", async () => {
		const documents = documentsOf({ v1: { type: "object", properties: { a_b: {} } } });
		const types = async (camelCase: Record<string, boolean>) =>
			textOf(await emit(documents, parseConfig({ camelCase })), "types.ts");
		expect(await types({ example: true })).toContain("export type ExampleCamel = ExampleV1Camel;");
		expect(await types({ other: true })).not.toContain("Camel");
	});
});
