import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Files, project } from "../support/project.js";
import { upshape } from "./upshape.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

// Over each a backtracking matcher takes hours, or longer.
const SLOW = [
	["^(a|a|a|a)*b$", "a".repeat(40)],
	["^(((a+)+)+)+$", `${"a".repeat(40)}!`],
	["^(?:a?){64}a{64}$", "a".repeat(63)],
	["^.*.*.*.*.*b$", "a".repeat(3_000)],
] as const;

// A command starts, builds automata and ends: far sooner on a machine of its own.
const SOON_MS = 20_000;

describe("a pattern of a schema never hangs a command", () => {
	test.each(SLOW)("diff: %s", async (pattern, text) => {
		const files = {
			"old.json": { enum: [text], examples: [text] },
			"new.json": { type: "string", pattern, examples: [text] },
		};
		const ended = await soon(["diff", "old.json", "new.json"], files);
		expect([ended.code, ended.stderr]).toEqual([1, ""]);
		expect(ended.stdout).toContain("incompatible");
	});

	test.each(SLOW)("diff, as names of properties: %s", async (pattern, text) => {
		const files = {
			"old.json": { type: "object", properties: { [text]: { const: 1 } }, required: [text] },
			"new.json": { patternProperties: { [pattern]: { const: 2 } }, required: [text] },
		};
		const ended = await soon(["diff", "old.json", "new.json", "--mode", "full"], files);
		expect([0, 1, 3]).toContain(ended.code);
		expect(ended.stderr).toBe("");
	});

	test.each(SLOW)("check, against its own examples: %s", async (pattern, text) => {
		const v1 = {
			$schema: "https://json-schema.org/draft/2020-12/schema",
			title: "Word",
			type: "string",
			pattern,
			examples: [text],
		};
		const files = {
			"upshape.config.json": { schemas: "schemas" },
			"schemas/word/v1.schema.json": v1,
			"schemas/word/lineage.json": { name: "text/word", type: "Word", versions: ["v1"] },
		};
		const ended = await soon(["check"], files);
		expect(ended.stdout + ended.stderr).toContain("example-invalid");
	});
});

describe("where no code may be made from strings", () => {
	test("verdicts are the same, and say that ajv could not judge", async () => {
		const files = {
			"old.json": {
				type: "object",
				properties: { a: { type: "string", pattern: "^(a|b)+$" } },
				required: ["a"],
			},
			"new.json": { properties: { a: { maxLength: 2 } } },
		};
		const cwd = project(files);
		const flag = "--disallow-code-generation-from-strings";
		const there = await upshape(["diff", "old.json", "new.json"], { cwd });
		const { status, stdout } = spawnSync(process.execPath, [flag, main, "diff", "old.json", "new.json"], {
			cwd,
			encoding: "utf8",
		});
		expect(status).toBe(there.code);
		expect(stdout).toMatch(/the second judge differs: ajv cannot judge it by the first schema/);
		const plain = stdout.split("\n").filter((line) => !line.includes("the second judge differs"));
		expect(plain.join("\n")).toBe(there.stdout);
	});
});

/** Runs it in a folder with these files; it must end soon. */
async function soon(args: readonly string[], files: Files) {
	const start = performance.now();
	const ended = await upshape(args, { cwd: project(files) });
	expect(performance.now() - start).toBeLessThan(SOON_MS);
	return ended;
}
