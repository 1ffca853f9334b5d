import type { Difference, Level } from "../compat/index.js";
import type { LocatedSchema } from "./documents/source.js";
import { finding } from "./finding.js";
import { effective } from "./pair.js";
import type { Finding, PairResult } from "./result.js";
import type { ChosenLevels } from "./rules.js";

/** An older and a newer schema, compared. */
export interface Compared {
	readonly subject: string;
	readonly older: LocatedSchema;
	readonly newer: LocatedSchema;
	readonly pairs: readonly PairResult[];
	readonly differences: readonly Difference[];
}

/** What a comparison finds: its differences, and verdicts that they don't explain. */
export function changesOf(compared: Compared, levels: ChosenLevels): Finding[] {
	const open = compared.pairs.filter(isOpen);
	return [
		...open.flatMap((pair) => verdictOf(pair, compared, levels)),
		...compared.differences.flatMap((difference) => changeOf(difference, open, compared, levels)),
	];
}

/** Neither compatible nor answered for by a step: what the step makes of it counts then, well or not. */
function isOpen(pair: PairResult): boolean {
	return effective(pair).verdict !== "compatible" && pair.bridge === undefined;
}

/** A verdict that no difference stands for. */
function verdictOf(pair: PairResult, compared: Compared, levels: ChosenLevels): Finding[] {
	const { verdict, witness, reason } = effective(pair);
	const { writer, reader, subject } = pair;
	const at = compared.newer.locate(undefined);
	const related = [compared.older.locate(undefined)];
	if (verdict === "unknown") {
		const message = `whether ${reader} accepts all that ${writer} allows could not be told: ${reason}`;
		return finding("undecided", levels, { subject, message, at, related });
	}
	if (compared.differences.some((difference) => weight(difference, [pair]) === "error")) return [];
	const message = `${reader} refuses something that ${writer} allows`;
	return finding("incompatible", levels, { subject, message, at, related, witness });
}

function changeOf(
	difference: Difference,
	open: readonly PairResult[],
	{ subject, older, newer }: Compared,
	levels: ChosenLevels,
): Finding[] {
	const { rule, message } = difference;
	const chosen = levels.get(rule);
	if (chosen === "off") return [];
	// Whoever chooses a level means it wherever the difference is, whether it hurts or not.
	const level = chosen ?? weight(difference, open) ?? "info";
	return [
		{
			rule,
			level,
			message,
			subject,
			at: newer.locate(difference.reader),
			related: [older.locate(difference.writer)],
		},
	];
}

/** How much a difference matters to pairs that are not compatible; undefined if it hurts none of them. */
function weight({ direction, level }: Difference, open: readonly PairResult[]): Level | undefined {
	const hurt = open.filter((pair) => direction === "both" || direction === pair.direction);
	if (hurt.length === 0) return undefined;
	// A difference is a reason for a verdict, and without one no more than a suspicion.
	if (hurt.every((pair) => effective(pair).verdict === "unknown")) return "warning";
	// By its own level a difference that only hurts forward is no error, as nobody may have asked for that way.
	return direction === "forward" ? "error" : level;
}
