import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding, GateResult, PairResult } from "../../src/check/index.js";
import { type Format, RENDERERS } from "../../src/report/index.js";
import { printable } from "../../src/text/index.js";
import { parseMarkdown, partsOf, shownText } from "../support/report/markdown.js";
import { results } from "../support/report/results.js";
import { OPTIONS } from "../support/report/samples.js";
import { judgeOfGate, judgeOfStore } from "../support/report/schemas.js";
import { parseXml, type XmlElement } from "../support/report/xml.js";
import { RUNS } from "../support/runs.js";

const runs = { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 40) };

/** Tries a law of one form on hostile results. */
async function law(format: Format, holds: (output: string, result: GateResult) => void | Promise<void>) {
	await fc.assert(
		fc.asyncProperty(results, (result) => Promise.resolve(holds(RENDERERS[format](result, OPTIONS), result))),
		runs,
	);
}

/** The pairs that are not all right and about which there is no finding: these get one. */
function untold({ pairs, findings, outcome }: GateResult): PairResult[] {
	return pairs.filter(
		({ subject, verdict, bridge, assuming }) =>
			outcome !== "fine" &&
			verdict !== "compatible" &&
			!bridge?.holds &&
			assuming.at(-1)?.verdict !== "compatible" &&
			findings.every((finding) => finding.subject !== subject),
	);
}

const isAccepted = ({ accepted }: Finding) => accepted !== undefined;

