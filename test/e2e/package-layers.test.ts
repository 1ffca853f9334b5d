import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Who may import what, and its near miss: [the importing file, what it imports]. */
const ALLOWED = [
	["src/index.ts", "./lineage/index.js"],
	["src/json/a.ts", "./b.js"],
	["src/lineage/a.ts", "../json/index.js"],
	["src/clerk/a.ts", "../lineage/index.js"],
	["src/clerk/a.ts", "./generated/types.js"],
	["src/records/a.ts", "../lineage/index.js"],
	["src/records/run/a.ts", "../convert/b.js"],
	["src/records/run/a.ts", "../../json/index.js"],
	["src/records/run/a.ts", "node:worker_threads"],
	["src/files/a.ts", "../records/index.js"],
	["src/files/a.ts", "node:fs/promises"],
	["src/tables/a.ts", "../records/index.js"],
	["src/tables/run/a.ts", "../batch/b.js"],
	["src/tables/run/a.ts", "../../lineage/index.js"],
	["src/bulk/a.ts", "../tables/index.js"],
	["src/schema/a.ts", "../json/index.js"],
	["src/schema/a.ts", "ajv/dist/2020.js"],
	["src/webhook/a.ts", "../clerk/index.js"],
	["src/compat/a.ts", "../schema/index.js"],
	["src/compat/a.ts", "./differences/index.js"],
	["src/compat/differences/a.ts", "../pool.js"],
	["src/compat/differences/a.ts", "../../schema/index.js"],
	["src/compat/a.ts", "./instances/index.js"],
	["src/compat/instances/a.ts", "../solver.js"],
	["src/compat/instances/a.ts", "refa"],
	["src/codegen/a.ts", "../schema/index.js"],
	["src/codegen/a.ts", "prettier"],
	["src/check/a.ts", "../compat/index.js"],
	["src/check/a.ts", "../lineage/index.js"],
	["src/check/a.ts", "node:child_process"],
	["src/report/a.ts", "../check/index.js"],
	["src/cli/a.ts", "../clerk/index.js"],
	["src/cli/a.ts", "node:util"],
	["src/another/a.ts", "../schema/index.js"],
	["scripts/a.ts", "../src/codegen/index.js"],
	["test/unit/a.test.ts", "../../src/clerk/index.js"],
] as const;

const REFUSED = [
	["src/index.ts", "./clerk/index.js"],
	["src/index.ts", "./lineage/trail.js"],
	["src/json/a.ts", "../lineage/index.js"],
	["src/json/a.ts", "node:buffer"],
	["src/json/a.ts", "buffer"],
	["src/json/a.ts", "./index.js"],
	["src/lineage/a.ts", "../json/equal.js"],
	["src/lineage/a.ts", "../schema/index.js"],
	["src/lineage/a.ts", "../clerk/index.js"],
	["src/lineage/a.ts", "../index.js"],
	["src/lineage/a.ts", "ajv"],
	["src/lineage/a.ts", "node:fs"],
	["src/clerk/a.ts", "../lineage/trail.js"],
	["src/clerk/a.ts", "../records/index.js"],
	["src/clerk/a.ts", "ajv-formats"],
	["src/clerk/a.ts", "node:crypto"],
	["src/records/a.ts", "../clerk/index.js"],
	["src/records/a.ts", "../files/index.js"],
	["src/records/run/a.ts", "../index.js"],
	["src/records/run/a.ts", "../../lineage/trail.js"],
	["src/files/a.ts", "../tables/index.js"],
	["src/files/a.ts", "../records/error.js"],
	["src/tables/a.ts", "../files/index.js"],
	["src/tables/a.ts", "pg"],
	["src/tables/a.ts", "pg-boss"],
	["src/tables/run/a.ts", "../index.js"],
	["src/tables/run/a.ts", "../../clerk/index.js"],
	["src/tables/run/a.ts", "pg"],
	["src/bulk/a.ts", "../json/index.js"],
	["src/schema/a.ts", "../codegen/index.js"],
	["src/schema/a.ts", "node:fs/promises"],
	["src/webhook/a.ts", "../lineage/trail.js"],
	["src/webhook/a.ts", "node:crypto"],
	["src/webhook/a.ts", "../compat/index.js"],
	["src/compat/a.ts", "../lineage/index.js"],
	["src/compat/a.ts", "node:fs"],
	["src/compat/a.ts", "./differences/rules.js"],
	["src/compat/differences/a.ts", "../index.js"],
	["src/compat/differences/a.ts", "../../lineage/index.js"],
	["src/compat/differences/a.ts", "ajv"],
	["src/compat/a.ts", "./instances/sampler.js"],
	["src/compat/instances/a.ts", "../index.js"],
	["src/compat/instances/a.ts", "ajv"],
	["src/codegen/a.ts", "../compat/index.js"],
	["src/codegen/a.ts", "../lineage/index.js"],
	["src/codegen/a.ts", "../schema/resolve.js"],
	["src/codegen/a.ts", "../cli/index.js"],
	["src/check/a.ts", "../clerk/index.js"],
	["src/check/a.ts", "../report/index.js"],
	["src/check/a.ts", "../compat/solver.js"],
	["src/report/a.ts", "../check/result.js"],
	["src/report/a.ts", "../schema/index.js"],
	["src/report/a.ts", "node:util"],
	["src/cli/a.ts", "../lineage/trail.js"],
	["src/cli/a.ts", "./index.js"],
	["src/another/a.ts", "../schema/resolve.js"],
	["src/another/a.ts", "../cli/index.js"],
	["scripts/a.ts", "../src/codegen/names.js"],
	["test/unit/a.test.ts", "../../src/lineage/trail.js"],
] as const;

