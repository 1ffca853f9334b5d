import { type TableVerdict, verifyTable } from "../../tables/index.js";
import { columns, countsText, countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import type { Args } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { EXIT, type ExitCode } from "../exit.js";
import { stdout } from "../print/streams.js";
import { AT_FLAGS, LIMIT_FLAGS, readingOf } from "../records/limits.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { TableProgress } from "./progress.js";

const FLAGS = {
	...TABLE_FLAGS,
	...LINEAGE_FLAGS,
	to: flag.text("VERSION", "the version that documents should be of; the newest if not given"),
	...AT_FLAGS,
	...LIMIT_FLAGS,
	format: flag.oneOf("FORM", ["text", "json"], "text (default) or json"),
};
const WHERE = "--url postgres://app@db/app --table clients --column payload";

/** `upshape table verify` */
export const tableVerify = defineCommand({
	name: "table verify",
	about: "Reads every row, counts the versions, and validates each document; writes nothing.",
	operands: "",
	flags: FLAGS,
	examples: [[`upshape table verify ${WHERE}`, "what is in there, and what is broken"]],
	run: (args) => verify(args, undefined, ({ invalid }) => invalid > 0),
});

/** `upshape table assert-upgraded` */
export const tableAssertUpgraded = defineCommand({
	name: "table assert-upgraded",
	about: "Exits with 1 if any document is invalid, or not of the newest version: a gate for deployments.",
	operands: "",
	flags: FLAGS,
	examples: [
		[`upshape table assert-upgraded ${WHERE} && deploy`, "before code that knows the newest version only"],
	],
	run: (args) => verify(args, 1, ({ invalid, outdated }) => invalid + outdated > 0),
});

async function verify(
	args: Args<typeof FLAGS>,
	stopAt: number | undefined,
	fails: (verdict: TableVerdict) => boolean,
): Promise<ExitCode> {
	const format = args.flags.format ?? "text";
	const { lineage, envelope } = await loadLineage(args.flags.lineage);
	const to = knownVersion(lineage, "to", args.flags.to);
	const counted = new TableProgress();
	const door = readingOf(args, envelope);
	const verdict = await atDatabase(args, 1, (options) =>
		verifyTable({ ...options, ...door, lineage, to, stopAt, onBatch: counted.add }),
	).finally(counted.clear);
	await stdout.print(format === "json" ? `${JSON.stringify(verdict)}\n` : text(verdict, to ?? lineage.head));
	return fails(verdict) ? EXIT.findings : EXIT.fine;
}

/** How many findings a person is shown. */
const SHOWN = 20;

function text(verdict: TableVerdict, to: string): string {
	const { records, current, outdated, invalid, blank, versions, codes, findings, complete } = verdict;
	const { [to]: _, ...older } = versions;
	const rows: [number, string, string][] = [
		[current, `of ${to}`, ""],
		[outdated, "of an older version", countsText(older)],
		[invalid, "invalid", countsText(codes)],
		[blank, "null", ""],
	];
	const shown = rows.filter(([count], i) => i === 0 || count > 0);
	const found = findings.filter(({ code }) => code !== "outdated" || !complete).slice(0, SHOWN);
	const lines = [
		...found.map(({ key, code, instanceLocation: at, message }) => {
			return `key ${key}: ${code}${at === "" ? "" : ` at ${at}`}: ${message}`;
		}),
		...(found.length < invalid && complete ? [`and ${countText(invalid - found.length)} more`] : []),
		`${verdict.table}.${verdict.column}: ${plural(records, "row")}${complete ? "" : " looked at, and no more"}`,
		...columns(shown.map(([count, what, why]) => ["", countText(count), what, why])),
	];
	return lines.map((line) => `${printable(line)}\n`).join("");
}
