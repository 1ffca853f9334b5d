import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, upshape } from "./upshape.js";

const SCHEMA = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };

const filesIn = async (cwd: string) => (await readdir(cwd, { recursive: true })).sort();

test("from records of two shapes to a lineage with a drafted step; a second call writes nothing", async () => {
	const cwd = await folder();
	const old = Array.from({ length: 20 }, (_, i) => `{"id":"a${i}","placed":${i}}`);
	const fresh = Array.from({ length: 20 }, (_, i) => `{"id":"b${i}","placed_at":${i},"lines":[]}`);
	await writeFile(join(cwd, "orders.ndjson"), `${[...old, ...fresh].join("\n")}\n`);
	const { code, stdout, stderr } = await upshape(["init", "--name", "order"], { cwd });
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toContain("lineage order: v1, v2\nwrote upshape.config.json\n");
	const draft = await readFile(join(cwd, "src/order/v1-to-v2.ts"), "utf8");
	expect(draft).toContain('import type { OrderV1, OrderV2 } from "../generated/index.js";');
	expect(draft).toContain('placed_at: t.from("/placed"),');
	expect(await readFile(join(cwd, "src/order/index.ts"), "utf8")).toContain(
		'.version("v2", orderV2, v1ToV2);',
	);
	expect(JSON.parse(await readFile(join(cwd, "upshape.config.json"), "utf8")).check.lineages).toEqual({
		order: "./dist/order/index.js#orderLineage",
	});
	for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
	const before = await filesIn(cwd);
	const again = await upshape(["init"], { cwd });
	expect([again.code, again.stderr]).toEqual([0, ""]);
	expect(again.stdout).not.toContain("wrote");
	expect(await filesIn(cwd)).toEqual(before);
});

test("from a schema, or one of an API's document; --dry-run writes nothing", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "order.schema.json"), JSON.stringify(SCHEMA));
	await writeFile(
		join(cwd, "api.json"),
		JSON.stringify({ openapi: "3.1.0", components: { schemas: { Order: SCHEMA } } }),
	);
	const before = await filesIn(cwd);
	expect((await upshape(["init", "--dry-run"], { cwd })).stdout).toContain(
		"would write schemas/order/v1.schema.json",
	);
	expect(await filesIn(cwd)).toEqual(before);
	expect((await upshape(["init"], { cwd })).code).toBe(0);
	const api = await upshape(["init", "api.json#/components/schemas/Order", "--name", "api"], { cwd });
	expect([api.code, api.stderr]).toEqual([0, ""]);
	expect(JSON.parse(await readFile(join(cwd, "schemas/api/lineage.json"), "utf8")).versions).toEqual({
		v1: "v1.json#/components/schemas/Order",
	});
	expect((await upshape(["generate"], { cwd })).code).toBe(0);
});

test.each([
	[{}, [], "there is nothing to begin with"],
	[
		{ "a.ndjson": "", "b.ndjson": "" },
		[],
		"several files could be the begin: name one, upshape init a.ndjson",
	],
	[{}, ["missing.json"], "can't read missing.json: there is no such file"],
	[{ "a.json": SCHEMA }, ["a.json#/x"], "there is nothing at #/x in a.json"],
	[{ "a.json": SCHEMA }, ["a.json", "--name", "../a"], "the lineage's name becomes a type's"],
	[
		{ "a.json": { openapi: "3.1.0", components: { schemas: { Order: SCHEMA } } } },
		["a.json"],
		"a.json is a document of schemas: name one, upshape init a.json#/components/schemas/Order",
	],
])("a mistake is one line, and nothing is written: %#", async (files, args, message) => {
	const cwd = await folder();
	for (const [name, content] of Object.entries(files))
		await writeFile(join(cwd, name), JSON.stringify(content));
	const before = await filesIn(cwd);
	const { code, stderr } = await upshape(["init", ...args], { cwd });
	expect(code).toBe(2);
	expect(stderr).toContain(`upshape: ${message}`);
	expect(stderr.trimEnd()).not.toContain("\n");
	expect(await filesIn(cwd)).toEqual(before);
});
