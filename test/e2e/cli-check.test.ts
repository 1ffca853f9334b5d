import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commit, type Files, project, write } from "../support/project.js";
import { upshape } from "./upshape.js";

const TEXT = { type: "string" };
const SHORT = { type: "string", maxLength: 3 };
const FILES = { "old.json": SHORT, "new.json": TEXT };

/** Runs it in a folder with these files. */
async function run(args: readonly string[], files: Files = FILES) {
	return upshape(args, { cwd: project(files) });
}

describe("diff ends as docs/cli.md says", () => {
	test.each([
		[["new.json", "old.json"], 1, "max-length-added"],
		[["old.json", "new.json", "--mode", "full"], 1, "max-length-removed"],
		[["new.json", "old.json", "--levels", "max-length-added=warning"], 0, "max-length-added"],
		[["double.json", "even.json"], 3, "unknown"],
		[["double.json", "even.json", "--levels", "undecided=info"], 0, "could not be decided"],
		[["open.json", "wide.json"], 1, "incompatible"],
		[["open.json", "wide.json", "--assume", "writers-emit-only-declared"], 0, "writers-emit-only-declared"],
		[["narrow.json", "open.json", "--assume", "writers-emit-only-declared"], 1, "writers-emit-only-declared"],
	] as const)("%j: %i", async (args, code, said) => {
		const files = {
			...FILES,
			"double.json": { type: "string", pattern: "^(a+)\\1$" },
			"even.json": { type: "string", pattern: "^(aa)+$" },
			"open.json": { type: "object", properties: { a: TEXT } },
			"wide.json": { type: "object", properties: { a: TEXT, b: TEXT } },
			"narrow.json": { type: "object", properties: { a: { type: "null" } }, required: ["a"] },
		};
		const ended = await run(["diff", ...args], files);
		expect([ended.code, ended.stderr]).toEqual([code, ""]);
		expect(ended.stdout).toContain(said);
	});

	test.each([
		[["old.json"], "diff takes two schemas, the older and the newer"],
		[["old.json", "none.json"], "none.json: no such file"],
		[["old.json", "broken.json"], "broken.json:2:2#/type: "],
		[
			["old.json", "lead.json"],
			"leads outside the given files; nothing is read or fetched; name the file or folder with --with",
		],
		[["HEAD:old.json", "new.json"], "HEAD: this folder is in no git repository"],
		[["-x:old.json", "new.json"], "no flag"],
		[["old.json", "new.json", "--mode", "both"], "--mode takes backward, forward, full"],
		[["old.json", "new.json", "--dialect", "draft5"], "--dialect takes draft2020-12"],
		[
			["old.json", "new.json", "--levels", "max-lenght-added=off"],
			"there is no rule max-lenght-added; `upshape rules` lists them; did you mean max-length-added?",
		],
		[
			["old.json", "new.json", "--levels", "max-length-added"],
			"max-length-added takes error, warning, info, off",
		],
		[
			["old.json", "new.json", "--format", "xml"],
			"--format takes text, json, github, sarif, junit, markdown",
		],
	])("%j is a mistake: one line, with the mend", async (args, message) => {
		const files = {
			...FILES,
			"broken.json": '{\n\t"type": "strin"\n}',
			"lead.json": { $ref: "../elsewhere.json" },
		};
		const { code, stdout, stderr } = await run(["diff", ...args], files);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(message);
		expect(stderr).toMatch(/^upshape: [^\n]+\n$/);
	});

	test("against a git ref, with the files that both refer to", async () => {
		const cwd = project({ "api/user.json": { $ref: "../parts/id.json" }, "parts/id.json": TEXT });
		commit(cwd);
		write(cwd, { "parts/id.json": SHORT });
		const args = ["diff", "HEAD:api/user.json", "api/user.json", "--with", "parts"];
		const { code, stdout } = await upshape(args, { cwd });
		expect(code).toBe(1);
		expect(stdout).toContain("parts/id.json:3:2");
		expect((await upshape([...args, "--with", "api"], { cwd })).code).toBe(1);
	});
});

