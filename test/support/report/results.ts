import fc from "fast-check";
import type { Finding, GateResult, Located, PairResult } from "../../../src/check/index.js";
import type { Json } from "../../../src/json/index.js";
import { strings } from "../hostile-strings.js";

/** What breaks out of a careless report. */
const BREAKOUTS: readonly string[] = [
	"::error file=a::b",
	"\n::error::b",
	"##[error]b",
	"##vso[task.setvariable]b",
	"a,b:c=d%0A%25",
	"\u001b[31mred\u001b]8;;http://a\u0007",
	"\u009b31m",
	"\u202egnp.exe",
	"\u{e0001}\u2066",
	"]]>",
	"<![CDATA[",
	"--><script>alert(1)</script>",
	'"><failure message="',
	"&amp;&#10;&lt;",
	"\n```\n# Broken out",
	"````",
	"~~~",
	"`a`",
	"</code></td></table>",
	"| a | b |\n| - | - |",
	"\\|",
	"[a](https://example.com)",
	"![a](b)",
	"https://example.com www.example.com",
	"@everyone #1 GH-1",
	"**bold** _it_ ~no~ $x$",
	"{0} {{1}} }",
	"\n\n# Heading",
	"<!-- -->",
	"\ufffe\uffff",
	"a/b c/%41.json",
	"../up.json",
	"/absolute/a.json",
	"C:\\a\\b.json",
	"HEAD~1:a.json",
	"https://example.com/a.json",
];

const text = fc.oneof(
	fc.constantFrom(...BREAKOUTS),
	strings,
	fc.array(fc.constantFrom(...BREAKOUTS)).map((all) => all.join("")),
);
const payload = fc.oneof(
	text,
	fc.constantFrom(null, 0, -1.5),
	fc.dictionary(text, fc.array(text, { maxLength: 3 }), { maxKeys: 4 }),
	fc.array(fc.dictionary(text, text, { maxKeys: 3 }), { maxLength: 60 }),
) satisfies fc.Arbitrary<Json>;

const located: fc.Arbitrary<Located> = fc.record({
	file: text,
	keywordLocation: text,
	line: fc.integer({ min: 1, max: 9_999 }),
	column: fc.integer({ min: 1, max: 99 }),
});

const judgement = fc.oneof(
	fc.constant({ verdict: "compatible" as const }),
	fc.record({ verdict: fc.constant("incompatible" as const), witness: payload }),
	fc.record({ verdict: fc.constant("unknown" as const), reason: text }),
);

function pairs(subjects: fc.Arbitrary<string>): fc.Arbitrary<PairResult> {
	const step = { step: text, instances: fc.nat(1_001) };
	const bridge = fc.oneof(
		fc.constant(undefined),
		fc.record({ holds: fc.constant(true), losses: fc.nat(2), ...step }),
		fc.record({ holds: fc.constant(false), losses: fc.constant(0), issue: text, ...step }),
		fc.record({
			holds: fc.constant(false),
			losses: fc.constant(0),
			issue: text,
			law: fc.integer({ min: 2, max: 7 }),
			...step,
		}),
	);
	const rest = fc.record({
		subject: subjects,
		direction: fc.constantFrom("backward" as const, "forward" as const),
		writer: text,
		reader: text,
		assumptions: fc.record({
			formats: fc.constantFrom("annotation" as const, "assertion" as const),
			ignored: fc.array(text, { maxLength: 2 }),
		}),
		assuming: fc.array(
			fc.tuple(text, judgement).map(([name, verdict]) => ({ name, ...verdict })),
			{ maxLength: 2 },
		),
		bridge,
	});
	return fc.tuple(judgement, rest).map(([verdict, pair]) => ({ ...pair, ...verdict }));
}

function findings(subjects: fc.Arbitrary<string>): fc.Arbitrary<Finding> {
	return fc.record({
		rule: fc.oneof(fc.constantFrom("max-length-decreased", "not-bridged"), text),
		level: fc.constantFrom("error" as const, "warning" as const, "info" as const),
		message: text,
		subject: subjects,
		at: fc.option(located, { nil: undefined }),
		related: fc.array(located, { maxLength: 2 }),
		witness: fc.option(payload, { nil: undefined, freq: 2 }),
		accepted: fc.option(fc.record({ reason: text, expires: text }), { nil: undefined }),
	});
}

/** Results that nobody would wish for: every text in them is a stranger's. */
export const results: fc.Arbitrary<GateResult> = fc
	.array(text, { minLength: 1, maxLength: 3 })
	.chain((names) => {
		const subjects = fc.constantFrom(...names);
		return fc.record({
			command: fc.constantFrom("diff" as const, "check" as const),
			pairs: fc.array(pairs(subjects), { maxLength: 4 }),
			findings: fc.array(findings(subjects), { maxLength: 5 }),
			outcome: fc.constantFrom("fine" as const, "findings" as const, "undecided" as const),
		});
	});
