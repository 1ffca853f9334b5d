import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FLAWS, RUN_CODES } from "../../src/bulk/index.js";
import { READ_ISSUES } from "../../src/json/index.js";
import { ISSUE_CODES } from "../../src/lineage/index.js";
import { folder, upshape } from "./upshape.js";

const docs = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");

test("docs/cli.md lists exactly the codes that a record can be rejected with", () => {
	const table = docs.slice(docs.indexOf("| code | the record |"));
	const listed = table
		.split("\n")
		.flatMap((row) => (row.split("|")[1] ?? "").match(/(?<=`)[a-z][a-z0-9-]+(?=`)/g) ?? []);
	const known = [READ_ISSUES, FLAWS, RUN_CODES, ISSUE_CODES].flatMap((codes) => Object.keys(codes));
	expect(new Set(listed)).toEqual(new Set(known));
	expect(listed).toHaveLength(new Set(listed).size);
});

test("docs/cli.md explains every flag of upgrade and downgrade", async () => {
	for (const command of ["upgrade", "downgrade"]) {
		const { stdout } = await upshape([command, "--help"]);
		for (const flag of stdout.match(/--[a-z-]+(?= )/g) ?? []) expect(docs).toContain(flag);
	}
});

test("a flag that the documents don't have as declared is found", async () => {
	const cwd = await folder();
	await cp(new URL("../../docs", import.meta.url), join(cwd, "docs"), { recursive: true });
	expect(await checkDocs(cwd)).toEqual([0, ""]);
	await writeFile(join(cwd, "docs/cli.md"), docs.replace("| `--dry-run` |", "| `--dry` |"));
	expect(await checkDocs(cwd)).toEqual([1, "docs/cli.md is not what the commands declare: npm run docs\n"]);
});

/** How `npm run docs -- --check` ends in a folder, and what it says. */
async function checkDocs(cwd: string): Promise<[code: number | null, stderr: string]> {
	const script = fileURLToPath(new URL("../../scripts/docs.ts", import.meta.url));
	const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, "--check"], { cwd });
	const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
	return [code, stderr];
}
