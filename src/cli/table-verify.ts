import { type TableVerdict, verifyTable } from "../tables/index.js";
import { columns, countsText, countText, plural, printable } from "../text/index.js";
import type { Arguments } from "./arguments.js";
import type { Command, Flags } from "./command.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { doorOf } from "./door.js";
import { EXIT, type ExitCode } from "./exit.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "./lineages.js";
import { stdout } from "./streams.js";
import { TableProgress } from "./table-progress.js";

const FLAGS: Flags = {
	...TABLE_FLAGS,
	...LINEAGE_FLAGS,
	to: { value: "VERSION", about: "the version that documents should be of; the newest if not given" },
	"max-bytes": { value: "N", about: "the longest document that is read, such as 512k; 16M if not given" },
	"max-depth": { value: "N", about: "the deepest nesting that is read; 1000 if not given" },
	format: { value: "FORM", about: "text (default) or json" },
};
const WHERE = "--url postgres://app@db/app --table clients --column payload";

/** `upshape table verify` */
export const tableVerify: Command = {
	name: "table verify",
	about: "Reads every row, counts the versions, and validates each document; writes nothing.",
	operands: "",
	flags: FLAGS,
	examples: [[`upshape table verify ${WHERE}`, "what is in there, and what is broken"]],
	run: (args) => verify(args, undefined, ({ invalid }) => invalid > 0),
};

/** `upshape table assert-upgraded` */
export const tableAssertUpgraded: Command = {
	name: "table assert-upgraded",
	about: "Exits with 1 if any document is invalid, or not of the newest version: a gate for deployments.",
	operands: "",
	flags: FLAGS,
	examples: [
		[`upshape table assert-upgraded ${WHERE} && deploy`, "before code that knows the newest version only"],
	],
	run: (args) => verify(args, 1, ({ invalid, outdated }) => invalid + outdated > 0),
};

async function verify(
	args: Arguments,
	stopAt: number | undefined,
	fails: (verdict: TableVerdict) => boolean,
): Promise<ExitCode> {
	const format = args.oneOf("format", ["text", "json"]) ?? "text";
	const { lineage, envelope } = await loadLineage(args.text("lineage"));
	const to = knownVersion(lineage, "to", args.text("to"));
	const counted = new TableProgress();
	const door = doorOf(args, envelope);
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
