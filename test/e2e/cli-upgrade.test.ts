import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const head = (record: unknown) => client.upgrade(record).value;
const mixed = lines(legacy, v1, current, { response: legacy, client: null });
const upgraded = lines(head(legacy), head(v1), current, head(legacy));

describe("what goes in comes out in the same form", () => {
	test("NDJSON from standard input to standard output, the summary on standard error", async () => {
		for (const args of [["upgrade"], ["upgrade", "-"]]) {
			const { code, stdout, stderr } = await upshape(args, { input: mixed });
			expect([code, stdout]).toEqual([0, upgraded]);
			expect(stderr).toContain("upgrade of clerk/client to current: 4 records");
			expect(stderr).toContain("3  upgraded\n");
			expect(stderr).toContain("came in as legacy 2, v1 1, current 1");
			expect(stderr).toMatch(/2 {2}dropped +\/sessions\/\*\/user +\(legacy>v1\)/);
			expect(stderr).toContain("--residue FILE keeps it");
		}
	});

	test("files in their order, plain and packed, to a file", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "a.ndjson.gz"), gzipSync(mixed));
		await writeFile(join(cwd, "b.ndjson"), lines(current));
		const { code, stdout } = await upshape(["upgrade", "a.ndjson.gz", "b.ndjson", "-o", "out.ndjson"], {
			cwd,
		});
		expect([code, stdout]).toEqual([0, ""]);
		expect(await readFile(join(cwd, "out.ndjson"), "utf8")).toBe(upgraded + lines(current));
		expect((await readdir(cwd)).sort()).toEqual(["a.ndjson.gz", "b.ndjson", "out.ndjson"]);
	});

	test("an array", async () => {
		const { stdout } = await upshape(["upgrade"], { input: JSON.stringify([legacy, current], null, 2) });
		expect(JSON.parse(stdout)).toEqual([head(legacy), current]);
	});

	test("one document over several lines; a current one as its own bytes", async () => {
		const pretty = JSON.stringify(current, null, 2);
		expect((await upshape(["upgrade"], { input: JSON.stringify(v1, null, 2) })).stdout).toBe(lines(head(v1)));
		expect((await upshape(["upgrade"], { input: pretty })).stdout).toBe(`${pretty}\n`);
	});

	test("nothing, as of a reply without a body, is a blank", async () => {
		const { code, stdout, stderr } = await upshape(["upgrade"], { input: "" });
		expect([code, stdout]).toEqual([0, ""]);
		expect(stderr).toContain("1  blank");
	});

	test("an array beside lines can't be mirrored", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "a.json"), "[]");
		await writeFile(join(cwd, "b.ndjson"), "");
		const { code, stderr } = await upshape(["upgrade", "a.json", "b.ndjson", "-o", "out"], { cwd });
		expect([code, stderr]).toEqual([
			2,
			"upshape: b.ndjson is NDJSON, what came before is an array: convert them one by one\n",
		]);
		expect(await readdir(cwd)).not.toContain("out");
	});
});

