import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	columns,
	countsText,
	cut,
	listText,
	plural,
	printable,
	printableJson,
	printableOutput,
	shorten,
	shortenMiddle,
} from "../../../src/text/index.js";
import { strings } from "../../support/hostile-strings.js";

const FAMILY = "👨‍👩‍👧‍👦";
const FLAG = "🇩🇪";

describe("shorten", () => {
	test.each([
		["abc", 3, "abc"],
		["abcd", 3, "abc…"],
		["ab😀", 3, "ab…"],
		[`a${FAMILY}b`, 5, "a…"],
		[`a${FAMILY}b`, 1 + FAMILY.length, `a${FAMILY}…`],
		[`${FLAG}${FLAG}`, 6, `${FLAG}…`],
		["e\u0301e\u0301", 3, "e\u0301…"],
		[printable("abc\u001bdef"), 6, "abc…"],
	])("%j to %i", (text, longest, expected) => {
		expect(shorten(text, longest)).toBe(expected);
	});

	test("no text is cut inside of a character, by an independent reading of it", () => {
		const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
		const piece = fc.constantFrom(FAMILY, FLAG, "😀", "e\u0301", "👍🏽", "a", " ", "\r\n", "ß", "한");
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(60), (pieces, longest) => {
				const text = pieces.join("");
				const whole = [...segmenter.segment(text)].map(({ segment }) => segment);
				const start = cut(text, longest);
				expect(start.length).toBeLessThanOrEqual(longest);
				const starts = [0, ...whole.map((_, at) => at + 1)].map((count) => whole.slice(0, count).join(""));
				expect(starts).toContain(start);
				const [head = "", tail] = shortenMiddle(text, longest).split("…");
				if (tail === undefined) return;
				expect(starts).toContain(head);
				expect(starts.map((one) => text.slice(one.length))).toContain(tail);
			}),
			{ seed: 1, numRuns: 2_000 },
		);
	});

	test("a letter under thousands of marks is still cut, between code points", () => {
		expect(cut(`e${"\u0301".repeat(10_000)}`, 100)).toHaveLength(100);
		expect(cut(`a${"😀\u200d".repeat(1_000)}`, 100)).not.toMatch(/\p{Cs}/u);
	});
});

describe("what is printed is obeyed by nothing", () => {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	const OBEYED = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|##\w*\[/;

	test("neither a line, nor JSON, which reads back as it was", () => {
		fc.assert(
			fc.property(strings, (text) => {
				expect(printable(text)).not.toMatch(OBEYED);
				expect(printable(printable(text))).toBe(printable(text));
				const json = printableJson({ text });
				expect(json).not.toMatch(OBEYED);
				expect(JSON.parse(json)).toEqual({ text });
			}),
			{ seed: 1, numRuns: 2_000 },
		);
	});

	test.each([
		["a\rb\n", "a\\u000db\n"],
		["\u001b[31mred", "\\u001b[31mred"],
		[
			"::error::x\n\t ::set-output name=a::b\na::b",
			"\\u003a:error::x\n\t \\u003a:set-output name=a::b\na::b",
		],
		["##[group]x", "#\\u0023[group]x"],
		["\u202eabc", "\\u202eabc"],
		["tab\tis fine", "tab\tis fine"],
	])("an output: %j", (text, expected) => {
		expect(printableOutput(text)).toBe(expected);
	});

	test("colours and commands of our own pass where they are ours, and nothing else of that kind", () => {
		expect(printableOutput("\u001b[31mred\u001b[39m \u001b[2J", { colours: true })).toBe(
			"\u001b[31mred\u001b[39m \\u001b[2J",
		);
		expect(printableOutput("::error file=a::b\r\n", { commands: true })).toBe("::error file=a::b\\u000d\n");
	});
});

test("counts, lists and columns", () => {
	expect([plural(1, "record"), plural(1234, "record")]).toEqual(["1 record", "1,234 records"]);
	expect(countsText({ a: 1, b: 20 })).toBe("b 20, a 1");
	expect([listText([]), listText(["a"]), listText(["a", "b", "c"])]).toEqual(["", "a", "a, b or c"]);
	expect(listText(["a", "b", "c"], "and", 2)).toBe("a, b and 1 more");
	expect(
		columns([
			["", "1", "a"],
			["", "1,000", "b"],
		]),
	).toEqual(["      1  a", "  1,000  b"]);
});
