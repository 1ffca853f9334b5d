import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, lines, upshape } from "./upshape.js";

/** Its step throws a value of the record. */
const THROWING = `
import { lineage } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)};
const version = (name) => ({ schema: {}, is: (value) => typeof value?.[name] === "string", explain: () => [] });
export default lineage("x/throw").version("v1", version("a")).version("v2", version("b"), {
	upgrade({ a }) {
		if (a.startsWith("secret")) throw new RangeError("what about " + a);
		return { b: a };
	},
	downgrade: ({ b }) => ({ a: b }),
});
`;

async function run(...flags: readonly string[]) {
	const cwd = await folder();
	await writeFile(join(cwd, "throwing.mjs"), THROWING);
	await writeFile(join(cwd, "old.ndjson"), lines({ a: "secret 1" }, { a: "fine" }, { a: "secret 2" }));
	const args = ["upgrade", "old.ndjson", "--lineage", "./throwing.mjs", "-o", "new.ndjson", ...flags];
	const { code, stderr } = await upshape(args, { cwd });
	const read = (name: string) => readFile(join(cwd, name), "utf8").catch(() => "");
	return { code, stderr, report: await read("report.json"), rejects: await read("rejects.ndjson") };
}

test("what a step threw is named by its kind, with the step, and never with a value", async () => {
	const { code, stderr, report } = await run("--report", "report.json");
	expect(code).toBe(1);
	expect(stderr).toContain("old.ndjson:1: step-threw: the step v1>v2 threw a RangeError\n");
	expect(stderr).toContain("  1 more like old.ndjson:1\n");
	expect(stderr + report).not.toContain("secret");
});

test("--debug shows its message and stack, and nowhere else than on standard error", async () => {
	const { code, stderr } = await run("--debug");
	expect(code).toBe(1);
	expect(stderr).toMatch(/^ {4}RangeError: what about secret 1\n {8}at .*throwing\.mjs:6/m);
	const { report, rejects } = await run("--debug", "--report", "report.json", "--rejects", "rejects.ndjson");
	expect(rejects).not.toContain("what about");
	expect(report).not.toContain("secret");
});