describe("files", () => {
	test("a file may be upgraded in its own place, through a link too, and keeps its mode", async () => {
		const cwd = await folder();
		await mkdir(join(cwd, "data"));
		await writeFile(join(cwd, "data/x.ndjson"), mixed, { mode: 0o600 });
		await symlink("data/x.ndjson", join(cwd, "link.ndjson"));
		expect((await upshape(["upgrade", "link.ndjson", "-o", "link.ndjson"], { cwd })).code).toBe(0);
		expect(await readFile(join(cwd, "data/x.ndjson"), "utf8")).toBe(upgraded);
		expect((await stat(join(cwd, "data/x.ndjson"))).mode & 0o777).toBe(0o600);
		expect(await readdir(join(cwd, "data"))).toEqual(["x.ndjson"]);
	});

	test("the residue brings every record back, to the byte", async () => {
		const cwd = await folder();
		await upshape(["upgrade", "-o", "out.ndjson", "--residue", "residue.ndjson"], { input: mixed, cwd });
		const back = await upshape(["downgrade", "out.ndjson", "--residue", "residue.ndjson"], { cwd });
		expect([back.code, back.stdout]).toEqual([0, mixed]);
		const one = await upshape(["downgrade", "out.ndjson", "--from", "current", "--to", "v1", "-q"], { cwd });
		expect([one.code, one.stderr]).toEqual([0, ""]);
		expect(one.stdout.split("\n")[1]).toBe(JSON.stringify(v1));
	});

	test("a packed array, its residue, and back", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "in.json.gz"), gzipSync(JSON.stringify([legacy, v1])));
		await upshape(["upgrade", "in.json.gz", "-o", "out.json", "--residue", "residue.ndjson"], { cwd });
		const back = await upshape(["downgrade", "out.json", "--residue", "residue.ndjson"], { cwd });
		expect(JSON.parse(back.stdout)).toEqual([legacy, v1]);
	});

	test("the report has the counts and the sum of the accounts", async () => {
		const cwd = await folder();
		await upshape(["upgrade", "--report", "report.json"], { input: `${mixed}\nnull\n`, cwd });
		expect(JSON.parse(await readFile(join(cwd, "report.json"), "utf8"))).toMatchObject({
			command: "upgrade",
			lineage: "clerk/client",
			to: "current",
			records: 6,
			converted: 3,
			current: 1,
			rejected: 1,
			blank: 1,
			complete: true,
			versions: { legacy: 2, v1: 1, current: 1 },
			rejects: { "unknown-version": 1 },
			account: expect.arrayContaining([
				{ kind: "dropped", step: "legacy>v1", from: "/sessions/*/user", count: 2 },
				{ kind: "moved", step: "envelope", from: "/response", to: "", count: 1 },
			]),
		});
	});

	test("a dry run writes no records and no residue, but the report", async () => {
		const cwd = await folder();
		const args = ["upgrade", "--dry-run", "-o", "out", "--residue", "residue", "--report", "report.json"];
		const { code, stdout, stderr } = await upshape(args, { input: mixed, cwd });
		expect([code, stdout]).toEqual([0, ""]);
		expect(stderr).toContain("upgrade (dry run)");
		expect(await readdir(cwd)).toEqual(["report.json"]);
	});
});

describe("rejects", () => {
	const bad = `${lines(legacy)}{"a":1\n${lines({ ...current, status: "x" })}`;

	test("are told line by line, and exit with 1; the others are there", async () => {
		const { code, stdout, stderr } = await upshape(["upgrade"], { input: bad });
		expect([code, stdout]).toEqual([1, lines(head(legacy))]);
		expect(stderr).toContain("stdin:2: not-json: the text is not one JSON document, from its byte 6 on\n");
		expect(stderr).toContain("stdin:3: unknown-version at /status: ");
		expect(stderr).toContain("2  rejected  not-json 1, unknown-version 1");
	});

	test("go to a file with their place, reason and original bytes", async () => {
		const cwd = await folder();
		const input = Buffer.concat([Buffer.from(bad), Buffer.from([0xff])]);
		const { stderr } = await upshape(["upgrade", "--rejects", "rejects.ndjson"], { input, cwd });
		expect(stderr).not.toContain("stdin:2");
		const [first, second, third] = (await readFile(join(cwd, "rejects.ndjson"), "utf8"))
			.split("\n")
			.map((line) => line && JSON.parse(line));
		const offset = lines(legacy).length;
		expect(first).toEqual({
			file: "stdin",
			line: 2,
			offset,
			code: "not-json",
			instanceLocation: "",
			message: "the text is not one JSON document, from its byte 6 on",
			record: '{"a":1',
		});
		expect(second).toMatchObject({
			line: 3,
			offset: offset + 7,
			code: "unknown-version",
			instanceLocation: "/status",
		});
		expect(third).toMatchObject({ line: 4, code: "not-utf8", base64: "/w==" });
	});

	test("that are alike are counted, with one example", async () => {
		const cwd = await folder();
		const args = ["upgrade", "--report", "report.json"];
		const { stderr } = await upshape(args, { input: "1\n".repeat(25), cwd });
		expect(stderr).toContain("stdin:1: ");
		expect(stderr).not.toContain("stdin:2: ");
		expect(stderr).toContain("  24 more like stdin:1\n");
		const { reasons } = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
		expect(reasons).toMatchObject([
			{ code: "unknown-version", instanceLocation: "", count: 25, example: { file: "stdin", line: 1 } },
		]);
	});

	test("of more than twenty kinds are counted", async () => {
		const odd = Array.from({ length: 25 }, (_, i) => JSON.stringify({ ...v1, ["x".repeat(i + 1)]: 1 }));
		const { stderr } = await upshape(["upgrade"], { input: odd.join("\n") });
		expect(stderr).toContain("stdin:20: ");
		expect(stderr).not.toContain("stdin:21: ");
		expect(stderr).toContain("and 5 others\n");
	});

	test("beyond --max-rejects end the run: no output, but the rejects", async () => {
		const cwd = await folder();
		const args = ["upgrade", "-o", "out", "--residue", "residue", "--rejects", "rejects"];
		const tooMany = await upshape([...args, "--max-rejects", "1"], { input: bad, cwd });
		expect(tooMany.code).toBe(1);
		expect(tooMany.stderr).toContain("given up");
		expect(await readdir(cwd)).toEqual(["rejects"]);
		expect((await upshape([...args, "--max-rejects", "2"], { input: bad, cwd })).code).toBe(1);
		expect((await readdir(cwd)).sort()).toEqual(["out", "rejects", "residue"]);
	});

	test("a pretty document named .ndjson gets one hint", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "x.ndjson"), JSON.stringify(current, null, 1));
		const { code, stderr } = await upshape(["upgrade", "x.ndjson"], { cwd });
		expect(code).toBe(1);
		expect(stderr.match(/^hint: .*--input document$/gm)).toHaveLength(1);
		expect((await upshape(["upgrade", "x.ndjson", "--input", "document"], { cwd })).code).toBe(0);
	});

	test("limits are flags", async () => {
		expect((await upshape(["upgrade", "--max-bytes", "100"], { input: mixed })).stderr).toContain(
			"too-large 4",
		);
		expect((await upshape(["upgrade", "--max-depth", "1"], { input: mixed })).stderr).toContain("too-deep 4");
	});

	test("a name can't play tricks on the terminal", async () => {
		const input = lines({ ...current, "\u001b[2J\u202e": 1 });
		const { stderr } = await upshape(["upgrade"], { input });
		expect(stderr).toContain("/\\u001b[2J\\u202e: ");
	});
});

