import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { current, legacy } from "../support/clerk-samples.js";
import { folder, lines, start, upshape } from "./upshape.js";

const many = lines(legacy).repeat(20_000);

/** Starts an upgrade that waits for more input, with a part file open. */
async function waiting(cwd: string) {
	const child = start(
		["upgrade", "-o", "out.ndjson", "--residue", "residue.ndjson", "--rejects", "rejects"],
		cwd,
	);
	child.stdin?.write(lines(legacy, current, null));
	while ((await readdir(cwd)).length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
	return child;
}

describe("a signal ends it at once, without a trace of what it was writing", () => {
	test.each([
		["SIGINT", 130],
		["SIGTERM", 143],
	] as const)("%s", async (signal, expected) => {
		const cwd = await folder();
		await writeFile(join(cwd, "out.ndjson"), "what was there before\n");
		const child = await waiting(cwd);
		const said = child.stderr ? text(child.stderr) : "";
		child.kill(signal);
		const [code] = await once(child, "exit");
		expect([code, await said]).toEqual([expected, ""]);
		expect(await readdir(cwd)).toEqual(["out.ndjson"]);
		expect(await readFile(join(cwd, "out.ndjson"), "utf8")).toBe("what was there before\n");
	});

	test("in the middle of a file, with a checkpoint that the same call goes on from", async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "in.ndjson"), many.repeat(5));
		const args = ["upgrade", "in.ndjson", "-o", "out.ndjson"];
		const child = start(args, cwd);
		const said = child.stderr ? text(child.stderr) : "";
		while (!(await readdir(cwd)).includes(".out.ndjson.part"))
			await new Promise((resolve) => setTimeout(resolve, 5));
		child.kill("SIGINT");
		const [code] = await once(child, "exit");
		expect(code).toBe(130);
		expect(await said).toMatch(
			/^stopped: [\d,]+ records? done; the same call with --resume goes on from there\n$/,
		);
		expect((await readdir(cwd)).sort()).toEqual([".out.ndjson.checkpoint", ".out.ndjson.part", "in.ndjson"]);
		const resumed = await upshape([...args, "--resume", "--format", "json"], { cwd });
		expect(JSON.parse(resumed.stderr)).toMatchObject({
			records: 100_000,
			converted: 100_000,
			complete: true,
		});
		expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", "out.ndjson"]);
		expect(await readFile(join(cwd, "out.ndjson"), "utf8")).toBe(
			lines(client.upgrade(legacy).value).repeat(100_000),
		);
	});
});

test.each(["upgrade", "detect"])("%s: a reader that goes away ends it quietly", async (command) => {
	const cwd = await folder();
	const files = Array.from({ length: 300 }, () => "in.ndjson");
	await writeFile(join(cwd, "in.ndjson"), command === "upgrade" ? many : "");
	const child = start([command, ...(command === "upgrade" ? ["in.ndjson"] : files)], cwd);
	const said = child.stderr ? text(child.stderr) : "";
	child.stdout?.once("data", () => child.stdout?.destroy());
	const [code] = await once(child, "exit");
	expect([code, await said]).toEqual([141, ""]);
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
	test.each([
		[["upgrade", "-o", "/dev/full"]],
		[["upgrade", "--residue", "/dev/full"]],
		[["upgrade", "--report", "/dev/full", "-o", "out"]],
	])("%j is one line and exit code 2", async (args) => {
		const cwd = await folder();
		const { code, stderr } = await upshape(args, { input: lines(legacy), cwd });
		expect([code, stderr]).toEqual([2, "upshape: can't write /dev/full: no space left\n"]);
		expect(await readdir(cwd)).toEqual([]);
		expect(existsSync("/dev/full")).toBe(true);
	});
});

describe("a device is written to as it is", () => {
	test.skipIf(!existsSync("/dev/null"))("/dev/null", async () => {
		expect((await upshape(["upgrade", "-o", "/dev/null"], { input: lines(legacy) })).code).toBe(0);
		expect((await readFile("/dev/null")).length).toBe(0);
	});
});

test.each([
	["cut short", gzipSync(many).subarray(0, 5_000), "is cut short or broken"],
	["not gzip", Buffer.from(many), "is not gzip"],
	["empty", Buffer.alloc(0), "is empty"],
])("a gzip file that is %s publishes nothing", async (_, bytes, message) => {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson.gz"), bytes);
	await writeFile(join(cwd, "out"), "old");
	const args = ["upgrade", "in.ndjson.gz", "-o", "out", "--residue", "residue", "--report", "report", "-q"];
	const { code, stderr } = await upshape(args, { cwd });
	expect(code).toBe(2);
	expect(stderr.trimEnd().split("\n").at(-1)).toContain(`in.ndjson.gz ${message}`);
	expect((await readdir(cwd)).sort()).toEqual(["in.ndjson.gz", "out"]);
	expect(await readFile(join(cwd, "out"), "utf8")).toBe("old");
});

test("a bug shows its stack", async () => {
	const cwd = await folder();
	const lineage =
		"{ name: 'x', head: 'a', versions: ['a'], detect() {}, downgrade() {}, upgrade() { throw new RangeError('oh') } }";
	await writeFile(join(cwd, "mine.mjs"), `export const lineage = ${lineage};`);
	const { code, stderr } = await upshape(["upgrade", "--lineage", "mine.mjs"], { input: "1", cwd });
	expect(code).toBe(70);
	expect(stderr).toMatch(/RangeError: oh\n {4}at .*mine\.mjs/);
});

test.each([
	["1", 150],
	["2", 200],
])("memory stays flat, however long the input is, with --jobs %s", async (jobs, limit) => {
	const cwd = await folder();
	const peak = async (input: string) => {
		const probe = "process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS/1024)))";
		await writeFile(join(cwd, "probe.mjs"), probe);
		await writeFile(join(cwd, "in.ndjson"), input);
		const lineage = `import "./probe.mjs"; export { client as lineage } from ${JSON.stringify(new URL("../../dist/clerk/index.js", import.meta.url).href)};`;
		await writeFile(join(cwd, "mine.mjs"), lineage);
		const { stderr } = await upshape(
			["upgrade", "in.ndjson", "-o", "out.ndjson", "--lineage", "mine.mjs", "-q", "--jobs", jobs],
			{ cwd },
		);
		return Number(stderr);
	};
	// Where other work holds up the garbage collector, the peak is its backlog; what a run retains shows every time.
	const peaks: number[] = [];
	for (let tries = 0; tries < 4 && (peaks.at(-1) ?? limit) >= limit; tries++)
		peaks.push(await peak(many.repeat(10)));
	expect(Math.min(...peaks)).toBeLessThan(limit);
});
