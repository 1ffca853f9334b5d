import type { FileReport } from "../../files/index.js";
import type { AccountLine } from "../../records/index.js";
import { bytesText, columns, countsText, countText, plural, printable } from "../../text/index.js";

/** How many lines of the account the text shows. */
const ACCOUNT_LINES = 30;

/** The summary for people. */
export function summaryText(summary: FileReport): string {
	return [
		headline(summary),
		...counts(summary),
		...suspectLines(summary.suspect),
		...accountLines(summary.account),
	]
		.map((line) => `${printable(line)}\n`)
		.join("");
}

function headline({ command, lineage, to, records, dryRun, complete, bytes, seconds }: FileReport): string {
	const verb = dryRun ? `${command} (dry run)` : command;
	const target = to === undefined ? "back to the versions they came in" : `to ${to}`;
	const what = `${verb} of ${lineage} ${target}: ${plural(records, "record")}`;
	const pace = `${bytesText(bytes)} in ${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
	return complete ? `${what}, ${pace}` : `${what}, then given up for too many rejects: nothing was written`;
}

/** What became of the records, and what they were. */
function counts(report: FileReport): string[] {
	const { command, converted, current, rejected, blank, versions, rejects, payloads, empty } = report;
	const rows: [number, string, string][] = [
		[converted, `${command}d`, ""],
		[current, "already there", empty ? `${countText(empty)} without a payload` : ""],
		[rejected, "rejected", countsText(rejects)],
		[blank, "blank", ""],
	];
	const shown = rows.filter(([count], i) => i === 0 || count > 0);
	const lines = columns(shown.map(([count, what, why]) => ["", countText(count), what, why]));
	const came = countsText(versions);
	const what = payloads === undefined ? "came in" : `${plural(payloads, "payload")} came in`;
	return came === "" || command === "downgrade" ? lines : [...lines, `${what} as ${came}`];
}

/** How many records are suspect, if any are; the account says where. */
export function suspectLines(count: number): string[] {
	if (count === 0) return [];
	const who = count === 1 ? "1 record has" : `${countText(count)} records have`;
	return [`suspect: ${who} values that are valid but hardly meant; --suspect reject refuses them`];
}

/** The first lines of an account. */
export function accountLines(account: readonly AccountLine[]): string[] {
	if (account.length === 0) return [];
	const more = account.length > ACCOUNT_LINES ? [`  and ${account.length - ACCOUNT_LINES} more`] : [];
	const rows = account
		.slice(0, ACCOUNT_LINES)
		.map((line) => ["", countText(line.count), line.kind, places(line), `(${line.step})`]);
	return ["account", ...columns(rows), ...more];
}

function places(line: AccountLine): string {
	if (line.kind === "unit-changed") return `${line.to} from ${line.units[0]} to ${line.units[1]}`;
	if (line.kind === "moved") return `${line.from} to ${line.to || "the whole record"}`;
	return "from" in line ? line.from : line.to;
}
