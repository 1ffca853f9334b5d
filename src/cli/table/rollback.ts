import {
	rollbackTable,
	type TableOptions,
	type TableRollback,
	type TableRollbackOptions,
} from "../../tables/index.js";
import { columns, countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";
import { LIMIT_FLAGS, limitsOf } from "../records/limits.js";
import { LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { TableProgress } from "./progress.js";

/** `upshape table rollback` */
export const tableRollback = defineCommand({
	name: "table rollback",
	about:
		"Gives every document that a run converted back what it was, unless it was changed since: the newest run that wrote something.",
	operands: "",
	flags: {
		...TABLE_FLAGS,
		...LINEAGE_FLAGS,
		run: flag.texts(
			"N",
			"that run, by its number in table runs; may be given again: the newest is rolled back first",
		),
		"dry-run": flag.toggle("write nothing: tell what would become of each run's rows"),
		...LIMIT_FLAGS,
		format: flag.oneOf("FORM", ["text", "json"], "text (default) or json: one line a run"),
	},
	examples: [
		[
			"upshape table rollback --url postgres://app@db/app --table clients --column payload",
			"undo the newest run that wrote something",
		],
		[
			"upshape table rollback --table clients --column payload --run 3 --run 2 --dry-run",
			"what undoing both would come to",
		],
	],
	async run(args) {
		const format = args.flags.format ?? "text";
		const runs = runsOf(args.flags.run);
		const { lineage, envelope } = await loadLineage(args.flags.lineage);
		const counted = new TableProgress();
		const more = {
			...limitsOf(args, envelope),
			lineage,
			dryRun: args.flags["dry-run"],
			onBatch: counted.add,
		};
		const rollbacks = await atDatabase(args, 1, (options) => each(runs, { ...options, ...more })).finally(
			counted.clear,
		);
		for (const rollback of rollbacks) {
			await stdout.print(format === "json" ? `${JSON.stringify(rollback)}\n` : text(rollback));
		}
		return rollbacks.some(({ edited, refused }) => edited + refused > 0) ? EXIT.findings : EXIT.fine;
	},
});

/** The runs that are named, the newest first; one without a number if none is. */
function runsOf(given: readonly string[]): readonly (string | undefined)[] {
	const named = new Set(given);
	for (const run of named) {
		if (!/^[1-9]\d{0,17}$/.test(run))
			throw new UsageError("--run takes the number of a run, such as 3: see table runs");
	}
	if (named.size === 0) return [undefined];
	return [...named].sort((a, b) => Number(b) - Number(a));
}

async function each(
	runs: readonly (string | undefined)[],
	options: TableOptions & Omit<TableRollbackOptions, "run">,
): Promise<readonly TableRollback[]> {
	const rollbacks: TableRollback[] = [];
	for (const run of runs) rollbacks.push(await rollbackTable({ ...options, run }));
	return rollbacks;
}

/** How many rows a person is shown. */
const SHOWN = 20;

function text({ run, dry, restored, edited, gone, refused, rows, newer }: TableRollback): string {
	const counts: [number, string][] = [
		[restored, dry ? "would be restored" : "restored"],
		[edited, dry ? "edited since, to be left alone" : "left alone, as they were edited since"],
		[gone, "gone"],
		[refused, "not convertible back"],
	];
	const left = edited + gone + refused;
	const lines = [
		...rows.slice(0, SHOWN).map(({ key, outcome, why }) => `key ${key}: ${outcome}${why ? ` ${why}` : ""}`),
		...(left > SHOWN ? [`and ${countText(left - Math.min(SHOWN, rows.length))} more`] : []),
		`run ${run}: ${dry ? "a rollback would look at" : "rolled back,"} ${plural(restored + left, "row")}`,
		...columns(
			counts
				.filter(([count], i) => i === 0 || count > 0)
				.map(([count, what]) => ["", countText(count), what]),
		),
		...newer.map(
			(other) => `run ${other} is newer, and not rolled back: rows that it wrote again count as edited`,
		),
	];
	return lines.map((line) => `${printable(line)}\n`).join("");
}
