import { symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DiffOptions, diffSchemas, type GateResult } from "../../../src/check/index.js";
import { compare } from "../../../src/compat/index.js";
import { commit, type Files, git, project, write } from "../../support/project.js";
import { RUNS } from "../../support/runs.js";

const TODAY = "2026-11-21";

/** What diff says of two schemas in files of these names. */
function diff(
	older: unknown,
	newer: unknown,
	options: Partial<DiffOptions> = {},
	more: Files = {},
): Promise<GateResult> {
	const cwd = project({ "old.json": older, "new.json": newer, ...more });
	return diffSchemas("old.json", "new.json", { cwd, today: TODAY, ...options });
}

/** Rule, level and line of each finding. */
function brief({ findings }: GateResult): string[] {
	return findings.map(({ rule, level, at }) => `${rule} ${level} ${at?.file}:${at?.line}`);
}

const TEXT = { type: "string" };
const SHORT = { type: "string", maxLength: 3 };
// Backreferences are beyond automata, so that nothing matches them: their words can't be told in linear time.
const REFERRING = { type: "string", pattern: "^(a+)\\1$" };
const EVEN = { type: "string", pattern: "^(aa)+$" };

describe("the outcome follows the verdicts that the mode asks for", () => {
	test.each([
		[SHORT, TEXT, "backward", "fine"],
		[TEXT, SHORT, "backward", "findings"],
		[SHORT, TEXT, "forward", "findings"],
		[TEXT, SHORT, "forward", "fine"],
		[SHORT, TEXT, "full", "findings"],
		[TEXT, SHORT, "full", "findings"],
		[TEXT, TEXT, "full", "fine"],
		[TEXT, REFERRING, "backward", "undecided"],
		[REFERRING, EVEN, "backward", "undecided"],
		[{ not: {} }, TEXT, "backward", "fine"],
	] as const)("%j to %j, %s: %s", async (older, newer, mode, outcome) => {
		expect((await diff(older, newer, { mode })).outcome).toBe(outcome);
	});

	test("a difference that only the mode's direction makes an error of", async () => {
		const longer = { ...SHORT, maxLength: 5 };
		expect(brief(await diff(SHORT, longer))).toEqual(["max-length-increased info new.json:3"]);
		expect(brief(await diff(SHORT, longer, { mode: "forward" }))).toEqual([
			"max-length-increased error new.json:3",
		]);
		expect(brief(await diff(longer, SHORT, { mode: "forward" }))).toEqual([
			"max-length-decreased info new.json:3",
		]);
	});

	test("pairs say who writes, who reads, and the witness", async () => {
		const { pairs } = await diff(SHORT, TEXT, { mode: "full" });
		expect(pairs).toMatchObject([
			{ direction: "backward", writer: "old.json", reader: "new.json", verdict: "compatible" },
			{ direction: "forward", writer: "new.json", reader: "old.json", verdict: "incompatible" },
		]);
		expect(String(pairs[1]?.witness).length).toBeGreaterThan(3);
	});

	test("whatever nobody fulfils is said to be so, without turning the verdict", async () => {
		const result = await diff({ allOf: [{ type: "string" }, { type: "null" }] }, TEXT);
		expect(brief(result)).toContain("unsatisfiable warning old.json:1");
		expect(brief(await diff({ allOf: [{ type: "string" }] }, TEXT))).toEqual([]);
	});

	test("what says nothing in its dialect is told once, with the place in the older document beside it", async () => {
		const older = { type: "object", properties: { a: { nullable: true }, b: { nullable: true } } };
		const newer = { ...older, additionalPropertys: false };
		const result = await diff(older, newer);
		expect(brief(result)).toEqual([
			"keyword-misspelt warning new.json:11",
			"keyword-ignored info new.json:5",
		]);
		expect(result.findings[1]?.related).toMatchObject([{ file: "old.json", line: 5 }]);
		expect(result.outcome).toBe("fine");
	});

	test("a pattern that nobody can read is told beside the verdict", async () => {
		const odd = { type: "string", pattern: "\\a{2" };
		expect(brief(await diff(odd, odd))).toEqual(["pattern-opaque warning new.json:3"]);
	});

	test("another format is told where formats annotate", async () => {
		const [int32, int64] = ["int32", "int64"].map((format) => ({ type: "integer", format }));
		expect(brief(await diff(int64, int32))).toEqual(["format-annotation-changed info new.json:1"]);
		expect((await diff(int64, int32, { formats: "assertion" })).outcome).toBe("findings");
	});

	test("a budget bounds the work", async () => {
		const [older, newer] = ["^(?=.*b)a", "^a"].map((pattern) => ({ type: "string", pattern, minLength: 2 }));
		expect((await diff(older, newer, { budget: 1 })).pairs[0]).toMatchObject({ reason: "budget" });
		expect((await diff(older, newer)).outcome).toBe("fine");
	});

	test("formats say nothing unless they are to assert", async () => {
		const dates = { type: "string", format: "date" };
		expect((await diff(TEXT, dates)).outcome).toBe("fine");
		const asserted = await diff(TEXT, dates, { formats: "assertion" });
		expect(asserted).toMatchObject({
			outcome: "findings",
			pairs: [{ assumptions: { formats: "assertion" } }],
		});
		const dated = { enum: ["2026-02-28"] };
		expect((await diff(dated, dates, { formats: "assertion" })).outcome).toBe("fine");
		expect((await diff({ enum: ["2026-02-30"] }, dates, { formats: "assertion" })).outcome).toBe("findings");
	});
});

