import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const hasParallel = spawnSync("parallel", ["--version"]).status === 0;

/** So many lines of all sorts. */
function mixed(count: number): string {
	const sorts = [legacy, v1, current, { not: "a client" }, { ...v1, id: null }].map((one) => lines(one));
	sorts.push("\n", "{\n", `${" ".repeat(3)}\n`);
	return Array.from({ length: count }, (_, i) => sorts[(i * 7) % sorts.length]).join("");
}

/** Runs a line of shell; `upshape` in it is the built command line. */
function shell(line: string, cwd: string): string {
	const script = `set -euo pipefail; upshape() { "${process.execPath}" "${main}" "$@"; }; ${line}`;
	const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, encoding: "utf8" });
	expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
	return stdout;
}

test("in a pipe, lines are counted the same before and behind it, and rejects are no failure", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson"), mixed(200));
	const through = "cat in.ndjson | upshape upgrade - --inline-rejects -q";
	expect(shell(`${through} | wc -l`, cwd).trim()).toBe("200");
	expect(shell(`${through} | grep -c '^{"file":"","line":0' || true`, cwd).trim()).toBe("75");
});

test("split at any line, in as many processes as one likes, the bytes are the same", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson"), mixed(101));
	const filter = "upshape upgrade - --inline-rejects -q";
	const whole = shell(`${filter} < in.ndjson`, cwd);
	for (const at of [1, 50]) {
		expect(shell(`head -n ${at} in.ndjson | ${filter}; tail -n +${at + 1} in.ndjson | ${filter}`, cwd)).toBe(
			whole,
		);
	}
	expect(shell(`split -n l/3 in.ndjson part. && cat part.* | ${filter}`, cwd)).toBe(whole);
});

test.skipIf(!hasParallel)(
	"GNU parallel runs it on all cores, in order (skipped where it is not installed)",
	async () => {
		const cwd = await folder();
		await writeFile(join(cwd, "in.ndjson"), mixed(120));
		const filter = `"${process.execPath}" "${main}" upgrade - --inline-rejects -q`;
		const whole = shell(`${filter} < in.ndjson`, cwd);
		const parallel = `parallel --will-cite --pipe --keep-order --jobs 2 --block 20k '${filter}' < in.ndjson`;
		expect(shell(parallel, cwd)).toBe(whole);
	},
);

test("with a side file, only records are on the pipe", async () => {
	const cwd = await folder();
	const input = lines(legacy, { not: "a client" }, v1);
	const ran = await upshape(["upgrade", "-", "--input", "ndjson", "--rejects", "rejects.ndjson", "-q"], {
		input,
		cwd,
	});
	expect(ran.code).toBe(1);
	expect(ran.stdout.split("\n")).toHaveLength(3);
	const rejects = await readFile(join(cwd, "rejects.ndjson"), "utf8");
	expect(JSON.parse(rejects)).toMatchObject({ file: "stdin", line: 2, record: '{"not":"a client"}' });
});

test("what the filter has no room for is refused", async () => {
	for (const flags of [
		["--rejects", "x"],
		["--residue", "x"],
		["--max-rejects", "1"],
		["--input", "array"],
	]) {
		const { code, stderr } = await upshape(["upgrade", "-", "--inline-rejects", ...flags]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/^upshape: --inline-rejects .*\n$/);
	}
});

test("the summary still says how many were rejected", async () => {
	const ran = await upshape(["upgrade", "-", "--inline-rejects", "--format", "json"], {
		input: `${lines(v1)}{\n\n`,
	});
	expect(ran.code).toBe(0);
	expect(JSON.parse(ran.stderr)).toMatchObject({ records: 3, converted: 1, rejected: 1, blank: 1 });
});