describe("every form", () => {
	test.each(Object.keys(RENDERERS) as Format[])(
		"%s shows no control character, and nothing that a log obeys",
		async (format) => {
			await law(format, (output, result) => {
				expect(output).toMatch(/^(?:[\t\n]|[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029])*$/u);
				expect(output).not.toMatch(/##\w*\[/);
				if (format !== "github") expect(output).not.toMatch(/^\s*::/m);
				expect(output.endsWith("\n")).toBe(true);
				expect(RENDERERS[format](structuredClone(result), OPTIONS)).toBe(output);
			});
		},
	);
});

test("text, folded and coloured, says the same words, and obeys nobody", async () => {
	const marks = { red: "⟨", yellow: "⟨", green: "⟨", dim: "⟨", bold: "⟨" } as const;
	await law("text", (output, result) => {
		const folded = RENDERERS.text(result, { ...OPTIONS, width: 60 });
		expect(folded).not.toMatch(/^\s*::/m);
		const words = (text: string) => text.replace(/[⟨⟩\s]+/g, "");
		const paint = (colour: keyof typeof marks, text: string) => `${marks[colour]}${text}⟩`;
		expect(words(RENDERERS.text(result, { ...OPTIONS, width: 60, paint }))).toBe(words(output));
	});
});

describe("json", () => {
	const judge = judgeOfGate();

	test("is the result, and what its schema says", async () => {
		await law("json", (output, result) => {
			expect(output.indexOf("\n")).toBe(output.length - 1);
			expect(JSON.parse(output)).toEqual({ format: 1, ...JSON.parse(JSON.stringify(result)) });
			expect(judge(JSON.parse(output))).toBeUndefined();
		});
	});
});

describe("github", () => {
	// As the runner of GitHub Actions reads a line.
	const COMMAND = /^::(error|warning|notice) ([^:]*?)::(.*)$/;
	const data = (text: string) => text.replace(/%0D/g, "\r").replace(/%0A/g, "\n").replace(/%25/g, "%");
	const property = (text: string) => data(text.replace(/%3A/g, ":").replace(/%2C/g, ","));

	test("has a command for each finding that nobody accepted, and no other", async () => {
		await law("github", (output, result) => {
			const lines = output.trimEnd().split("\n");
			const open = result.findings.filter((finding) => !isAccepted(finding));
			const found = lines.slice(0, -1).map((line) => {
				const [, name = "", properties = "", message = ""] = COMMAND.exec(line) ?? [];
				const pairs = properties
					.split(",")
					.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
				expect(pairs.map(([key]) => key).join()).toMatch(/^(?:file,line,col,)?title$/);
				const place = new Map(pairs.map(([key, value = ""]) => [key, property(value)]));
				return [name, place.get("file"), place.get("title"), data(message).split("\n")[0]];
			});
			const expected = open.map(({ rule, level, at, message }) => [
				level === "info" ? "notice" : level,
				at && printable(at.file),
				printable(`upshape: ${rule}`),
				printable(message),
			]);
			expect(found).toEqual(expect.arrayContaining(expected));
			expect(found).toHaveLength(expected.length + untold(result).length);
			expect(lines.at(-1)).toMatch(/^(?:fine|findings|undecided): [\w ,;:]+$/);
		});
	});
});

describe("sarif", () => {
	const judge = judgeOfStore("sarif");

	test("is SARIF 2.1.0, with a result for each finding, a row for each rule, and a suppression if accepted", async () => {
		await law("sarif", (output, result) => {
			const log = JSON.parse(output);
			expect(judge(log)).toBeUndefined();
			const [run] = log.runs;
			const { rules } = run.tool.driver;
			expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
			for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
			expect(run.results).toHaveLength(result.findings.length + untold(result).length);
			const suppressed = run.results.filter(
				({ suppressions }: { suppressions: unknown[] }) => suppressions.length > 0,
			);
			expect(suppressed).toHaveLength(result.findings.filter(isAccepted).length);
		});
	});

	test("a file is where it was, whatever is in its name", async () => {
		await law("sarif", (output, result) => {
			const files = JSON.parse(output).runs[0].results.flatMap((one: { locations: SarifLocation[] }) =>
				one.locations.map(({ physicalLocation: { artifactLocation: artifact } }) => decodedPath(artifact)),
			);
			const nowhere = "upshape.config.json";
			const expected = [
				...result.findings.map(({ at }) => plainPath(at?.file ?? nowhere)),
				...untold(result).map(() => nowhere),
			];
			expect(files.sort()).toEqual(expected.sort());
		});
	});
});

interface SarifLocation {
	readonly physicalLocation: {
		readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
	};
}

/** The path that a URI leads to, if the base is the root of all. */
function decodedPath({ uri, uriBaseId }: { readonly uri: string; readonly uriBaseId?: string }): string {
	expect(uri).toMatch(uriBaseId === undefined ? /^file:\/\/\// : /^(?![a-z]+:|\/)/);
	return decodeURIComponent(uri.replace(/^file:\/\//, ""));
}

function plainPath(file: string): string {
	const path = file.replaceAll("\\", "/").replace(/\p{Cs}/gu, "\ufffd");
	return /^[A-Za-z]:\//.test(path) ? `/${path}` : path.replace(/^(?:\.\/)+/, "");
}

describe("junit", () => {
	const tests = (element: XmlElement): XmlElement[] =>
		element.children.flatMap((child) =>
			typeof child === "string" ? [] : child.name === "testcase" ? [child] : tests(child),
		);

	test("is XML whose counts are true, with a test that fails if and only if something counts", async () => {
		await law("junit", (output, result) => {
			const root = parseXml(output);
			const cases = tests(root);
			const ends = (name: string) =>
				cases.filter(({ children }) =>
					children.some((child) => typeof child !== "string" && child.name === name),
				);
			expect(Object.fromEntries(root.attributes)).toEqual({
				name: `upshape ${result.command}`,
				tests: String(cases.length),
				failures: String(ends("failure").length),
				errors: String(ends("error").length),
				skipped: String(ends("skipped").length),
			});
			expect(cases.length).toBeGreaterThanOrEqual(result.pairs.length);
			const counts = result.findings.some((finding) => finding.level === "error" && !isAccepted(finding));
			const fails = ends("failure").length + ends("error").length > 0;
			expect(fails).toBe(counts || untold(result).length > 0);
			const subjects = new Set(
				[...result.pairs, ...result.findings].map(({ subject }) => printable(subject)),
			);
			expect(new Set(cases.map(({ attributes }) => attributes.get("classname")))).toEqual(subjects);
		});
	});
});

describe("markdown", () => {
	const TAGS =
		/^(?:<!-- (?:upshape (?:diff|check) )?-->|<\/?code>|<br>|<details><summary>[\w ,]+<\/summary>|<\/details>)$/;
	const PARTS = [
		"root",
		"html",
		"heading",
		"paragraph",
		"table",
		"tableRow",
		"tableCell",
		"text",
		"strong",
		"code",
	];

	test("has the parts that it should have, whatever is in them", async () => {
		await law("markdown", async (output, result) => {
			expect(output.length).toBeLessThan(65_536);
			const root = await parseMarkdown(output);
			const parts = partsOf(root);
			expect(PARTS).toEqual(expect.arrayContaining([...new Set(parts.map(({ type }) => type))]));
			for (const { type, value = "" } of parts) if (type === "html") expect(value).toMatch(TAGS);
			for (const { type, children } of parts) if (type === "tableRow") expect(children).toHaveLength(4);
			for (const part of parts) if (part.type === "strong") expect(shownText(part)).toMatch(/^[a-z ]+$/);
			expect(parts.filter(({ type }) => type === "heading")).toHaveLength(1);
			const fences = parts.filter(({ type }) => type === "code").length;
			const witnesses = result.pairs.filter(
				({ verdict, bridge }) => verdict === "incompatible" && !bridge?.holds,
			);
			expect(fences).toBe(Math.min(3, witnesses.length));
			for (const [, mark = "", inside = ""] of output.matchAll(/^(`{3,})json\n([\s\S]*?)\n\1$/gm)) {
				expect(inside).not.toContain(mark);
			}
			const tables = parts.filter(({ type }) => type === "table").map(({ children }) => children?.length);
			const loud = result.findings.filter((finding) => finding.level !== "info" && !isAccepted(finding));
			const rows = [result.pairs.length, loud.length, result.findings.length - loud.length];
			expect(tables).toEqual(rows.filter((count) => count > 0).map((count) => count + 1));
		});
	});

	test("shows a finding's message as it is, and mentions nobody", async () => {
		await law("markdown", async (output, result) => {
			const parts = partsOf(await parseMarkdown(output));
			const cells = parts.filter(({ type }) => type === "tableCell").map(shownText);
			for (const { message } of result.findings.filter((finding) => !isAccepted(finding))) {
				if (message.length < 400) {
					const shown = squeezed(printable(message));
					expect(cells.some((cell) => squeezed(cell).startsWith(shown))).toBe(true);
				}
			}
			const outside = output.replace(/^(`{3,})json\n[\s\S]*?\n\1$|<code>.*?<\/code>|^### /gm, "");
			expect(outside).not.toMatch(/@|(?<!&)#|&#(?:35|64);(?!<)/);
		});
	});
});

/** Markdown keeps no white space at the ends of a cell, and of code no backticks. */
function squeezed(text: string): string {
	return text.replace(/[\s`]/g, "");
}