const keywords = fc.record(
	{
		type: fc.constantFrom("string", "integer", "number", "object", "array"),
		maxLength: fc.nat(3),
		minimum: fc.integer({ min: -2, max: 2 }),
		required: fc.uniqueArray(fc.constantFrom("a", "b")),
		additionalProperties: fc.boolean(),
		properties: fc.constantFrom({ a: { type: "string" } }, { a: { type: "null" }, b: {} }),
		enum: fc.uniqueArray(fc.constantFrom("a", 1, null), { minLength: 1 }),
	},
	{ requiredKeys: [] },
);

test("laws: fine exactly if proved, findings exactly if there is a witness, and then an error says why", async () => {
	const cwd = project({});
	const property = fc.asyncProperty(keywords, keywords, async (older, newer) => {
		write(cwd, { "old.json": older, "new.json": newer });
		const result = await diffSchemas("old.json", "new.json", { cwd, today: TODAY });
		const source = (root: unknown) => ({ documents: new Map([["a", root as never]]), root: "a" });
		const { verdict } = compare(source(older), source(newer));
		const outcome = { compatible: "fine", incompatible: "findings", unknown: "undecided" }[verdict];
		expect(result.outcome).toBe(outcome);
		expect(result.findings.some(({ level }) => level === "error")).toBe(outcome !== "fine");
		const itself = await diffSchemas("old.json", "old.json", { cwd, today: TODAY, mode: "full" });
		expect(itself).toMatchObject({ outcome: "fine" });
	});
	await fc.assert(property, { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 100) });
});

describe("levels of rules", () => {
	const older = { type: "object", properties: { a: TEXT } };
	const newer = { type: "object", properties: { a: SHORT }, required: ["a"] };

	test.each([
		[[], "findings", 2],
		[[["max-length-added", "warning"]], "findings", 2],
		[[["max-length-added", "off"]], "findings", 1],
		[
			[
				["max-length-added", "warning"],
				["property-required-added", "info"],
			],
			"fine",
			2,
		],
	] as const)("%j: %s, %i findings", async (levels, outcome, count) => {
		const result = await diff(older, newer, { levels: new Map(levels) });
		expect(result).toMatchObject({ outcome, pairs: [{ verdict: "incompatible" }] });
		expect(result.findings).toHaveLength(count);
	});

	test("a level that somebody chose counts wherever the difference is, in the other direction and in a compatible pair", async () => {
		const more = { enum: ["a", "b", "c"] };
		const [older, levels] = [{ enum: ["a", "b"] }, new Map([["enum-value-added", "error"]] as const)];
		expect(await diff(older, more)).toMatchObject({ outcome: "fine", findings: [{ level: "info" }] });
		expect(await diff(older, more, { levels })).toMatchObject({
			outcome: "findings",
			pairs: [{ verdict: "compatible" }],
			findings: [{ rule: "enum-value-added", level: "error" }],
		});
	});

	test("an undecided pair can be let pass by name only", async () => {
		const pair = [REFERRING, EVEN] as const;
		expect(await diff(...pair, { levels: new Map([["incompatible", "off"]]) })).toMatchObject({
			outcome: "undecided",
		});
		expect(await diff(...pair, { levels: new Map([["undecided", "warning"]]) })).toMatchObject({
			outcome: "fine",
			pairs: [{ verdict: "unknown" }],
		});
	});
});

