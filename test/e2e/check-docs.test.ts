import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ALL_RULES } from "../../src/check/index.js";
import { RENDERERS } from "../../src/report/index.js";
import { folder, upshape } from "./upshape.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readFileSync(join(root, "docs/check.md"), "utf8");

test("docs/check.md explains every flag of diff and check", async () => {
	for (const command of ["diff", "check"]) {
		const { stdout } = await upshape([command, "--help"]);
		const flags = stdout.match(/--[a-z-]+(?= )/g) ?? [];
		expect(flags.length).toBeGreaterThan(5);
		expect(flags.filter((flag) => !docs.includes(flag))).toEqual([]);
	}
});

test("it lists exactly the gate's own rules", () => {
	const table = section("Rules and levels");
	const listed = table
		.split("\n")
		.flatMap((row) => (row.split("|")[1] ?? "").match(/(?<=`)[a-z-]+(?=`)/g) ?? []);
	const own = ALL_RULES.filter(({ direction }) => direction === undefined).map(({ id }) => id);
	expect(listed.sort()).toEqual([...own].sort());
});

test("it lists exactly the forms", () => {
	const listed = section("Forms of output").match(/(?<=^\| `)[a-z]+(?=` \|)/gm) ?? [];
	expect(listed.sort()).toEqual(Object.keys(RENDERERS).sort());
});

test("it lists exactly the inputs of the action", () => {
	const listed = section("In CI").match(/(?<=^\| `)[a-z-]+(?=` \|)/gm) ?? [];
	const { inputs } = parse(readFileSync(join(root, "action.yml"), "utf8"));
	expect(listed.sort()).toEqual(Object.keys(inputs).sort());
});

test("its ignore file accepts what it says", async () => {
	const cwd = await folder();
	cpSync(join(root, "examples"), join(cwd, "examples"), { recursive: true });
	const entry = /```json\n([\s\S]*?)```/.exec(section("Accept a finding"))?.[1] ?? "";
	writeFileSync(join(cwd, "ignore.json"), entry.replace(/(?<="expires": ")[\d-]+/, "9999-12-31"));
	const versions = ["examples/invoice-v1.schema.json", "examples/invoice-v2.schema.json"];
	const { stdout } = await upshape(["diff", ...versions, "--ignore", "ignore.json"], { cwd });
	expect(stdout).toContain("1 error, 1 info, 1 finding accepted");
});

test("its settings are settings", async () => {
	const cwd = await folder();
	const settings = /```json\n([\s\S]*?)```/.exec(section("A repository"))?.[1] ?? "";
	writeFileSync(join(cwd, "upshape.config.json"), settings);
	const { code, stderr } = await upshape(["check"], { cwd });
	// There are no schemas here, and that is all that is wrong.
	expect([code, stderr]).toEqual([2, expect.stringMatching(/no folder of schemas\n$/)]);
});

/** A section of the document, by its heading. */
function section(heading: string): string {
	const [, from = ""] = docs.split(`\n## ${heading}\n`);
	const [text = ""] = from.split("\n## ");
	return text;
}
