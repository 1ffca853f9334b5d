import type { TableShadow, TableStatus } from "../../tables/index.js";
import { columns, countsText, countText, plural, printable } from "../../text/index.js";
import { accountLines, suspectLines } from "../print/summary.js";

/** How a run stands, for people. */
export function statusText(status: TableStatus): string {
	const lines = [headline(status), ...counts(status), ...notes(status), ...accountLines(status.account)];
	return lines.map((line) => `${printable(line)}\n`).join("");
}

function headline({ run, lineage, to, dry, table, column, status, records }: TableStatus): string {
	const what = `run ${run}${dry ? " (dry)" : ""}: ${lineage} to ${to} in ${table}.${column}`;
	return `${what}: ${status}, ${plural(records, "row")}`;
}

/** What a shadow copy came to, and what is left to do, for people. */
export function shadowText(result: TableShadow): string {
	const { table, shadow, records, lacks, findings, swap } = result;
	const lines = [
		...findings.slice(0, SHOWN).map(({ key, code, message }) => `key ${key}: ${code}: ${message}`),
		`${table} is copied to ${shadow}: ${plural(records, "row")}`,
		...counts(result),
		...accountLines(result.account),
		...(lacks.length === 0
			? []
			: ["the new table lacks, as LIKE doesn't copy it", ...lacks.map((what) => `  ${what}`)]),
		"the swap, which fails if the table has changed since",
	];
	return `${lines.map((line) => `${printable(line)}\n`).join("")}${swap.replace(/^/gm, "  ").trimEnd()}\n`;
}

/** How many rejects a person is shown. */
const SHOWN = 20;

type Shown = Pick<
	TableStatus,
	"converted" | "current" | "rejected" | "blank" | "suspect" | "rejects" | "versions"
>;

function counts({ converted, current, rejected, blank, suspect, rejects, versions }: Shown): string[] {
	const rows: [number, string, string][] = [
		[converted, "upgraded", ""],
		[current, "already there", ""],
		[rejected, "rejected", countsText(rejects)],
		[blank, "null", ""],
	];
	const shown = rows.filter(([count], i) => i === 0 || count > 0);
	const came = countsText(versions);
	return [
		...columns(shown.map(([count, what, why]) => ["", countText(count), what, why])),
		...(came === "" ? [] : [`came in as ${came}`]),
		...suspectLines(suspect),
	];
}

/** What is under way, or in the way. */
function notes({
	status,
	ranges,
	rangesDone,
	workers,
	deferred,
	conflicts,
	estimate,
}: TableStatus): string[] {
	const lines = [];
	if (conflicts > 0) lines.push(`${plural(conflicts, "time")} others had a row, which was read again`);
	if (deferred > 0) lines.push(`${plural(deferred, "row")} held by others, left for later`);
	if (status === "running" || status === "paused") {
		const done = `${countText(rangesDone)} of ${plural(ranges, "range")} done, of about ${plural(estimate, "row")}`;
		lines.push(`${done}; ${plural(workers, "connection")} at work`);
	}
	return lines;
}
