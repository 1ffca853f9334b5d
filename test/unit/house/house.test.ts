import { describe, expect, test } from "vitest";
import { findLayerBreaks, LAYERS } from "../../../scripts/house/layers.js";
import { countLines, sumOf } from "../../../scripts/house/lines.js";
import { parseModule } from "../../../scripts/house/modules.js";
import {
	findCrowdedFolders,
	findCycles,
	findSharedNames,
	findUndocumented,
	MAX_MODULES,
} from "../../../scripts/house/order.js";
import { weigh } from "../../../scripts/house/weigh.js";
import { findPrivateWords } from "../../../scripts/house/words.js";

/** Every form in which a module is loaded. */
const FORMS = [
	(specifier: string) => `import "${specifier}";`,
	(specifier: string) => `import type { A } from "${specifier}";`,
	(specifier: string) => `type B = import("${specifier}").A;`,
	(specifier: string) => `export * from "${specifier}";`,
	(specifier: string) => `export const a = await import("${specifier}");`,
];

const INDEXES = [...Object.keys(LAYERS).filter((folder) => !folder.endsWith(".ts")), "clerk/event"].map(
	(folder) => parseModule(`src/${folder}/index.ts`, ""),
);

const ALLOWED = [
	["src/index.ts", "./lineage/index.js"],
	["src/json/a.ts", "./b.js"],
	["src/lineage/a.ts", "../json/index.js"],
	["src/clerk/a.ts", "./generated/types.js"],
	["src/webhook/a.ts", "../clerk/event/index.js"],
	["src/records/run/a.ts", "../convert/b.js"],
	["src/records/run/a.ts", "../../json/index.js"],
	["src/records/run/a.ts", "node:worker_threads"],
	["src/tables/run/a.ts", "../../records/index.js"],
	["src/bulk/a.ts", "../tables/pg-boss.js"],
	["src/schema/a.ts", "ajv/dist/2020.js"],
	["src/compat/a.ts", "./differences/index.js"],
	["src/compat/a.ts", "@eslint-community/regexpp"],
	["src/compat/differences/a.ts", "../pool.js"],
	["src/compat/differences/a.ts", "../../schema/index.js"],
	["src/compat/instances/a.ts", "refa"],
	["src/check/a.ts", "../lineage/index.js"],
	["src/report/a.ts", "../check/index.js"],
	["src/cli/a.ts", "../clerk/index.js"],
	["scripts/a.ts", "../src/codegen/index.js"],
	["test/unit/a.test.ts", "../../src/clerk/index.js"],
	["test/unit/a.test.ts", "../../src/clerk/generated/types.js"],
	["test/unit/a.test.ts", "../support/b.js"],
] as const;

const REFUSED = [
	["src/index.ts", "./clerk/index.js"],
	["src/index.ts", "./lineage/step.js"],
	["src/json/a.ts", "../lineage/index.js"],
	["src/json/a.ts", "node:buffer"],
	["src/json/a.ts", "buffer"],
	["src/json/a.ts", "./index.js"],
	["src/lineage/a.ts", "../json/equal.js"],
	["src/lineage/a.ts", "../index.js"],
	["src/lineage/a.ts", "ajv"],
	["src/lineage/a.ts", "node:fs"],
	["src/clerk/a.ts", "../records/index.js"],
	["src/records/run/a.ts", "../index.js"],
	["src/records/run/a.ts", "../../lineage/step.js"],
	["src/records/a.ts", "../files/index.js"],
	["src/files/a.ts", "../tables/index.js"],
	["src/tables/run/a.ts", "pg"],
	["src/tables/run/a.ts", "../../clerk/index.js"],
	["src/bulk/a.ts", "../json/index.js"],
	["src/schema/a.ts", "node:fs/promises"],
	["src/webhook/a.ts", "node:crypto"],
	["src/compat/a.ts", "../lineage/index.js"],
	["src/compat/a.ts", "./differences/rules.js"],
	["src/compat/differences/a.ts", "./index.js"],
	["src/compat/differences/a.ts", "ajv"],
	["src/compat/instances/a.ts", "ajv"],
	["src/codegen/a.ts", "../lineage/index.js"],
	["src/check/a.ts", "../clerk/index.js"],
	["src/report/a.ts", "../check/result.js"],
	["src/report/a.ts", "node:util"],
	["src/json/a.ts", "../cli/index.js"],
	["src/unknown/a.ts", "../json/index.js"],
	["scripts/a.ts", "../src/codegen/names.js"],
	["test/unit/a.test.ts", "../../src/lineage/step.js"],
] as const;

