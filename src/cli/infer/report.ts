import { dirname, join } from "node:path";
import { CONFIG_FILE } from "../../codegen/index.js";
import type { Inferred, InferredVersion, LineageFile, OrderReason, VersionSplit } from "../../infer/index.js";
import type { Pointer } from "../../json/index.js";
import { countText, listText, plural, printable, shortenMiddle } from "../../text/index.js";
import { recordFindingLines } from "../records/finding.js";
import type { Checked, Learnt } from "./learn.js";

/** What an inference has come to. */
export interface InferResult {
	readonly inferred: Inferred;
	readonly learnt: Learnt;
	readonly checked: Checked;
	readonly out: { readonly folder: string; readonly name: string };
	/** What was written. */
	readonly files: readonly LineageFile[];
	readonly hints: readonly string[];
}

const ORDERS: { readonly [reason in OrderReason]: string } = {
	version: "oldest first, by the member that says the version",
	time: "oldest first, by the moments in the records",
	place: "oldest first, as those of the first version came first",
	unknown: "as they came, as none is older by its looks; lineage.json has it",
};

/** For people, 80 columns wide. */
export function inferredText(result: InferResult): string {
	const { inferred, learnt, checked, out, files, hints } = result;
	const { versions, splits, doubtful, order } = inferred;
	const records = versions.reduce((sum, { count }) => sum + count, 0);
	const findings = recordFindingLines(learnt.findings, learnt.unreadable);
	if (records === 0) {
		return [...findings, ...hintLines(hints), "there are no records: nothing was written\n"].join("");
	}
	const lines = [
		`${plural(records, "record")}, ${plural(versions.length, "version")}`,
		...versions.flatMap((version, index) => versionLines(version, index, checked)),
		...splits.flatMap((split, index) => splitLines(split, index === 0 ? "told apart by" : "and by")),
		...(versions.length > 1 ? [`order: ${ORDERS[order]}`, "proved: no record can be of two versions"] : []),
		...doubtful.flatMap(doubtLines),
		checkLine(checked, records),
		...files.map(({ name }) => `wrote ${join(out.folder, name)}`),
		`next: upshape check, when ${CONFIG_FILE} names the folder ${dirname(out.folder)}`,
	];
	return [...findings, ...hintLines(hints), ...lines.map((line) => `${printable(line)}\n`)].join("");
}

const hintLines = (hints: readonly string[]) => hints.map((hint) => `hint: ${printable(hint)}\n`);

function versionLines(version: InferredVersion, index: number, { places }: Checked): string[] {
	const { count, examples, optional } = version;
	const [first, ...others] = examples.flatMap((number) => places.get(number) ?? []);
	const at = first === undefined ? "" : `, as in ${first.file}:${first.line}`;
	const more = others.map(({ file, line }) => (file === first?.file ? `:${line}` : `${file}:${line}`));
	const head = `  v${index + 1}  ${plural(count, "record")}${[at, ...more].join(", ")}`;
	const some = optional.map(({ name, count: having }) => `${short(name)} ${percent(having, count)}`);
	return [head, ...wrap("      in some of them: ", some)];
}

const short = (text: string) => shortenMiddle(text, 40);

const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;

function splitLines({ only }: VersionSplit, head: string): string[] {
	return [head, ...only.flatMap((pointers) => wrap("  ", onlyTexts(pointers)))];
}

/** Members before what is in them: who reads of /shipping needs not read of /shipping/address. */
function onlyTexts(pointers: readonly Pointer[]): string[] {
	const outer = pointers.filter((one) => !pointers.some((other) => one.startsWith(`${other}/`)));
	return outer.length === 0 ? ["(none of these)"] : outer.map(short);
}

function doubtLines({ only }: VersionSplit): string[] {
	const names = only.map((pointers) => short(pointers[0] ?? ""));
	if (names[0] === names[1]) {
		return [`${names[0]} has values of several types: taken for one version`];
	}
	return [
		`${listText(names)}, never together: taken for one version;`,
		`  if they are versions: --split ${only.at(-1)?.[0] ?? ""}`,
	];
}

function checkLine({ counts, invalid }: Checked, records: number): string {
	const valid = counts.reduce((sum, count) => sum + count, 0);
	const [first] = invalid;
	if (first === undefined)
		return `checked: ${countText(valid)} of ${countText(records)} are valid by what was written`;
	return `${countText(records - valid)} are NOT valid by what was written, first ${first.file}:${first.line}`;
}

/** Texts with commas, in lines of 80 columns; none for no texts. */
function wrap(begin: string, texts: readonly string[]): string[] {
	const shown = texts.length > MOST ? [...texts.slice(0, MOST), `${texts.length - MOST} more`] : texts;
	const lines: string[] = [];
	for (const [index, text] of shown.entries()) {
		const word = index < shown.length - 1 ? `${text},` : text;
		const last = lines.at(-1);
		if (last === undefined) lines.push(begin + word);
		else if (last.length + word.length < 79) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(" ".repeat(begin.length) + word);
	}
	return lines;
}

/** So many members are shown. */
const MOST = 24;

/** For programs. */
export function inferredJson({ inferred, learnt, checked, out, files, hints }: InferResult): string {
	const { versions, order, splits, doubtful } = inferred;
	const result = {
		lineage: out.name,
		records: versions.reduce((sum, { count }) => sum + count, 0),
		blank: learnt.blank,
		unreadable: learnt.unreadable,
		versions: versions.map(({ count, examples, optional }, index) => ({
			name: `v${index + 1}`,
			count,
			valid: checked.counts[index] ?? 0,
			examples: examples.flatMap((number) => checked.places.get(number) ?? []),
			optional,
		})),
		order,
		disjoint: versions.length > 1 ? "proved" : null,
		splits: splits.map(({ only }) => only),
		doubtful: doubtful.map(({ only }) => only),
		invalid: checked.invalid,
		findings: learnt.findings.map(({ file, line, code, message }) => ({ file, line, code, message })),
		files: files.map(({ name }) => join(out.folder, name)),
		hints,
	};
	return `${JSON.stringify(result)}\n`;
}
