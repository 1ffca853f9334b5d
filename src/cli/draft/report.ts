import type { DraftEntry, DraftVerdict, StepDraft } from "../../draft/index.js";
import { printable } from "../../text/index.js";

/** What a call of add-version has come to. */
export interface DraftResult {
	readonly name: string;
	readonly draft: StepDraft;
	/** The files that were written, or would be. */
	readonly paths: readonly string[];
	readonly isDry: boolean;
	/** The file that the draft is in, if it is in one. */
	readonly step: string | undefined;
}

/** For people; the draft itself where it is in no file. */
export function draftText({ draft, paths, isDry, step }: DraftResult): string {
	const { entries, source } = draft;
	const shown = step === undefined || isDry ? [...source.split("\n")] : [];
	const lines = [
		...shown,
		COUNTED.map(([word, ...verdicts]) => `${countOf(entries, verdicts)} ${word}`).join(", "),
		...entries.filter(({ verdict }) => verdict === "hole").map(({ at }) => `  left open: ${printable(at)}`),
		...paths.map((path) => `${isDry ? "would write" : "wrote"} ${printable(path)}`),
		...(isDry ? [] : ["next: upshape generate, then decide what the draft guesses and leaves open"]),
	];
	return lines.map((line) => `${line}\n`).join("");
}

const COUNTED: readonly (readonly [word: string, ...verdicts: DraftVerdict[]])[] = [
	["copied", "copied"],
	["by rule", "certain"],
	["guessed", "guess"],
	["left open", "hole"],
	["dropped", "dropped", "lost"],
];

const countOf = (entries: readonly DraftEntry[], verdicts: readonly DraftVerdict[]) =>
	entries.filter(({ verdict }) => verdicts.includes(verdict)).length;

/** For programs. */
export function draftJson({ name, draft, paths, isDry }: DraftResult): string {
	return `${JSON.stringify({ version: name, dryRun: isDry, files: paths, members: draft.entries, source: draft.source })}\n`;
}