describe("layers", () => {
	const breaks = (path: string, specifier: string) =>
		FORMS.map((form) => findLayerBreaks([...INDEXES, parseModule(path, form(specifier))]).length);

	test.each(ALLOWED)("%s may import %s", (path, specifier) => {
		expect(breaks(path, specifier)).toEqual(FORMS.map(() => 0));
	});

	test.each(REFUSED)("%s must not import %s", (path, specifier) => {
		expect(breaks(path, specifier)).toEqual(FORMS.map(() => 1));
	});
});

describe("order", () => {
	test("a cycle of types is a cycle", () => {
		const a = parseModule("src/json/a.ts", 'import type { B } from "./b.js";');
		const b = parseModule("src/json/b.ts", 'import { a } from "./a.js";');
		const c = parseModule("src/json/c.ts", 'import { a } from "./a.js";');
		expect(findCycles([a, b, c]).map(({ key }) => key)).toEqual([
			"src/json/a.ts > src/json/b.ts > src/json/a.ts",
		]);
		expect(findCycles([a, c])).toEqual([]);
	});

	test("a folder holds 15 modules and its index", () => {
		const modules = Array.from({ length: MAX_MODULES }, (_, i) => parseModule(`src/json/${i}.ts`, ""));
		const index = parseModule("src/json/index.ts", "");
		expect(findCrowdedFolders([...modules, index])).toEqual([]);
		const one = parseModule("src/json/one.ts", "");
		expect(findCrowdedFolders([...modules, index, one])).toMatchObject([{ key: "src/json" }]);
	});

	test("a name is declared once; to pass it on declares nothing", () => {
		const a = parseModule("src/json/a.ts", "export interface Place {}\nexport function find(): void {}");
		const index = parseModule("src/json/index.ts", 'export { find, type Place } from "./a.js";');
		const b = parseModule("src/schema/b.ts", "interface Place {}\nexport const find = 1, other = 2;");
		expect(findSharedNames([a, index])).toEqual([]);
		expect(findSharedNames([a, index, b])).toMatchObject([{ key: "find", place: "src/json/a.ts" }]);
	});

	test("an export has a docstring, one of its overloads at least, or the table that it names the keys of", () => {
		const documented = `/** A table. */
export const CODES = {};
export type Code = keyof typeof CODES;
/** One. */
export function one(a: string): string;
export function one(a: number): number;
export function one(a: unknown): unknown { return a; }`;
		expect(findUndocumented([parseModule("src/json/a.ts", documented)])).toEqual([]);
		const bare =
			"// not a docstring\nexport const two = 2;\nexport type Three = 3;\nexport interface Four {}";
		expect(findUndocumented([parseModule("src/json/a.ts", bare)])).toMatchObject([
			{ place: "src/json/a.ts:2" },
			{ place: "src/json/a.ts:3" },
			{ place: "src/json/a.ts:4" },
		]);
	});

	test("modules and exports are named in the field's words", () => {
		const module = parseModule(
			"src/records/worker-crew.ts",
			"export class WorkerCrew {}\nexport const restore = 1, RESIDUE_KEPT = 2;",
		);
		expect(findPrivateWords([module]).map(({ key }) => key)).toEqual([
			"src/records/worker-crew.ts",
			"src/records/worker-crew.ts WorkerCrew",
			"src/records/worker-crew.ts RESIDUE_KEPT",
		]);
	});
});

test("an exception covers its finding, and one that covers nothing is a finding", () => {
	const found = { names: [{ key: "Place", place: "src/a.ts", problem: "twice" }] };
	expect(weigh(found, { names: { Place: "a reason" } })).toEqual([]);
	expect(weigh(found, { names: {} })).toMatchObject([{ rule: "names", key: "Place" }]);
	expect(weigh({ names: [] }, { names: { Place: "a reason" } })).toMatchObject([
		{ rule: "names", key: "Place" },
	]);
});

test("a line has code, only a comment, or nothing", () => {
	const text = "/** Of x. */\nexport const x = `a\n\nb`; // why\n\n// last\n";
	const counts = countLines(text);
	expect(counts).toEqual({ code: 3, comment: 2, blank: 1 });
	expect(sumOf([counts, counts])).toEqual({ code: 6, comment: 4, blank: 2 });
});
