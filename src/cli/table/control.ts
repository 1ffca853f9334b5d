import {
	pauseTable,
	resumeTable,
	type TableOptions,
	type TableStatus,
	tableStatus,
} from "../../tables/index.js";
import { defineCommand } from "../args/command.js";
import type { Args } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { EXIT, type ExitCode } from "../exit.js";
import { stdout } from "../print/streams.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { statusText } from "./report.js";

const FLAGS = { ...TABLE_FLAGS, format: flag.oneOf("FORM", ["text", "json"], "text (default) or json") };
const WHERE = "--url postgres://app@db/app --table clients --column payload";

/** `upshape table status` */
export const tableStatusCommand = defineCommand({
	name: "table status",
	about: "Tells how the newest run on a table stands: what was counted, and who works on it.",
	operands: "",
	flags: FLAGS,
	examples: [[`upshape table status ${WHERE}`, "while a run is under way, from anywhere"]],
	run: (args) => show(args, tableStatus),
});

/** `upshape table pause` */
export const tablePause = defineCommand({
	name: "table pause",
	about: "Has every process of a run stop behind the batch that it is writing, and wait.",
	operands: "",
	flags: FLAGS,
	examples: [[`upshape table pause ${WHERE}`, "for the busy hours"]],
	run: (args) => show(args, pauseTable),
});

/** `upshape table resume` */
export const tableResume = defineCommand({
	name: "table resume",
	about:
		"Has a paused run go on, in the processes that wait. If there are none, start one with table upgrade.",
	operands: "",
	flags: FLAGS,
	examples: [[`upshape table resume ${WHERE}`, "when the busy hours are over"]],
	run: (args) => show(args, resumeTable),
});

async function show(
	args: Args<typeof FLAGS>,
	ask: (options: TableOptions) => Promise<TableStatus | undefined>,
): Promise<ExitCode> {
	const format = args.flags.format ?? "text";
	const status = await atDatabase(args, 1, ask);
	const text = status ? statusText(status) : "there was no run on this column yet\n";
	await stdout.print(format === "json" ? `${JSON.stringify(status ?? null)}\n` : text);
	return EXIT.fine;
}
