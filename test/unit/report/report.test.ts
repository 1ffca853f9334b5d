import { describe, expect, test } from "vitest";
import type { GateResult } from "../../../src/check/index.js";
import { githubRefusal, RENDERERS } from "../../../src/report/index.js";
import { printable } from "../../../src/text/index.js";
import { OPTIONS, SAMPLES } from "../../support/report/samples.js";
import { judgeOfGate, judgeOfStore } from "../../support/report/schemas.js";
import { parseXml } from "../../support/report/xml.js";

function sample(name: string): GateResult {
	const result = SAMPLES[name];
	if (result === undefined) throw new Error(`no sample ${name}`);
	return result;
}

describe("text", () => {
	test("begins with the verdict, then what breaks, then what differs, and ends with all in one line", () => {
		expect(RENDERERS.text(sample("incompatible"), OPTIONS)).toBe(
			[
				"incompatible  old.json to new.json (backward)",
				"  allowed by old.json, refused by new.json:",
				'    { "name": "aaaaaa" }',
				"  error     new.json:5:7: maxLength is 5, and was 8 (max-length-decreased)",
				"            see old.json:5:7",
				"  warning   new.json:9:3: maxLength is 5, and was 8 (format-changed)",
				"  info      new.json:2:3: maxLength is 5, and was 8 (title-changed)",
				"",
				"findings: incompatible; 1 error, 1 warning, 1 info",
				"",
			].join("\n"),
		);
	});

	test("folds lines to the width, but no name and no payload", () => {
		const folded = RENDERERS.text(sample("lineages"), { ...OPTIONS, width: 70 }).split("\n");
		expect(folded).toContain("  error     schemas/clerk-client/current.schema.json:40:3: the step");
		expect(folded).toContain("            v1>current leaves an instance invalid (not-bridged)");
		expect(folded).toContain('      "sessions": [{ "id": "", "status": "active", "tasks": [] }],');
		expect(folded.filter((line) => line.length > 70)).toEqual([]);
		const narrow = RENDERERS.text(sample("lineages"), { ...OPTIONS, width: 10 });
		expect(narrow).toContain("schemas/clerk-client/current.schema.json:40:3:");
	});

	test("has colours only where it is given some", () => {
		const paint = (colour: string, text: string) => `<${colour}>${text}</>`;
		const text = RENDERERS.text(sample("incompatible"), { ...OPTIONS, paint });
		expect(text).toContain("<red>incompatible  </>old.json");
		expect(text).toContain("  <yellow>warning   </>new.json:9:3");
		expect(text).toContain("<red>findings: </>incompatible");
	});

	test.each([
		["nothing", "fine: no pair to compare"],
		["compatible", "fine: compatible"],
		["untold", "findings: incompatible"],
		["undecided", "undecided: unknown"],
		["assumed", "fine: assumed"],
		["accepted", "fine: accepted; 1 finding accepted"],
		["tolerated", "fine: tolerated; 1 warning"],
		["lineages", "findings: 3 pairs: 1 incompatible, 1 bridged, 1 compatible; 3 errors, 1 info"],
	])("%s", (name, headline) => {
		expect(RENDERERS.text(sample(name), OPTIONS).trimEnd().split("\n").at(-1)).toBe(headline);
	});

	test("cuts a payload that nobody would read", () => {
		const [pair] = sample("untold").pairs;
		const witness = Array.from({ length: 100_000 }, (_, index) => index);
		const long = { ...sample("untold"), pairs: pair === undefined ? [] : [{ ...pair, witness }] };
		const text = RENDERERS.text(long, OPTIONS);
		expect(text.length).toBeLessThan(10_000);
		expect(text).toContain("… 588,891 characters in all");
		expect(JSON.parse(RENDERERS.json(long, OPTIONS)).pairs[0].witness).toEqual(witness);
	});
});

describe("github", () => {
	test("points at the line, and says what breaks", () => {
		const [error, warning] = RENDERERS.github(sample("incompatible"), OPTIONS).split("\n");
		expect(error).toBe(
			"::error file=new.json,line=5,col=7,title=upshape%3A max-length-decreased::maxLength is 5, and was 8%0A" +
				'old.json to new.json%0Aallowed by old.json, refused by new.json: {"name":"aaaaaa"}',
		);
		expect(warning).toMatch(/^::warning file=new.json,line=9,/);
	});

	test("tells what could not be checked, at its line", () => {
		const position = { line: 2, column: 3 };
		const refusal = { code: "schema-invalid", file: "a,b.json", position, message: "a,b.json:2:3: \u001b::" };
		const place = "file=a%2Cb.json,line=2,col=3,title=upshape%3A schema-invalid";
		expect(githubRefusal(refusal)).toBe(`::error ${place}::a,b.json:2:3: \\u001b::\n`);
	});

	test("is silent about what is accepted", () => {
		expect(RENDERERS.github(sample("accepted"), OPTIONS)).toBe("fine: accepted; 1 finding accepted\n");
	});

	test("says that a pair breaks even if nobody found a difference", () => {
		expect(RENDERERS.github(sample("untold"), OPTIONS)).toMatch(/^::error title=upshape%3A incompatible::/);
		expect(RENDERERS.github(sample("undecided"), OPTIONS)).toMatch(/^::warning title=upshape%3A undecided::/);
	});
});

