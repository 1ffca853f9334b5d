import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseMarkdown, partsOf } from "../support/report/markdown.js";
import { judgeOfGate, judgeOfStore } from "../support/report/schemas.js";
import { parseXml } from "../support/report/xml.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SCHEMAS = ["examples/invoice-v1.schema.json", "examples/invoice-v2.schema.json"];

/** Runs diff on the examples, by default without a word about colours in the environment. */
function diff(args: readonly string[], colours: { readonly [name: string]: string } = {}) {
	const { NO_COLOR: _no, FORCE_COLOR: _force, ...env } = process.env;
	const words = ["dist/cli/main.js", "diff", ...SCHEMAS, ...args];
	const { status, stdout, stderr } = spawnSync(process.execPath, words, {
		cwd: root,
		encoding: "utf8",
		env: { ...env, ...colours },
	});
	return { status, stdout, stderr };
}

describe("diff --format", () => {
	const judges = { json: judgeOfGate(), sarif: judgeOfStore("sarif") };

	test.each(["json", "sarif"] as const)("%s is what its schema says", (format) => {
		const { status, stdout, stderr } = diff(["--format", format]);
		expect([status, stderr]).toEqual([1, ""]);
		expect(judges[format](JSON.parse(stdout))).toBeUndefined();
	});

	test("sarif has a row for each rule", () => {
		const { tool, results } = JSON.parse(diff(["--format", "sarif"]).stdout).runs[0];
		expect(tool.driver.rules.length).toBeGreaterThan(100);
		expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
			"max-length-decreased",
			"property-removed-from-closed",
			"enum-value-added",
		]);
	});

	test("github points at the lines", () => {
		const lines = diff(["--format", "github"]).stdout.trimEnd().split("\n");
		expect(lines.map((line) => /^::(\w+) file=([^,]*),line=(\d+),col=(\d+),/.exec(line)?.slice(1))).toEqual([
			["error", SCHEMAS[1], "5", "35"],
			["error", SCHEMAS[1], "9", "3"],
			["notice", SCHEMAS[1], "6", "17"],
			undefined,
		]);
	});

	test("junit is XML, markdown is Markdown", async () => {
		expect(parseXml(diff(["--format", "junit"]).stdout).attributes.get("failures")).toBe("1");
		const parts = partsOf(await parseMarkdown(diff(["--format", "markdown"]).stdout));
		expect(parts.filter(({ type }) => type === "code").map(({ value }) => value)).toEqual([
			'{ "number": "aaaaaaaaa" }',
		]);
	});

	test("an unknown one is refused before anything is read", () => {
		const { status, stdout, stderr } = diff(["--format", "sariff", "--with", "nowhere"]);
		expect([status, stdout]).toEqual([2, ""]);
		expect(stderr).toBe(
			"upshape: --format takes text, json, github, sarif, junit, markdown; did you mean sarif?\n",
		);
	});
});

describe("colours", () => {
	const plain = diff([]).stdout;

	test("there are none in a file", () => {
		expect(plain).toMatch(/^incompatible {2}examples/);
		expect(plain).not.toContain("\u001b");
	});

	test("FORCE_COLOR asks for them, and they are all that is different", () => {
		const { stdout } = diff([], { FORCE_COLOR: "1" });
		expect(stdout).toContain("\u001b[31mincompatible");
		// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of.
		expect(stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain);
	});

	test("NO_COLOR forbids them", () => {
		expect(diff([], { NO_COLOR: "1" }).stdout).toBe(plain);
	});
});