const closed = (...names: readonly string[]) => ({
	$schema: "https://json-schema.org/draft/2020-12/schema",
	type: "object",
	properties: Object.fromEntries(names.map((name) => [name, { type: "integer" }])),
	required: names,
	additionalProperties: false,
});

/** A module as a user would write it, with the step's upgrade as given. */
function stepsModule(upgrade: string): string {
	const entry = new URL("../../dist/index.js", import.meta.url).href;
	return `
		import { lineage } from ${JSON.stringify(entry)};
		const version = (schema) => {
			const explain = (value) => {
				const names = Object.keys(Object(value));
				const isOne = names.join() === schema.required.join() && names.every((name) => Number.isInteger(value[name]));
				return isOne ? [] : [{ instanceLocation: "", keywordLocation: "/required", keyword: "required", message: "must be there" }];
			};
			return { schema, explain, is: (value) => explain(value).length === 0 };
		};
		export const bills = lineage("shop/bill")
			.version("v1", version(${JSON.stringify(closed("cents"))}))
			.version("v2", version(${JSON.stringify(closed("amount"))}), {
				upgrade: ${upgrade},
				downgrade: ({ amount }) => ({ cents: amount }),
			});
	`;
}

const BILLS = {
	"upshape.config.json": { check: { mode: "full", lineages: { bill: "./src/bills.js#bills" } } },
	"package.json": { type: "module" },
	"src/bills.js": stepsModule("({ cents }) => ({ amount: cents })"),
	"schemas/bill/lineage.json": { name: "shop/bill", type: "Bill", versions: ["v1", "v2"] },
	"schemas/bill/v1.schema.json": closed("cents"),
	"schemas/bill/v2.schema.json": closed("amount"),
};

describe("check", () => {
	test("a lineage of a user's module whose step bridges: 0", async () => {
		const { code, stdout, stderr } = await run(["check"], BILLS);
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toContain("bridged");
		expect(stdout).toContain("1,001 instances");
	});

	test("one whose step does not: 1, with the issue's code and place", async () => {
		const broken = { ...BILLS, "src/bills.js": stepsModule("({ cents }) => ({ amount: cents + 0.5 })") };
		const { code, stdout } = await run(["check"], broken);
		expect(code).toBe(1);
		expect(stdout).toMatch(/schemas\/bill\/v2\.schema\.json:1:1: .*step-invalid at the root/);
	});

	test("without steps the pairs are compared, each difference an error: 1", async () => {
		const { code, stdout } = await run(["check"], { ...BILLS, "upshape.config.json": {} });
		expect(code).toBe(1);
		expect(stdout).toContain("property-required-added");
		expect(stdout).not.toMatch(/bridges it:|does not bridge/);
		expect(stdout).toContain("hint: to see whether steps bridge it, name their module");
	});

	test("against a ref: a published version that has changed: 1; one that has been annotated: 0", async () => {
		const cwd = project(BILLS);
		commit(cwd);
		const args = ["check", "--against", "HEAD"];
		write(cwd, { "schemas/bill/v1.schema.json": { title: "A bill", ...closed("cents") } });
		expect((await upshape(args, { cwd })).code).toBe(0);
		write(cwd, { "schemas/bill/v1.schema.json": { ...closed("cents"), minProperties: 1 } });
		const { code, stdout } = await upshape(args, { cwd });
		expect(code).toBe(1);
		expect(stdout).toContain("it means the same, proved (published-changed)");
	});

	test("settings in another folder, and levels and an ignore file of the call", async () => {
		const cwd = project(
			Object.fromEntries(Object.entries(BILLS).map(([name, file]) => [`api/${name}`, file])),
		);
		const elsewhere = await upshape(["check", "--config", "api/upshape.config.json", "--format", "json"], {
			cwd,
		});
		expect(elsewhere.code).toBe(0);
		write(cwd, { "api/upshape.config.json": {} });
		const levels = ["property-required-added", "property-removed-from-closed"].map((rule) => `${rule}=info`);
		const args = ["check", "--config", "api/upshape.config.json"];
		expect((await upshape(args, { cwd })).code).toBe(1);
		expect((await upshape([...args, "--levels", levels.join(",")], { cwd })).code).toBe(0);
		const subject = "shop/bill: v1 to v2";
		const reason = "not sent yet";
		write(cwd, {
			"accepted.json": ["property-required-added", "property-removed-from-closed"].map((rule) => {
				return { rule, subject, reason, expires: "9999-12-31" };
			}),
		});
		expect((await upshape([...args, "--ignore", "accepted.json"], { cwd })).code).toBe(0);
	});

	test.each([
		[["x.json"], {}, "check takes no files"],
		[[], { "upshape.config.json": "{" }, "upshape.config.json:1:2: the text is not one JSON document"],
		[["--against", "HEAD"], {}, "HEAD: this folder is in no git repository"],
		[["--against", "--output=x"], {}, "--against takes a value: REF"],
		[["--against=--output=x"], {}, "--output=x: is no git ref"],
		[[], { "schemas/bill/v2.schema.json": '{\n\t"type": 1\n}' }, "schemas/bill/v2.schema.json:2:2#/type"],
		[[], { "src/bills.js": "export const billz = 1;" }, "exports no lineage bills; did you mean billz?"],
		[[], { "src/bills.js": "throw new Error('no');" }, "bills.js: no"],
		[
			[],
			{ "upshape.config.json": { check: { lineages: { bill: "./none.js" } } } },
			"there is no lineage or module ",
		],
		[
			[],
			{ "upshape.config.json": { check: { lineages: { bill: "clerk/clint" } } } },
			"there is no lineage clerk/clint; shipped are clerk/client, clerk/session, clerk/event, and a module of yours begins with ./; did you mean clerk/client?",
		],
	])("%j, %j is a mistake: one line, with the mend", async (args, files, message) => {
		const { code, stdout, stderr } = await run(["check", ...args], { ...BILLS, ...files });
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(message);
		expect(stderr).toMatch(/^upshape: [^\n]+\n$/);
	});

	test("this repository's own lineages, as its settings say: 0", { timeout: 240_000 }, async () => {
		const cwd = fileURLToPath(new URL("../..", import.meta.url));
		const { code, stdout, stderr } = await upshape(["check"], { cwd });
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toMatch(/^fine: 26 pairs: 24 bridged, 2 compatible/m);
	});
});

