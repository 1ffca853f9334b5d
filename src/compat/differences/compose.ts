import type { SchemaPlace } from "../../schema/index.js";
import type { Difference } from "./difference.js";
import type { UnmetDemand } from "./pair.js";
import { changeOf, counterpart, type Level, type RuleId, ruleOf } from "./rules.js";
import { sentence } from "./wording/sentences.js";

const RANKS: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };

/** What was found in both directions as one list: what narrows and widens at one place has changed. */
export function composed(
	narrowed: readonly UnmetDemand[],
	widened: readonly UnmetDemand[],
): readonly Difference[] {
	const unmatched = new Map(
		widened.map((finding) => [keyOf(finding, finding.narrow, finding.wide), finding]),
	);
	const found = narrowed.map((finding) => {
		const key = keyOf(finding, finding.wide, finding.narrow);
		const change = unmatched.get(key)?.sure === finding.sure ? fused(finding) : undefined;
		if (change !== undefined) unmatched.delete(key);
		return backward(change ?? finding.rule, finding);
	});
	return sorted([...found, ...[...unmatched.values()].map(forward)]);
}

/** The list, in which only what an assumption leaves keeps its level. */
export function eased(
	strict: readonly Difference[],
	lenient: readonly Difference[],
	assumed: readonly string[],
): readonly Difference[] {
	const left = new Map(lenient.map((difference) => [identity(difference), difference]));
	const excused = ` (not where ${assumed.join(", ").replaceAll("-", " ")})`;
	const all = strict.map((difference): Difference => {
		const kept = left.get(identity(difference));
		left.delete(identity(difference));
		return kept ?? { ...difference, level: "info", message: difference.message + excused };
	});
	return sorted([...all, ...left.values()]);
}

function identity({ rule, writer, reader, message }: Difference): string {
	return JSON.stringify([rule, writer, reader, message]);
}

function sorted(differences: readonly Difference[]): readonly Difference[] {
	return [...differences].sort((a, b) => RANKS[a.level] - RANKS[b.level]);
}

/** A text that two findings share if they tell of the same keywords from both sides. */
function keyOf({ rule, what }: UnmetDemand, writer: SchemaPlace, reader: SchemaPlace): string {
	return JSON.stringify([rule, writer, reader, changeOf(rule) === undefined && !isConst(writer) ? what : ""]);
}

function fused({ rule, wide, narrow }: UnmetDemand): RuleId | undefined {
	if (rule === "enum-value-removed") return isConst(wide) && isConst(narrow) ? "const-changed" : undefined;
	return changeOf(rule);
}

function isConst({ keywordLocation }: SchemaPlace): boolean {
	return keywordLocation.endsWith("/const");
}

function backward(rule: RuleId, finding: UnmetDemand): Difference {
	const { wide, narrow, before, after } = finding;
	return told(rule, finding, wide, narrow, before, after);
}

function forward(finding: UnmetDemand): Difference {
	const { rule, wide, narrow, before, after } = finding;
	return told(counterpart(rule), finding, narrow, wide, after, before);
}

function told(
	rule: RuleId,
	{ at, sure, what }: UnmetDemand,
	writer: SchemaPlace,
	reader: SchemaPlace,
	before: string | undefined,
	after: string | undefined,
): Difference {
	const { direction, level } = ruleOf(rule);
	const text = sentence(rule, { at, old: before, new: after, what });
	return {
		rule,
		direction,
		level: !sure && level === "error" ? "warning" : level,
		writer,
		reader,
		message: sure ? text : `${text} (not proved)`,
	};
}
