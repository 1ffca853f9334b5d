import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folder, lines, upshape } from "./upshape.js";

const example = fileURLToPath(new URL("../../examples/clients.ndjson", import.meta.url));

const OLD = { id: "a", customer_name: "Ada", total: 1.5 };
const NEW = { id: "b", customer: { name: "Ada" }, total: { cents: 150, currency: "EUR" } };
const mixed = lines(OLD, NEW, OLD, NEW, { ...OLD, note: null });

test("old and new records become two versions, whose schemas accept them all", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "orders.ndjson"), mixed);
	const { code, stdout, stderr } = await upshape(["infer", "orders.ndjson", "--out", "schemas/order"], {
		cwd,
	});
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout.split("\n")).toEqual([
		"5 records, 2 versions",
		"  v1  3 records, as in orders.ndjson:1, :3, :5",
		"      in some of them: note 33.3 %",
		"  v2  2 records, as in orders.ndjson:2, :4",
		"told apart by",
		"  /customer_name, /total",
		"  /customer, /total",
		expect.stringMatching(/^order: /),
		"proved: no record can be of two versions",
		"checked: 5 of 5 are valid by what was written",
		"wrote schemas/order/v1.schema.json",
		"wrote schemas/order/v2.schema.json",
		"wrote schemas/order/lineage.json",
		"next: upshape check, when upshape.config.json names the folder schemas",
		"",
	]);
	const lineage = JSON.parse(await readFile(join(cwd, "schemas/order/lineage.json"), "utf8"));
	expect(lineage).toEqual({ name: "order", type: "Order", versions: ["v1", "v2"] });
	for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("standard input is read twice, too, and a program can read the result", async () => {
	const cwd = await folder();
	const { code, stdout } = await upshape(["infer", "--out", "order", "--format", "json"], {
		cwd,
		input: mixed,
	});
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		records: 5,
		versions: [
			{ name: "v1", count: 3, valid: 3, examples: [{ file: "stdin", line: 1 }, {}, {}] },
			{ name: "v2", count: 2, valid: 2, optional: [] },
		],
		disjoint: "proved",
		files: ["order/v1.schema.json", "order/v2.schema.json", "order/lineage.json"],
	});
});

test("every record of the examples is valid by what is written", async () => {
	const cwd = await folder();
	const { code, stdout } = await upshape(["infer", example, "--out", "client", "--format", "json"], { cwd });
	expect(code).toBe(0);
	const { records, versions, invalid } = JSON.parse(stdout);
	expect([records, invalid]).toEqual([6, []]);
	for (const { count, valid } of versions) expect(valid).toBe(count);
});

test("records that can't be read are named, without their values, and the others are learnt from", async () => {
	const cwd = await folder();
	const input = `${lines(OLD)}{"__proto__": {"secret": 1}}\n{"secret": \n${lines(OLD)}`;
	const { code, stdout } = await upshape(["infer", "--out", "order"], { cwd, input });
	expect(code).toBe(1);
	expect(stdout).toContain("stdin:2: proto-key");
	expect(stdout).toContain("stdin:3: not-json");
	expect(stdout).toContain("2 records, 1 version\n");
	expect(stdout).not.toContain("secret");
});

test("no records: nothing is written", async () => {
	const cwd = await folder();
	const { code, stdout } = await upshape(["infer", "--out", "order"], { cwd, input: "\n\n" });
	expect([code, stdout]).toEqual([1, "there are no records: nothing was written\n"]);
	expect(await readdir(cwd)).toEqual([]);
});

test("a mistake in the call is told in one line, before anything is read", async () => {
	const cwd = await folder();
	await mkdir(join(cwd, "there"));
	await writeFile(join(cwd, "there/lineage.json"), "{}");
	for (const [args, message] of [
		[["infer"], "infer writes a folder: name it, as in upshape infer --out schemas/order"],
		[["infer", "--out", "there"], "there/lineage.json is there already: name another folder, or remove it"],
		[
			["infer", "--out", "x", "--split", "total"],
			"--split takes the JSON Pointer of a member, such as /total",
		],
		[["infer", "--out", "x", "--single", "--split", "/a"], "--single and --split contradict each other"],
		[["infer", "--out", "123"], "the lineage's name becomes a type's, so it begins with a Latin letter"],
		[["infer", "missing.ndjson", "--out", "x"], "can't read missing.ndjson"],
	] as const) {
		const { code, stdout, stderr } = await upshape(args, { cwd, input: mixed });
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(`upshape: ${message}`);
		expect(stderr.trimEnd()).not.toContain("\n");
	}
	expect(await readdir(cwd)).toEqual(["there"]);
});