/** Every form in which a module is loaded. */
const FORMS = [
	(specifier: string) => `import "${specifier}";`,
	(specifier: string) => `import type { A } from "${specifier}";`,
	(specifier: string) => `export * from "${specifier}";`,
	(specifier: string) => `export const a = await import("${specifier}");`,
];

describe("the layers of DESIGN are held by the linter", () => {
	const project = mkdtempSync(join(tmpdir(), "upshape-layers-"));
	let findings: ReadonlySet<string>;

	beforeAll(async () => {
		const { vcs, ...config } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
		await write("biome.json", JSON.stringify({ ...config, $schema: undefined }));
		const rows = [...ALLOWED, ...REFUSED];
		await Promise.all(
			rows.flatMap(([file, specifier], row) =>
				FORMS.map((form, index) => write(placeOf(file, row, index), form(specifier))),
			),
		);
		await write("src/json/cycle-a.ts", 'import { b } from "./cycle-b.js";\nexport const a = () => b;\n');
		await write("src/json/cycle-b.ts", 'import { a } from "./cycle-a.js";\nexport const b = () => a;\n');
		findings = lint();
	});
	afterAll(() => rmSync(project, { recursive: true }));

	test.each(ALLOWED.map((row, index) => [...row, index] as const))("%s may import %s", (file, _, row) => {
		expect(FORMS.map((_, form) => findings.has(`noRestrictedImports ${placeOf(file, row, form)}`))).toEqual(
			FORMS.map(() => false),
		);
	});

	test.each(REFUSED.map((row, index) => [...row, index + ALLOWED.length] as const))(
		"%s may not import %s",
		(file, _, row) => {
			expect(FORMS.map((_, form) => findings.has(`noRestrictedImports ${placeOf(file, row, form)}`))).toEqual(
				FORMS.map(() => true),
			);
		},
	);

	test("a cycle of imports is found", () => {
		expect(findings.has("noImportCycles src/json/cycle-a.ts")).toBe(true);
		expect(findings.has("noImportCycles src/json/cycle-b.ts")).toBe(true);
	});

	/** A file of its own for each row and form, in the folder of the row's file. */
	function placeOf(file: string, row: number, form: number): string {
		// The rules of src/index.ts go for the files directly in src.
		return join(dirname(file), `row${row}-${form}.ts`);
	}

	async function write(file: string, text: string): Promise<void> {
		await mkdir(dirname(join(project, file)), { recursive: true });
		await writeFile(join(project, file), text);
	}

	/** What the linter finds, as "<rule> <file>". */
	function lint(): ReadonlySet<string> {
		const args = ["lint", "--max-diagnostics=none", "--reporter=github", "."];
		const { stdout } = spawnSync(join(root, "node_modules/.bin/biome"), args, {
			cwd: project,
			encoding: "utf8",
		});
		const lines = stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]*),/g);
		return new Set(
			Array.from(
				lines,
				([, rule, file = ""]) => `${rule} ${file.slice(file.indexOf(project) + project.length + 1)}`,
			),
		);
	}
});
