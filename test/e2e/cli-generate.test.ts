import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, upshape } from "./upshape.js";

const schema = (type: string) =>
	JSON.stringify({
		$schema: "https://json-schema.org/draft/2020-12/schema",
		type: "object",
		additionalProperties: false,
		required: ["id"],
		properties: { id: { type } },
	});

async function project(): Promise<string> {
	const cwd = await folder();
	await mkdir(join(cwd, "schemas/thing"), { recursive: true });
	await writeFile(join(cwd, "upshape.config.json"), '{"out": "generated"}');
	await writeFile(
		join(cwd, "schemas/thing/lineage.json"),
		'{"name": "mine/thing", "type": "Thing", "versions": ["one"]}',
	);
	await writeFile(join(cwd, "schemas/thing/one.schema.json"), schema("string"));
	return cwd;
}

test("generate writes, --check agrees, and shows what is stale", async () => {
	const cwd = await project();
	const missing = await upshape(["generate", "--check"], { cwd });
	expect([missing.code, missing.stderr]).toEqual([1, ""]);
	expect(missing.stdout).toContain("generated/types.ts is missing\n");
	expect(await readdir(cwd)).not.toContain("generated");

	const written = await upshape(["generate"], { cwd });
	expect([written.code, written.stderr]).toEqual([0, ""]);
	expect(written.stdout).toMatch(/^wrote \d+ files to generated\n$/);
	expect(await readFile(join(cwd, "generated/types.ts"), "utf8")).toContain("id: string");
	expect(await upshape(["generate", "--check"], { cwd })).toMatchObject({
		code: 0,
		stdout: "everything is up to date\n",
	});

	await writeFile(join(cwd, "schemas/thing/one.schema.json"), schema("integer"));
	const stale = await upshape(["generate", "--check"], { cwd });
	expect(stale.code).toBe(1);
	expect(stale.stdout).toMatch(/types\.ts is stale\n[\s\S]*^-.*id: string[\s\S]*^\+.*id: number/m);
	expect(stale.stdout).toContain("run `upshape generate`\n");
});

test("the settings may be elsewhere: their folders are relative to them", async () => {
	const cwd = await project();
	const elsewhere = await folder();
	const { code } = await upshape(["generate", "--config", join(cwd, "upshape.config.json")], {
		cwd: elsewhere,
	});
	expect(code).toBe(0);
	expect(await readdir(cwd)).toContain("generated");
	expect(await readdir(elsewhere)).toEqual([]);
});

test.each([
	["upshape.config.json", "{", "upshape.config.json"],
	["upshape.config.json", '{"outt": "x"}', "upshape.config.json#/outt"],
	["schemas/thing/one.schema.json", '{"type": "strin"}', "one.schema.json"],
	["schemas/thing/one.schema.json", "nonsense", "one.schema.json"],
	["schemas/thing/lineage.json", "[]", "lineage.json"],
])("a broken %s is one line that names it", async (file, text, named) => {
	const cwd = await project();
	await writeFile(join(cwd, file), text);
	const { code, stdout, stderr } = await upshape(["generate"], { cwd });
	expect([code, stdout]).toEqual([2, ""]);
	expect(stderr).toMatch(/^upshape: [^\n]+\n$/);
	expect(stderr).toContain(named);
});

test("without settings it says how to begin", async () => {
	const { code, stderr } = await upshape(["generate"], { cwd: await folder() });
	expect([code, stderr]).toEqual([2, expect.stringContaining("upshape.config.json")]);
});
