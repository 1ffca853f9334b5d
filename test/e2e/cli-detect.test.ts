import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const mixed = `${lines(legacy, { response: legacy, client: null }, current)}\nnull\n`;

describe("detect", () => {
	test("names the version of one document", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "a.json"), JSON.stringify(v1, null, 2));
		await writeFile(join(cwd, "b.json"), JSON.stringify({ response: legacy, client: null }));
		await writeFile(join(cwd, "c.json"), "");
		const { code, stdout, stderr } = await upshape(["detect", "a.json", "b.json", "c.json"], { cwd });
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toBe("a.json: v1\nb.json: legacy, in an envelope\nc.json: blank\n");
	});

	test("counts versions, file by file, and shows what is of none", async () => {
		const { code, stdout } = await upshape(["detect"], { input: mixed });
		expect(code).toBe(1);
		expect(stdout).toBe(
			[
				"stdin: 5 records of clerk/client, 1 in envelopes",
				"  2  legacy",
				"  1  current",
				"  1  unknown-version",
				"  1  blank",
				"stdin:5: unknown-version: is of no version of clerk/client",
				"",
			].join("\n"),
		);
	});

	test("as JSON, an object a file", async () => {
		const { stdout } = await upshape(["detect", "--format", "json"], { input: mixed });
		expect(JSON.parse(stdout)).toEqual({
			file: "stdin",
			form: "ndjson",
			lineage: "clerk/client",
			records: 5,
			valid: 3,
			invalid: 1,
			blank: 1,
			enveloped: 1,
			versions: { legacy: 2, current: 1 },
			codes: { "unknown-version": 1 },
			findings: [
				{
					file: "stdin",
					line: 5,
					code: "unknown-version",
					instanceLocation: "",
					message: expect.any(String),
				},
			],
			more: 0,
		});
	});

	test("other lineages by name", async () => {
		const args = ["detect", "--lineage", "clerk/session"];
		expect((await upshape(args, { input: lines(legacy.sessions[0]) })).stdout).toBe("stdin: legacy\n");
	});
});

describe("validate", () => {
	test("any version of the lineage will do, unless one is asked for", async () => {
		const input = lines(legacy, v1, current);
		expect(await upshape(["validate"], { input })).toMatchObject({
			code: 0,
			stdout: "3 records: 3 of a version of clerk/client, 0 not\n",
			stderr: "",
		});
		const gate = await upshape(["validate", "--as", "current"], { input });
		expect(gate.code).toBe(1);
		expect(gate.stdout).toBe(
			[
				"stdin:1: unexpected-version: is of version legacy, not current",
				"stdin:2: unexpected-version: is of version v1, not current",
				"3 records: 1 of current, 2 not",
				"",
			].join("\n"),
		);
	});

	test("says where a record breaks the schema asked for, through the envelope", async () => {
		const input = lines({ response: { ...current, id: 7 }, client: null });
		const { stdout } = await upshape(["validate", "--as", "current"], { input });
		expect(stdout).toContain("stdin:1: invalid at /response/id: must be string\n");
	});

	test("as JSON", async () => {
		const { code, stdout } = await upshape(["validate", "--format", "json"], { input: `${lines(v1)}{"a"\n` });
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({
			records: 2,
			valid: 1,
			invalid: 1,
			findings: [{ line: 2, code: "not-json" }],
		});
	});
});

test("what upgrade wrote, validate passes", async () => {
	const cwd = await folder();
	await upshape(["upgrade", "-o", "out.json"], { input: JSON.stringify([legacy, v1]), cwd });
	expect((await upshape(["validate", "--as", "current", "out.json"], { cwd })).code).toBe(0);
	expect(JSON.parse(await readFile(join(cwd, "out.json"), "utf8"))).toHaveLength(2);
});
