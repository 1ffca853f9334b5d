import { type TableRun, tableRuns } from "../../tables/index.js";
import { countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";

/** `upshape table runs` */
export const tableRunsCommand = defineCommand({
	name: "table runs",
	about: "Lists all runs on a table, the newest first: how each stands, and what a rollback would look at.",
	operands: "",
	flags: { ...TABLE_FLAGS, format: flag.oneOf("FORM", ["text", "json"], "text (default) or json") },
	examples: [
		[
			"upshape table runs --url postgres://app@db/app --table clients --column payload",
			"which run is to be rolled back?",
		],
	],
	async run(args) {
		const format = args.flags.format ?? "text";
		const runs = await atDatabase(args, 1, tableRuns);
		await stdout.print(format === "json" ? `${JSON.stringify(runs)}\n` : text(runs));
		return EXIT.fine;
	},
});

function text(runs: readonly TableRun[]): string {
	const lines = runs.length === 0 ? ["there was no run on this column yet"] : runs.map(line);
	return lines.map((one) => `${printable(one)}\n`).join("");
}

function line({
	run,
	dry,
	lineage,
	to,
	status,
	startedAt,
	converted,
	rejected,
	restorable,
}: TableRun): string {
	return [
		`run ${run}${dry ? " (dry)" : ""}: ${lineage} to ${to}, ${status}, begun ${startedAt}`,
		`${plural(converted, "row")} upgraded`,
		...(rejected > 0 ? [`${countText(rejected)} rejected`] : []),
		...(restorable > 0 ? [`${countText(restorable)} can be rolled back`] : []),
	].join(", ");
}