describe("references lead to the schema's own folder, or to what is named", () => {
	const lead = (to: string) => ({ $ref: to });

	test("a file beside it, and what that refers to; differences stand in their own file", async () => {
		const result = await diff(
			lead("parts/a.json"),
			lead("parts/b.json"),
			{},
			{
				"parts/a.json": lead("../text.json"),
				"text.json": TEXT,
				"parts/b.json": SHORT,
			},
		);
		expect(brief(result)).toEqual(["max-length-added error parts/b.json:3"]);
	});

	test("what is outside is refused, whatever leads there, until it is named", async () => {
		const root = project({
			"in/upshape.config.json": {},
			"in/old.json": lead("../out/text.json"),
			"in/new.json": lead("text.json"),
			"out/text.json": TEXT,
		});
		symlinkSync("../out/text.json", join(root, "in", "text.json"));
		const ask = (...shelves: readonly string[]) =>
			diffSchemas("in/old.json", "in/new.json", { cwd: root, today: TODAY, with: shelves });
		await expect(ask()).rejects.toMatchObject({ code: "ref-outside" });
		await expect(ask("in")).rejects.toMatchObject({ code: "ref-outside" });
		expect(await ask("out")).toMatchObject({ outcome: "fine" });
		expect(await ask("out/text.json")).toMatchObject({ outcome: "fine" });
	});

	test("a symbolic link in the folder leads out of it no more than a path does", async () => {
		const root = project({ "in/old.json": lead("text.json"), "in/new.json": TEXT, "out/text.json": TEXT });
		symlinkSync("../out/text.json", join(root, "in", "text.json"));
		const asked = diffSchemas("in/old.json", "in/new.json", { cwd: root, today: TODAY });
		await expect(asked).rejects.toMatchObject({ code: "ref-outside" });
	});

	test("what is on no shelf is not even opened", async () => {
		await expect(diff(lead(`${"../".repeat(20)}dev/zero`), TEXT)).rejects.toMatchObject({
			code: "ref-outside",
		});
	});

	test("an absolute URI is found by the $id of what is named, and nothing is fetched", async () => {
		const older = lead("https://example.com/text.json");
		const more = {
			"shelf/any.json": { $id: "https://example.com/text.json", ...TEXT },
			"shelf/no.json": "[",
		};
		await expect(diff(older, TEXT, {}, more)).rejects.toMatchObject({ code: "ref-outside" });
		expect(await diff(older, TEXT, { with: ["shelf"] }, more)).toMatchObject({ outcome: "fine" });
	});
});

describe("a place in a document is a schema, too", () => {
	const api = (user: unknown) => ({
		openapi: "3.0.3",
		components: { schemas: { "a/b": user, Id: { type: "string", nullable: true } } },
	});

	test("in OpenAPI 3.0 by the document's own word, with its references and lines", async () => {
		const root = project({
			"old.json": api({ $ref: "#/components/schemas/Id" }),
			"new.json": api({ type: "string" }),
		});
		const result = await diffSchemas(
			"old.json#/components/schemas/a~1b",
			"new.json#/components/schemas/a~1b",
			{
				cwd: root,
				today: TODAY,
			},
		);
		expect(result.pairs).toMatchObject([{ verdict: "incompatible", witness: null }]);
		expect(result.findings).toMatchObject([
			{ rule: "nullable-removed", level: "error", at: { file: "new.json", line: 6 } },
		]);
	});

	test.each([
		["old.json#/components/schemas/none", "nothing stands at that pointer"],
		["old.json#/openapi", "is no schema"],
		["old.json#/a~2", "no JSON Pointer"],
	])("%s: %s", async (name, message) => {
		const root = project({ "old.json": api({}) });
		await expect(diffSchemas(name, "old.json", { cwd: root, today: TODAY })).rejects.toThrow(message);
	});
});

describe("what can't be read, or is refused, is an error with file, line and reason, never a result", () => {
	const deep = `${'{"not":'.repeat(300)}{}${"}".repeat(300)}`;

	test.each([
		["", "new.json:1:1: the text is not one JSON document"],
		["{", "new.json:1:2: the text is not one JSON document"],
		['{\n "type": "string",\n "type": "null"\n}', "new.json:3:2#/type: a key that is there twice"],
		['{\n "maximum": 9007199254740993\n}', "new.json:2:2#/maximum: a number that a double can't hold"],
		['{"__proto__": {}}', "new.json"],
		["[]", "new.json: is no schema, but another JSON value"],
		['{\n "type": "strng"\n}', "new.json:2:2#/type:"],
		['{\n "$ref": "#/$defs/none"\n}', "new.json:2:2#/$ref: leads to no schema"],
		[
			'{"$schema": "https://example.com/mine"}',
			'new.json:1:2#/$schema: "https://example.com/mine" is none of the dialects',
		],
		[deep, "new.json:1:"],
		[`{"title": "${"a".repeat(9_000_000)}"}`, "new.json: the document has more bytes"],
	])("%.40s", async (text, message) => {
		await expect(diff(TEXT, text)).rejects.toThrow(message);
	});

	test.each([
		["none.json", "none.json: no such file"],
		["folder", "folder: can't be read: it is a folder"],
		["", "names no file"],
		["a\0b", "no file's name can have"],
		["old.json/x", "no such file"],
	])("%j: %s", async (name, message) => {
		const cwd = project({ "old.json": TEXT, "folder/a.json": TEXT });
		await expect(diffSchemas(name, "old.json", { cwd, today: TODAY })).rejects.toThrow(message);
		await expect(diffSchemas("old.json", name, { cwd, today: TODAY })).rejects.toThrow(message);
	});
});

