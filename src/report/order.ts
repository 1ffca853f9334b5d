import type { Finding, Located } from "../check/index.js";
import type { FindingLevel } from "./renderer.js";

const LEVELS: readonly FindingLevel[] = ["error", "warning", "info"];

/** Findings in the order in which all reports show them: what counts first, then by place. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
	return [...findings].sort(
		(a, b) =>
			Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
			LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
			comparePlaces(a.at, b.at) ||
			compareTexts(a.rule, b.rule) ||
			compareTexts(a.message, b.message),
	);
}

function comparePlaces(a: Located | undefined, b: Located | undefined): number {
	if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
	return compareTexts(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** By code units: the same order on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