describe("lineages", () => {
	const dist = JSON.stringify(new URL("../../dist/clerk/index.js", import.meta.url).href);

	test("a shipped one by name", async () => {
		const args = ["upgrade", "--lineage", "clerk/session"];
		expect((await upshape(args, { input: lines(v1.sessions[0]) })).stdout).toBe(lines(v1.sessions[0]));
		// Alone a legacy session doesn't say whose client's it was.
		expect(await upshape(args, { input: lines(legacy.sessions[0]) })).toMatchObject({ code: 1, stdout: "" });
	});

	test.each([
		["named exports", "export { client as lineage, clientEnvelope as envelope }"],
		["a default export", "export { client as default, clientEnvelope as envelope }"],
	])("a module of the user's with %s", async (_, exports) => {
		const cwd = await folder();
		await writeFile(join(cwd, "mine.mjs"), `${exports} from ${dist};\n`);
		expect((await upshape(["upgrade", "--lineage", "mine.mjs"], { input: mixed, cwd })).stdout).toBe(
			upgraded,
		);
	});

	test.each([
		["no lineage", "export const lineage = {};", "exports no lineage"],
		[
			"a wrong envelope",
			`export { client as lineage } from ${dist}; export const envelope = 1;`,
			"has no unwrap and wrap",
		],
		["an error", "throw new Error('no luck');", "can't load mine.mjs: no luck"],
	])("a module with %s is a mistake", async (_, text, message) => {
		const cwd = await folder();
		await writeFile(join(cwd, "mine.mjs"), text);
		const { code, stderr } = await upshape(["upgrade", "--lineage", "mine.mjs"], { cwd });
		expect(code).toBe(2);
		expect(stderr).toMatch(/^upshape: [^\n]+\n$/);
		expect(stderr).toContain(message);
	});
});

test("the summary as JSON is all that is on standard error", async () => {
	const { stderr } = await upshape(["upgrade", "--format", "json"], { input: `${mixed}null\n` });
	expect(JSON.parse(stderr)).toMatchObject({ command: "upgrade", records: 5, rejected: 1, dryRun: false });
});