describe("what programs read", () => {
	const gate = judgeOfGate();
	const sarif = judgeOfStore("sarif");

	test.each(Object.keys(SAMPLES))("%s is of each form's schema", (name) => {
		expect(gate(JSON.parse(RENDERERS.json(sample(name), OPTIONS)))).toBeUndefined();
		expect(sarif(JSON.parse(RENDERERS.sarif(sample(name), OPTIONS)))).toBeUndefined();
		expect(parseXml(RENDERERS.junit(sample(name), OPTIONS)).name).toBe("testsuites");
	});

	test.each([
		["a verdict that there is not", { verdict: "maybe" }],
		["incompatible without a witness", { verdict: "incompatible" }],
		["compatible with a witness", { verdict: "compatible", witness: null }],
		["compatible with a reason", { verdict: "compatible", reason: "budget" }],
		["unknown without a reason", { verdict: "unknown" }],
		[
			"an assumption's verdict without evidence",
			{ verdict: "compatible", assuming: [{ name: "a", verdict: "unknown" }] },
		],
	])("the schema of json refuses %s", (_, change) => {
		const output = JSON.parse(RENDERERS.json(sample("compatible"), OPTIONS));
		expect(gate(output)).toBeUndefined();
		output.pairs = [{ ...output.pairs[0], ...change }];
		expect(gate(output)).toBeDefined();
	});

	test("the schema of json refuses a place before the first line", () => {
		const output = JSON.parse(RENDERERS.json(sample("incompatible"), OPTIONS));
		output.findings[0].at.line = 0;
		expect(gate(output)).toBeDefined();
	});

	test("SARIF's schema refuses what is none", () => {
		const log = JSON.parse(RENDERERS.sarif(sample("incompatible"), OPTIONS));
		log.runs[0].results[0].level = "info";
		expect(sarif(log)).toBeDefined();
	});

	test("SARIF has the place, the rule's own words, and a suppression for what is accepted", () => {
		const [run] = JSON.parse(RENDERERS.sarif(sample("accepted"), OPTIONS)).runs;
		expect(run.tool.driver.rules[0]).toMatchObject({
			id: "max-length-decreased",
			shortDescription: { text: "A maxLength went down." },
			defaultConfiguration: { level: "error" },
		});
		expect(run.results[0]).toMatchObject({
			ruleId: "max-length-decreased",
			ruleIndex: 0,
			level: "error",
			locations: [
				{
					physicalLocation: {
						artifactLocation: { uri: "new.json", uriBaseId: "%SRCROOT%" },
						region: { startLine: 5, startColumn: 7 },
					},
				},
			],
			relatedLocations: [{ id: 0, physicalLocation: { artifactLocation: { uri: "old.json" } } }],
			partialFingerprints: {
				"upshape/v1": "max-length-decreased old.json to new.json new.json /properties/name/maxLength",
			},
			suppressions: [
				{ kind: "external", status: "accepted", justification: "until 2026-12-31: no payload is that long" },
			],
		});
	});
});

describe("junit", () => {
	test.each([
		["compatible", { tests: "1", failures: "0", errors: "0", skipped: "0" }],
		["incompatible", { tests: "1", failures: "1", errors: "0", skipped: "0" }],
		["undecided", { tests: "1", failures: "0", errors: "1", skipped: "0" }],
		["assumed", { tests: "1", failures: "0", errors: "0", skipped: "0" }],
		["accepted", { tests: "1", failures: "0", errors: "0", skipped: "1" }],
		["tolerated", { tests: "1", failures: "0", errors: "0", skipped: "0" }],
		["lineages", { tests: "5", failures: "3", errors: "0", skipped: "0" }],
	])("%s", (name, totals) => {
		const root = parseXml(RENDERERS.junit(sample(name), OPTIONS));
		expect(Object.fromEntries(root.attributes)).toMatchObject(totals);
	});
});

describe("printable", () => {
	test.each([
		["plain Ünïcode 😀", "plain Ünïcode 😀"],
		["\u001b[31m\r\n", "\\u001b[31m\\u000d\\u000a"],
		["\u202e\u{e0041}", "\\u202e\\udb40\\udc41"],
		["\ud800", "\\ud800"],
		["##[group]###vso[a]", "#\\u0023[group]##\\u0023vso[a]"],
		["## a [b]", "## a [b]"],
	])("%j is %s", (text, shown) => {
		expect(printable(text)).toBe(shown);
		expect(printable(shown)).toBe(shown);
	});
});

test.each(["text", "github", "markdown"] as const)("%s cuts a long text between characters", (format) => {
	const incompatible = sample("incompatible");
	for (const before of ["", "a"]) {
		const long = before + "😀".repeat(5_000);
		const pairs = incompatible.pairs.map((pair) => ({ ...pair, witness: { [long]: long } }));
		const findings = incompatible.findings.map((finding) => ({ ...finding, message: long, witness: long }));
		const shown = RENDERERS[format]({ ...incompatible, pairs, findings } as GateResult, OPTIONS);
		expect(shown).toContain("😀");
		expect(shown).not.toMatch(/\p{Cs}/u);
	}
});
