import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { readOpenMetrics } from "../support/openmetrics.js";
import { folder, lines, upshape } from "./upshape.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const input = lines(legacy, v1, current, { not: "one" }).repeat(20_000);
const hasScript = spawnSync("script", ["--version"]).status === 0;

test("--progress json: a line of JSON now and then, the last one when all is done", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson"), input);
	const flags = ["--progress", "json", "-q", "--rejects", "rejects", "-o", "out"];
	const { code, stderr } = await upshape(["upgrade", "in.ndjson", ...flags], { cwd });
	expect(code).toBe(1);
	const told = stderr
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));
	for (const one of told) {
		expect(one).toMatchObject({ event: "progress", totalBytes: input.length, done: one === told.at(-1) });
		expect(one.secondsLeft).toBeCloseTo((input.length - one.bytes) / one.bytesPerSecond, 3);
		expect(one.bytesPerSecond * one.seconds).toBeCloseTo(one.bytes, 0);
	}
	expect(told.at(-1)).toMatchObject({
		records: 80_000,
		bytes: input.length,
		rejected: 20_000,
		secondsLeft: 0,
	});
});

test("a total that can't be known is not made up", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson.gz"), gzipSync(lines(v1)));
	for (const file of ["in.ndjson.gz", "-"]) {
		const { stderr } = await upshape(["upgrade", file, "--progress", "json", "-q"], {
			cwd,
			input: lines(v1),
		});
		expect(JSON.parse(stderr)).toMatchObject({ totalBytes: null, secondsLeft: null, records: 1, done: true });
	}
});

test("nothing is told where standard error is no terminal, or where that is asked for", async () => {
	for (const flags of [[], ["--progress", "none"]]) {
		expect((await upshape(["upgrade", "-q", ...flags], { input: lines(v1) })).stderr).toBe("");
	}
	const { code, stderr } = await upshape(["upgrade", "--progress", "jsn"], { input: "" });
	expect([code, stderr]).toEqual([2, expect.stringContaining("did you mean json?")]);
});

test.skipIf(!hasScript)(
	"on a terminal: a line with records, bytes, rate, rest and rejects (needs script)",
	async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "in.ndjson"), input);
		const call = `"${process.execPath}" "${main}" upgrade in.ndjson --jobs 1 -q --rejects rejects -o out`;
		const { stdout } = spawnSync("script", ["-qec", call, "/dev/null"], { cwd, encoding: "utf8" });
		const told = stdout.split("\u001b[2K").map((part) => part.replaceAll("\r", ""));
		expect(told.some((line) => LINE.test(line))).toBe(true);
		expect(told.at(-1)).toBe("");
	},
);

const LINE =
	/^[\d,]+ records, [\d.]+ MB of [\d.]+ MB \(\d+ %\), [\d.]+ [kM]B\/s, \d+ s left, [\d,]+ rejected$/;

test("--metrics: OpenMetrics that a strict reader reads, with the numbers of the report", async () => {
	const cwd = await folder();
	const flags = ["--metrics", "run.prom", "--report", "report.json", "--rejects", "rejects", "-q"];
	await upshape(["upgrade", ...flags], { cwd, input: `${lines(legacy, v1, current, {})}\n` });
	const families = readOpenMetrics(await readFile(join(cwd, "run.prom"), "utf8"));
	const report = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
	const records = families.get("upshape_records")?.samples;
	for (const outcome of ["converted", "current", "rejected", "blank"]) {
		expect(records?.get(`lineage="clerk/client",outcome="${outcome}"`)).toBe(report[outcome]);
	}
	expect(families.get("upshape_input_bytes")?.samples.get('lineage="clerk/client"')).toBe(report.bytes);
});

test("--metrics is no other output, and must be writable", async () => {
	const cwd = await folder();
	const clash = await upshape(["upgrade", "-o", "x", "--metrics", "x"], { cwd });
	expect([clash.code, clash.stderr]).toEqual([2, expect.stringContaining("--metrics x is also --output")]);
	const lost = await upshape(["upgrade", "--metrics", "none/x"], { cwd, input: lines(v1) });
	expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining("can't write none/x")]);
});