describe("files of git refs", () => {
	function repository(): string {
		const cwd = project({ "api/a.json": { $ref: "b.json" }, "api/b.json": TEXT, "a:b.json": SHORT });
		commit(cwd);
		write(cwd, { "api/b.json": SHORT });
		return cwd;
	}

	const ask = (cwd: string, older: string, newer: string) => diffSchemas(older, newer, { cwd, today: TODAY });

	test("a ref's file refers to that ref's files, the disk's to the disk's, the index's to the index's", async () => {
		const cwd = repository();
		expect(await ask(cwd, "HEAD:api/a.json", "api/a.json")).toMatchObject({
			outcome: "findings",
			findings: [
				{ rule: "max-length-added", at: { file: "api/b.json" }, related: [{ file: "HEAD:api/a.json" }] },
			],
		});
		expect(await ask(cwd, "api/a.json", "main:api/a.json")).toMatchObject({ outcome: "fine" });
		expect(await ask(cwd, "HEAD:api/a.json", ":0:api/a.json")).toMatchObject({ outcome: "fine" });
		git(cwd, "add", "-A");
		expect(await ask(cwd, "HEAD:api/a.json", ":0:api/a.json")).toMatchObject({ outcome: "findings" });
	});

	test("paths start at the repository's root, or with ./ where one is", async () => {
		const cwd = join(repository(), "api");
		expect(await ask(cwd, "HEAD:api/b.json", "HEAD:./b.json")).toMatchObject({ outcome: "fine" });
		expect(await ask(cwd, "HEAD:../api/b.json", "./b.json")).toMatchObject({ outcome: "findings" });
		await expect(ask(cwd, "HEAD:b.json", "b.json")).rejects.toThrow("HEAD:b.json: no such file in that ref");
	});

	test("./a:b is a file, a:b is none", async () => {
		const cwd = repository();
		expect(await ask(cwd, "./a:b.json", "api/b.json")).toMatchObject({ outcome: "fine" });
		await expect(ask(cwd, "a:b.json", "api/b.json")).rejects.toThrow("no such git ref");
	});

	test.each([
		["nowhere:api/a.json", "nowhere: there is no such git ref here; is it fetched?"],
		["--output=x:api/a.json", "--output=x: is no git ref"],
		["-:api/a.json", "is no git ref"],
		["HEAD\n:api/a.json", "is no git ref"],
		["$(touch x):api/a.json", "is no git ref"],
		["HEAD;touch\u007fx:api/a.json", "is no git ref"],
		["HEAD;id>x:api/a.json", "no such git ref"],
		["HEAD:api", "HEAD:api: no such file in that ref"],
		["HEAD:../../etc/passwd", "no such file in that ref"],
		["HEAD:--help", "no such file in that ref"],
		["HEAD:api/$(touch x)", "no such file in that ref"],
		["HEAD:", "names no file"],
		[":api/a.json", ":api/a.json: names no git ref; :0:FILE is git's index"],
		[":0:", "names no file"],
	])("%j: %s", async (name, message) => {
		const cwd = repository();
		await expect(ask(cwd, name, "api/a.json")).rejects.toThrow(message);
		expect(git(cwd, "status", "--short").trim()).toBe("M api/b.json");
	});

	test("hostile names of files are read as they are", async () => {
		const names = ["--help", "a b\nc.json", "$(touch x).json", "ä;'\".json", "b.json:c"];
		const cwd = project(Object.fromEntries(names.map((name) => [name, TEXT])));
		commit(cwd);
		for (const name of names) {
			expect(await ask(cwd, `HEAD:${name}`, `./${name}`)).toMatchObject({ outcome: "fine" });
		}
		expect(git(cwd, "status", "--short")).toBe("");
	});

	test("a link in the ref is no schema, and leads to none", async () => {
		const cwd = repository();
		symlinkSync("b.json", join(cwd, "api", "link.json"));
		write(cwd, { "api/lead.json": { $ref: "link.json" } });
		commit(cwd);
		await expect(ask(cwd, "HEAD:api/link.json", "api/b.json")).rejects.toThrow("is a link, not a file");
		await expect(ask(cwd, "HEAD:api/lead.json", "api/b.json")).rejects.toThrow("is a link, not a file");
	});

	test("outside of any repository", async () => {
		const cwd = project({ "a.json": TEXT });
		await expect(ask(cwd, "HEAD:a.json", "a.json")).rejects.toThrow("this folder is in no git repository");
	});
});
