import { describe, expect, test } from "vitest";
import { compare, instances, prepare } from "../../../src/compat/index.js";
import { complementOf, languageOf } from "../../../src/compat/pattern/index.js";
import { matchesIn } from "../../../src/validate/index.js";
import { source } from "../../support/compat/source.js";

// Over each a backtracking matcher takes seconds, hours, or longer than anybody lives.
const SLOW: readonly (readonly [string, string, boolean])[] = [
	["^(a|a|a|a)*b$", "a".repeat(24), false],
	["^(((a+)+)+)+$", `${"a".repeat(24)}!`, false],
	["(?:a?){32}a{32}", "a".repeat(32), true],
	["^.*.*.*b$", "a".repeat(3_000), false],
	["^(?=(?:a+)+b)(?:a|aa)+$", "a".repeat(3_000), false],
	["(a*)*(a*)*b", "a".repeat(200_000), false],
];

// A few milliseconds on a machine of its own.
const SOON_MS = 4_000;

describe("patterns take linear time", () => {
	test.each(SLOW)("%s", (pattern, text, expected) => {
		expect(soon(() => matchesIn(pattern, text))).toBe(expected);
	});

	test.each(SLOW)("%s, in a comparison and as a property's name", (pattern, text, expected) => {
		const writer = source({ enum: [text] });
		expect(soon(() => compare(writer, source({ pattern })).verdict)).toBe(
			expected ? "compatible" : "incompatible",
		);
		const properties = { [text]: { const: 1 } };
		const named = source({ type: "object", required: [text], properties, additionalProperties: false });
		const reader = source({ patternProperties: { [pattern]: { const: 2 } } });
		expect(soon(() => compare(named, reader).verdict)).toBe(expected ? "incompatible" : "compatible");
	});

	test.each(SLOW)("%s, with instances and both judges", (pattern, text, expected) => {
		const prepared = prepare(source({ type: ["string", "array"], pattern, examples: [text] }));
		soon(() => {
			let count = 0;
			for (const _ of instances(prepared)) if (++count >= 20) break;
		});
		expect(soon(() => prepared.accepts(text, undefined))).toBe(expected);
		expect(soon(() => prepared.ajv(undefined)(text).accepts)).toBe(expected);
	});

	test.each([
		["a long word", "x".repeat(60_000), "x"],
		["many groups", "(".repeat(5_000) + ")".repeat(5_000), "x"],
		["a huge count", "(?:a{1000}){1000}", "a"],
		["many states at once", "a".repeat(3_000), "a".repeat(100_000)],
		["many sets of states", "(?:a|b)*a(?:a|b){40}", "ab".repeat(1_000)],
	])("%s: an answer, or none, soon", (_, pattern, text) => {
		soon(() => [matchesIn(pattern, text), languageOf(pattern), complementOf(pattern)]);
		const answer = soon(() => compare(source({ enum: [text, ""] }), source({ pattern })));
		expect(["unknown", "incompatible"]).toContain(answer.verdict);
	});
});

function soon<Result>(work: () => Result): Result {
	const start = performance.now();
	const result = work();
	expect(performance.now() - start).toBeLessThan(SOON_MS);
	return result;
}
