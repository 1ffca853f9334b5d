import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FLAWS, RUN_CODES } from "../../src/bulk/index.js";
import { READ_ISSUES } from "../../src/json/index.js";
import { ISSUE_CODES } from "../../src/lineage/index.js";
import { upshape } from "./upshape.js";

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
