import type { TableStatus } from "../bulk/index.js";
import { countText, plural } from "./numbers.js";
import { printable } from "./printable.js";
import { accountLines, list } from "./summary.js";
import { table } from "./table.js";

/** How a run stands, for people. */
export function statusText(status: TableStatus): string {
	const lines = [headline(status), ...counts(status), ...notes(status), ...accountLines(status.account)];
	return lines.map((line) => `${printable(line)}\n`).join("");
}

function headline({ run, lineage, to, dry, table, column, status, records }: TableStatus): string {
	const what = `run ${run}${dry ? " (dry)" : ""}: ${lineage} to ${to} in ${table}.${column}`;
	return `${what}: ${status}, ${plural(records, "row")}`;
}

function counts({ converted, current, rejected, blank, rejects, versions }: TableStatus): string[] {
	const rows: [number, string, string][] = [
		[converted, "upgraded", ""],
		[current, "already there", ""],
		[rejected, "rejected", list(rejects)],
		[blank, "null", ""],
	];
	const shown = rows.filter(([count], i) => i === 0 || count > 0);
	const came = list(versions);
	return [
		...table(shown.map(([count, what, why]) => ["", countText(count), what, why])),
		...(came === "" ? [] : [`came in as ${came}`]),
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
