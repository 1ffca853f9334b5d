import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, upshape } from "./upshape.js";

const schema = (member: string) => ({
	type: "object",
	properties: { id: { type: "string" }, [member]: { type: "string", format: "date-time" } },
	required: ["id", member],
	additionalProperties: false,
});

async function repository(): Promise<string> {
	const cwd = await folder();
	await mkdir(join(cwd, "schemas/order"), { recursive: true });
	await writeFile(join(cwd, "upshape.config.json"), "{}");
	await writeFile(
		join(cwd, "schemas/order/lineage.json"),
		'{"name": "order", "type": "Order", "versions": ["v1"]}',
	);
	await writeFile(join(cwd, "schemas/order/v1.schema.json"), JSON.stringify(schema("placed")));
	await writeFile(join(cwd, "new.json"), JSON.stringify(schema("placed_at")));
	return cwd;
}

test("a version is added, and its step drafted", async () => {
	const cwd = await repository();
	const { code, stdout, stderr } = await upshape(["add-version", "v2", "new.json", "--step", "step.ts"], {
		cwd,
	});
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toContain("1 copied, 1 by rule, 0 guessed, 0 left open, 0 dropped\nwrote step.ts\n");
	expect(JSON.parse(await readFile(join(cwd, "schemas/order/lineage.json"), "utf8")).versions).toEqual([
		"v1",
		"v2",
	]);
	expect(JSON.parse(await readFile(join(cwd, "schemas/order/v2.schema.json"), "utf8"))).toEqual(
		schema("placed_at"),
	);
	const draft = await readFile(join(cwd, "step.ts"), "utf8");
	expect(draft).toContain('import type { OrderV1, OrderV2 } from "./src/generated/index.js";');
	expect(draft).toContain("export const v1ToV2 = mapping<OrderV1, OrderV2>((t) => ({");
	expect(draft).toContain('\tplaced_at: t.from("/placed"),');
	const again = await upshape(["add-version", "v2", "new.json"], { cwd });
	expect([again.code, again.stderr]).toEqual([
		2,
		"upshape: order/lineage.json has a version v2 already: name another one\n",
	]);
});

test("--dry-run writes nothing, and mistakes are one line", async () => {
	const cwd = await repository();
	const before = await readdir(cwd, { recursive: true });
	const dry = await upshape(["add-version", "v2", "new.json", "--dry-run", "--format", "json"], { cwd });
	expect(dry.code).toBe(0);
	expect(JSON.parse(dry.stdout)).toMatchObject({
		version: "v2",
		dryRun: true,
		members: [{}, { from: "/placed" }],
	});
	for (const [args, message] of [
		[["v2"], "add-version takes a name and a schema"],
		[["v2", "missing.json"], "can't read missing.json: there is no such file"],
		[["v2", "new.json", "--lineage", "ordr"], "there is no lineage in the folder ordr; did you mean order?"],
		[["v2", "new.json", "--step", "new.json"], "new.json is there already: name another file for the draft"],
	] as const) {
		const { code, stderr } = await upshape(["add-version", ...args], { cwd });
		expect(code).toBe(2);
		expect(stderr).toContain(`upshape: ${message}`);
		expect(stderr.trimEnd()).not.toContain("\n");
	}
	expect(await readdir(cwd, { recursive: true })).toEqual(before);
});

test("a name with a line break stays on its line", async () => {
	const cwd = await repository();
	const newer = { type: "object", required: ["a\nb"], properties: { "a\nb": { type: "number" } } };
	await writeFile(join(cwd, "new.json"), JSON.stringify(newer));
	const { stdout } = await upshape(["add-version", "v2", "new.json", "--step", "step.ts"], { cwd });
	expect(stdout).toContain("  left open: /a\\u000ab\n");
});
