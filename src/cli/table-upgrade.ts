import {
	shadowTable,
	type TableOptions,
	type TableRecordOptions,
	type TableStatus,
	upgradeTable,
} from "../tables/index.js";
import type { Arguments } from "./arguments.js";
import type { Command } from "./command.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { doorOf } from "./door.js";
import { EXIT, type ExitCode } from "./exit.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "./lineages.js";
import { lagProbe } from "./replica-lag.js";
import { stdout } from "./streams.js";
import { TableProgress } from "./table-progress.js";
import { shadowText, statusText } from "./table-report.js";
import { UsageError } from "./usage-error.js";

/** `upshape table upgrade` */
export const tableUpgrade: Command = {
	name: "table upgrade",
	about:
		"Converts the documents of a Postgres table where they are, while it is in use; or goes on with that.",
	operands: "",
	flags: {
		...TABLE_FLAGS,
		...LINEAGE_FLAGS,
		to: { value: "VERSION", about: "the version to convert to; the newest if not given" },
		undeclared: { value: "WAY", about: "reject (default), keep or drop properties that no schema declares" },
		shadow: {
			value: "NAME",
			about: "copy all rows into a new table of that name instead, for a swap by you",
		},
		"dry-run": { about: "the same without writing a document: convert, count and report" },
		connections: { value: "N", about: "how many connections work at the same time; 2 if not given" },
		exclusive: { about: "one process and one connection work on the run, and no other" },
		anew: { about: "give up an unfinished run, and begin another" },
		batch: { value: "N", about: "how many rows a batch has at first; 500 if not given" },
		"max-batch": { value: "N", about: "how many rows a batch has at most; 5000 if not given" },
		aim: {
			value: "MS",
			about: "how long the writing of a batch should take; batches adapt; 100 if not given",
		},
		delay: { value: "MS", about: "how long each connection rests between batches" },
		"max-lag": { value: "SECONDS", about: "wait while a replica is further behind than this" },
		"max-rejects": { value: "N", about: "pause the run when more than N rows are rejected" },
		"max-bytes": { value: "N", about: "the longest document that is read, such as 512k; 16M if not given" },
		"max-depth": { value: "N", about: "the deepest nesting that is read; 1000 if not given" },
		format: { value: "FORM", about: "the report on standard output: text (default) or json" },
	},
	examples: [
		[
			"upshape table upgrade --url postgres://app@db/app --table clients --column payload",
			"start, join or go on",
		],
		[
			"upshape table upgrade --table clients --column payload --dry-run",
			"what would happen, by DATABASE_URL",
		],
	],
	async run(args) {
		const format = args.oneOf("format", ["text", "json"]) ?? "text";
		const shadow = args.text("shadow");
		if (shadow !== undefined) return copy(args, shadow, format);
		const connections = args.count("connections") ?? 2;
		// One more for the probe.
		const status = await atDatabase(args, connections + 1, (options) => upgrade(args, options, connections));
		await stdout.print(format === "json" ? `${JSON.stringify(status)}\n` : statusText(status));
		return status.rejected > 0 || status.status !== "done" ? EXIT.findings : EXIT.fine;
	},
};

/** What has a meaning in place only. */
const IN_PLACE = [
	"connections",
	"batch",
	"max-batch",
	"aim",
	"delay",
	"max-lag",
	"max-rejects",
	"dry-run",
	"exclusive",
	"anew",
];

async function copy(args: Arguments, shadow: string, format: "text" | "json"): Promise<ExitCode> {
	const useless = IN_PLACE.find((flag) => args.on(flag) || args.text(flag) !== undefined);
	if (useless !== undefined) throw new UsageError(`--${useless} has no meaning with --shadow`);
	const conversion = await conversionOf(args);
	const counted = new TableProgress();
	const result = await atDatabase(args, 2, (options) =>
		shadowTable({ ...options, ...conversion, shadow, onBatch: counted.add }),
	).finally(counted.clear);
	await stdout.print(format === "json" ? `${JSON.stringify(result)}\n` : shadowText(result));
	return result.rejected > 0 ? EXIT.findings : EXIT.fine;
}

/** What becomes of each document. */
async function conversionOf(args: Arguments): Promise<Omit<TableRecordOptions, keyof TableOptions>> {
	const { lineage, envelope } = await loadLineage(args.text("lineage"));
	return {
		...doorOf(args, envelope),
		lineage,
		to: knownVersion(lineage, "to", args.text("to")),
		undeclared: args.oneOf("undeclared", ["reject", "keep", "drop"]),
	};
}

async function upgrade(args: Arguments, options: TableOptions, connections: number): Promise<TableStatus> {
	const counted = new TableProgress();
	return upgradeTable({
		...options,
		...(await conversionOf(args)),
		connections,
		dryRun: args.on("dry-run"),
		exclusive: args.on("exclusive"),
		anew: args.on("anew"),
		batchRows: args.count("batch"),
		maxBatchRows: args.count("max-batch"),
		aim: args.count("aim"),
		delay: args.count("delay"),
		maxRejects: args.count("max-rejects"),
		probe: lagProbe(options.pool, args.count("max-lag")),
		onBatch: counted.add,
	}).finally(counted.clear);
}
