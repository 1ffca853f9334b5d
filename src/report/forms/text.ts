import type { Finding, GateResult } from "../../check/index.js";
import { printable } from "../../text/index.js";
import { caseLines, findingLines, titleLine } from "../describe.js";
import { headline } from "../headline.js";
import { type Line, printed } from "../lines.js";
import { inOrder } from "../order.js";
import { type Case, casesOf } from "../pair-status.js";
import type { ReportOptions } from "../renderer.js";

/** For people: each pair, its verdict first, what breaks it, what differs and where; at last all in one line. */
export function text(result: GateResult, options: ReportOptions): string {
	const cases = casesOf(result);
	const subjects = new Set([...result.pairs, ...result.findings].map(({ subject }) => subject));
	const blocks = [...subjects].map((subject) => {
		const own = cases.filter(({ pair }) => pair.subject === subject);
		const findings = inOrder(result.findings.filter((finding) => finding.subject === subject));
		const title = own.length > 0 ? [] : [titleLine(subject, findings)];
		return [
			...title,
			...own.flatMap((one) => caseLines(one, options.width)),
			...listed(findings, result.command === "check" ? FEW : findings.length, options.width),
		];
	});
	const [outcome = "", ...rest] = headline(result).split(" ");
	const end = { indent: 0, head: `${outcome} `, colour: OUTCOMES[result.outcome], body: rest.join(" ") };
	const notes = [...assumptionLines(result), ...hintLines(result.command, cases)];
	return printed(spaced([...blocks, notes, [end]]), options);
}

/** Who checks many pairs at once wants to know what is wrong, and no more than a taste of what is merely new. */
const FEW = 5;

function listed(findings: readonly Finding[], most: number, width: number | undefined): Line[] {
	const infos = findings.filter(({ level, accepted }) => level === "info" && accepted === undefined);
	const hidden = new Set(infos.slice(most));
	const lines = findings
		.filter((finding) => !hidden.has(finding))
		.flatMap((finding) => findingLines(finding, width));
	const more = `and ${hidden.size} more info; --format json and markdown have all`;
	return hidden.size === 0 ? lines : [...lines, { indent: 2, head: " ".repeat(10), body: more }];
}

const OUTCOMES = { fine: "green", findings: "red", undecided: "yellow" } as const;

/** Blocks of lines one below the other, with an empty line around those that are longer than one. */
function spaced(blocks: readonly (readonly Line[])[]): Line[] {
	const shown = blocks.filter((block) => block.length > 0);
	return shown.flatMap((block, index) => {
		const isApart = index > 0 && (block.length > 1 || (shown[index - 1]?.length ?? 0) > 1);
		return isApart ? [{ indent: 0, body: "" }, ...block] : block;
	});
}

const MESSAGES = {
	request: "of requests: readOnly properties are not in them",
	response: "of responses: writeOnly properties are not in them",
} as const;

/** What all verdicts take for granted, where that is not what everybody expects. */
function assumptionLines({ command, pairs }: GateResult): Line[] {
	const asserts = pairs.some(({ assumptions }) => assumptions.formats === "assertion");
	const lines = asserts ? ["formats are taken as assertions"] : [];
	for (const messages of new Set(pairs.map(({ assumptions }) => assumptions.messages))) {
		if (messages !== undefined) lines.push(MESSAGES[messages]);
	}
	// A diff has a finding for each; lineages are generated from, which tells of them.
	const ignored = new Set(pairs.flatMap(({ assumptions }) => assumptions.ignored));
	if (command === "check" && ignored.size > 0)
		lines.push(`no keywords of their dialects, so not looked at: ${[...ignored].join(", ")}`);
	return lines.map((body) => ({ indent: 0, body: printable(body) }));
}

/** A lineage whose steps nobody has named may have some. */
function hintLines(command: GateResult["command"], cases: readonly Case[]): Line[] {
	const mayBeBridged = cases.some(({ pair, status }) => status === "breaks" && pair.bridge === undefined);
	if (command === "diff" || !mayBeBridged) return [];
	const body = "to see whether steps bridge it, name their module in upshape.config.json, in check.lineages";
	return [{ indent: 0, head: "hint: ", body }];
}
