import type { GateResult } from "../../check/index.js";
import { caseLines, findingLines } from "../describe.js";
import { PAIR_STATUSES } from "../headline.js";
import { type Line, printed } from "../lines.js";
import { content, element } from "../markup/xml.js";
import { inOrder } from "../order.js";
import { type Case, casesOf, counts, type PairStatus } from "../pair-status.js";

/** JUnit's XML: a suite for each subject; in it a test for each pair, and one for each finding that no pair tells. */
export function junit(result: GateResult): string {
	const tests = [...casesOf(result).map(pairTest), ...findingTests(result)];
	const suites = [...new Set(tests.map(({ suite }) => suite))].map((suite) => {
		const own = tests.filter((test) => test.suite === suite);
		return element("testsuite", { name: suite, ...totals(own) }, ...own.map(testXml).map(onItsLine), "\n");
	});
	const root = element(
		"testsuites",
		{ name: `upshape ${result.command}`, ...totals(tests) },
		...suites.map(onItsLine),
		"\n",
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

type End = "passed" | "failure" | "error" | "skipped";

interface Test {
	readonly suite: string;
	readonly name: string;
	readonly file?: string | undefined;
	readonly line?: number | undefined;
	readonly end: End;
	/** In a word. */
	readonly type: string;
	readonly message: string;
	readonly lines: readonly Line[];
}

const ENDS: { readonly [status in PairStatus]: End } = {
	breaks: "failure",
	undecided: "error",
	accepted: "skipped",
	assumed: "passed",
	tolerated: "passed",
	lossy: "passed",
	bridged: "passed",
	compatible: "passed",
};

const FAILS: ReadonlySet<End> = new Set(["failure", "error"]);

function pairTest(one: Case): Test {
	const { pair, status, findings } = one;
	const place = inOrder(findings)[0]?.at;
	return {
		suite: pair.subject,
		name: `${pair.direction}: ${pair.reader} reads ${pair.writer}`,
		file: place?.file,
		line: place?.line,
		end: ENDS[status],
		type: PAIR_STATUSES[status],
		message: `${pair.subject} (${pair.direction}): ${PAIR_STATUSES[status]}`,
		lines: [...caseLines(one), ...inOrder(findings).flatMap((finding) => findingLines(finding))],
	};
}

/** Findings about no pair, and those that count although no pair of their subject fails. */
function findingTests(result: GateResult): Test[] {
	const cases = casesOf(result);
	const untold = result.findings.filter((finding) => {
		const own = cases.filter(({ pair }) => pair.subject === finding.subject);
		return own.length === 0 || (counts(finding) && own.every(({ status }) => !FAILS.has(ENDS[status])));
	});
	return inOrder(untold).map((finding) => ({
		suite: finding.subject,
		name: `${finding.rule}${finding.at === undefined ? "" : ` at ${finding.at.keywordLocation || "the root"}`}`,
		file: finding.at?.file,
		line: finding.at?.line,
		end: counts(finding) ? "failure" : finding.accepted === undefined ? "passed" : "skipped",
		type: finding.rule,
		message: finding.message,
		lines: findingLines(finding),
	}));
}

function totals(tests: readonly Test[]): { readonly [name: string]: number } {
	const count = (end: End) => tests.filter((test) => test.end === end).length;
	return {
		tests: tests.length,
		failures: count("failure"),
		errors: count("error"),
		skipped: count("skipped"),
	};
}

function testXml({ suite, name, file, line, end, type, message, lines }: Test): string {
	const said = content(printed(lines, {}).trimEnd());
	const outcome =
		end === "passed"
			? element("system-out", {}, said)
			: element(end, end === "skipped" ? { message } : { message, type }, said);
	return element("testcase", { name, classname: suite, file, line }, outcome);
}

function onItsLine(xml: string): string {
	return `\n${xml}`;
}