describe("rules", () => {
	test("every rule, as text, JSON and Markdown", async () => {
		const [text, json, markdown] = await Promise.all(
			["text", "json", "markdown"].map((format) => upshape(["rules", "--format", format])),
		);
		const rows: { id: string; level: string; about: string }[] = JSON.parse(json?.stdout ?? "");
		expect(rows.length).toBeGreaterThan(100);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
		for (const { id, level, about } of rows) {
			expect(text?.stdout).toMatch(new RegExp(`^${id} +${level} `, "m"));
			expect(markdown?.stdout).toContain(`| \`${id}\` | ${level} |`);
			expect(about).toMatch(/^\S.*\S$/);
		}
	});

	test("each one names what a finding is of", async () => {
		const { stdout } = await run(["diff", "new.json", "old.json", "--format", "json"]);
		const ids = JSON.parse((await upshape(["rules", "--format", "json"])).stdout).map(
			(row: { id: string }) => row.id,
		);
		for (const { rule } of JSON.parse(stdout).findings) expect(ids).toContain(rule);
	});

	test("takes no files", async () => {
		expect(await upshape(["rules", "x"])).toMatchObject({ code: 2, stdout: "" });
	});
});

test("a big schema, and a folder in its place", async () => {
	const names = Array.from({ length: 500 }, (_, index) => `property_${index}`);
	const cwd = project({ "old.json": closed(...names), "new.json": closed(...names, "one_more") });
	mkdirSync(join(cwd, "folder"));
	const { code, stdout } = await upshape(["diff", "old.json", "new.json"], { cwd });
	expect([1, 3]).toContain(code);
	expect(stdout).toMatch(/^(?:findings|undecided): /m);
	expect((await upshape(["diff", "old.json", "folder"], { cwd })).code).toBe(2);
});
