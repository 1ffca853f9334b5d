import {
	shadowTable,
	type TableOptions,
	type TableRecordOptions,
	type TableStatus,
	upgradeTable,
} from "../../tables/index.js";
import { defineCommand } from "../args/command.js";
import type { Args } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT, type ExitCode } from "../exit.js";
import { stdout } from "../print/streams.js";
import { SUSPECT_FLAG } from "../records/conversion.js";
import { AT_FLAGS, ENVELOPE_FLAGS, LIMIT_FLAGS, readingOf } from "../records/limits.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { TableProgress } from "./progress.js";
import { lagProbe } from "./replica-lag.js";
import { shadowText, statusText } from "./report.js";

const FLAGS = {
	...TABLE_FLAGS,
	...LINEAGE_FLAGS,
	to: flag.text("VERSION", "the version to convert to; the newest if not given"),
	undeclared: flag.oneOf(
		"WAY",
		["reject", "keep", "drop"],
		"reject (default), keep or drop properties that no schema declares",
	),
	prove: flag.toggle(
		"take each document back before it is written, and reject it if it differs from what it was",
	),
	...SUSPECT_FLAG,
	...ENVELOPE_FLAGS,
	shadow: flag.text("NAME", "copy all rows into a new table of that name instead, for a swap by you"),
	"dry-run": flag.toggle("the same without writing a document: convert, count and report"),
	connections: flag.count("N", "how many connections work at the same time; 2 if not given"),
	exclusive: flag.toggle("one process and one connection work on the run, and no other"),
	anew: flag.toggle("give up an unfinished run, and begin another"),
	batch: flag.count("N", "how many rows a batch has at first; 500 if not given"),
	"max-batch": flag.count("N", "how many rows a batch has at most; 5000 if not given"),
	aim: flag.count("MS", "how long the writing of a batch should take; batches adapt; 100 if not given"),
	delay: flag.count("MS", "how long each connection rests between batches"),
	"max-lag": flag.count("SECONDS", "wait while a replica is further behind than this"),
	"max-rejects": flag.count("N", "pause the run when more than N rows are rejected"),
	...AT_FLAGS,
	...LIMIT_FLAGS,
	format: flag.oneOf("FORM", ["text", "json"], "the report on standard output: text (default) or json"),
};

type UpgradeArgs = Args<typeof FLAGS>;

/** `upshape table upgrade` */
export const tableUpgrade = defineCommand({
	name: "table upgrade",
	about:
		"Converts the documents of a Postgres table where they are, while it is in use; or goes on with that.",
	operands: "",
	flags: FLAGS,

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
		const format = args.flags.format ?? "text";
		const shadow = args.flags.shadow;
		if (shadow !== undefined) return copy(args, shadow, format);
		const connections = args.flags.connections ?? 2;
		// One more for the probe.
		const status = await atDatabase(args, connections + 1, (options) => upgrade(args, options, connections));
		await stdout.print(format === "json" ? `${JSON.stringify(status)}\n` : statusText(status));
		return status.rejected > 0 || status.status !== "done" ? EXIT.findings : EXIT.fine;
	},
});

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
] as const;

async function copy(args: UpgradeArgs, shadow: string, format: "text" | "json"): Promise<ExitCode> {
	const useless = IN_PLACE.find((name) => args.flags[name] !== undefined && args.flags[name] !== false);
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
async function conversionOf(args: UpgradeArgs): Promise<Omit<TableRecordOptions, keyof TableOptions>> {
	const { lineage, envelope } = await loadLineage(args.flags.lineage);
	return {
		...readingOf(args, envelope),
		lineage,
		to: knownVersion(lineage, "to", args.flags.to),
		undeclared: args.flags.undeclared,
		prove: args.flags.prove,
		suspect: args.flags.suspect,
		keepEnvelope: args.flags["keep-envelope"],
	};
}

async function upgrade(args: UpgradeArgs, options: TableOptions, connections: number): Promise<TableStatus> {
	const counted = new TableProgress();
	return upgradeTable({
		...options,
		...(await conversionOf(args)),
		connections,
		dryRun: args.flags["dry-run"],
		exclusive: args.flags.exclusive,
		anew: args.flags.anew,
		batchRows: args.flags.batch,
		maxBatchRows: args.flags["max-batch"],
		aimMs: args.flags.aim,
		delayMs: args.flags.delay,
		maxRejects: args.flags["max-rejects"],
		probe: lagProbe(options.pool, args.flags["max-lag"]),
		onBatch: counted.add,
	}).finally(counted.clear);
}
