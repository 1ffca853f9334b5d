import { availableParallelism } from "node:os";
import { nodeDisk } from "../disk/index.js";
import { type Beginning, type FileOptions, type FileResult, totalBytes } from "../files/index.js";
import type { Door } from "../records/index.js";
import { plural, printable } from "../text/index.js";
import type { Arguments } from "./arguments.js";
import { type OutputFlag, refuseClashes } from "./clashes.js";
import type { Flags } from "./command.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FirstFindings } from "./finding.js";
import { INPUT_FLAGS, LOOKS, Sources } from "./inputs.js";
import { LINEAGE_FLAGS, type Loaded } from "./lineages.js";
import { MetricsFile } from "./metrics-file.js";
import { PROGRESS_FORMS, Progress } from "./progress.js";
import { heedSignals, signalCode } from "./signals.js";
import { say, stdout } from "./streams.js";
import { summaryText } from "./summary.js";
import { UsageError } from "./usage-error.js";

/** The flags that upgrade and downgrade share. */
export const CONVERSION_FLAGS: Flags = {
	...LINEAGE_FLAGS,
	output: { short: "o", value: "FILE", about: "write the records to a file, instead of to standard output" },
	rejects: { value: "FILE", about: "write the records that can't be converted there, with place and reason" },
	"inline-rejects": {
		about: "a line out for each line in: rejects stay among the records, as marked lines of JSON",
	},
	"max-rejects": { value: "N", about: "give up, and write no output, when more than N records are rejected" },
	report: {
		value: "FILE",
		about: "write counts, digests of the ids and the sum of all accounts there, as JSON",
	},
	jobs: { value: "N", about: "how many threads convert; the processor's cores if not given" },
	resume: { about: "go on where an interrupted run that writes this --output had come to" },
	"checkpoint-ms": { value: "N", about: "how long a run works between two checkpoints; 2000 if not given" },
	"dry-run": { about: "convert and count, but write no records and no residue" },
	undeclared: { value: "WAY", about: "reject (default), keep or drop properties that no schema declares" },
	...INPUT_FLAGS,
	input: {
		value: "FORM",
		about: "ndjson, array, document or rejects; found by name and content if not given",
	},
	progress: {
		value: "FORM",
		about: "line, json or none, on standard error; a line on terminals if not given",
	},
	metrics: { value: "FILE", about: "keep the run's numbers there as OpenMetrics text" },
	format: { value: "FORM", about: "the summary on standard error: text (default) or json" },
	quiet: { short: "q", about: "no summary" },
};

/** What a conversion does, beyond what its flags say. */
export interface Conversion {
	readonly loaded: Loaded;
	readonly door: Door;
	/** Which files it may write. */
	readonly writes: readonly OutputFlag[];
	readonly convert: (options: FileOptions) => Promise<FileResult>;
}

/** Converts the inputs of a call, and says on standard error what came of it. */
export async function convertInputs(args: Arguments, conversion: Conversion): Promise<ExitCode> {
	const format = args.oneOf("format", ["text", "json"]) ?? "text";
	const speaks = format === "text" && !args.on("quiet");
	const result = await convertFiles(args, conversion, speaks);
	const { end, report, tally } = result;
	if (end === "stopped") {
		if (result.resumable) {
			say(
				`stopped: ${plural(tally.records, "record")} done; the same call with --resume goes on from there\n`,
			);
		}
		return signalCode() ?? EXIT.trouble;
	}
	if (speaks) say([...notes(args, result), summaryText(report)].join(""));
	else if (!args.on("quiet")) say(`${JSON.stringify(report)}\n`);
	// Rejects among the records are a part of what was asked for, and no reason for who runs the filter to stop.
	return report.rejected > 0 && !args.on("inline-rejects") ? EXIT.findings : EXIT.fine;
}

/** What the user should know beyond the numbers. */
function notes(args: Arguments, { report, unmatched, mistaken, redriven }: FileResult): string[] {
	const lines = mistaken.map(({ name, looksLike }) => {
		return `hint: ${printable(name)} looks like ${LOOKS[looksLike]}: try --input ${looksLike}\n`;
	});
	for (const name of redriven) {
		lines.push(`note: ${printable(name)} is a rejects file: the records in its lines were taken\n`);
	}
	const drops = report.account.some(({ kind }) => kind === "dropped");
	if (drops && report.command === "upgrade" && args.text("residue") === undefined) {
		lines.push("hint: what was dropped is lost; --residue FILE keeps it, for the way back\n");
	}
	if (unmatched) {
		lines.push("warning: the residue file goes on behind the last record: is it that of these records?\n");
	}
	return lines;
}

async function convertFiles(args: Arguments, conversion: Conversion, speaks: boolean): Promise<FileResult> {
	const { loaded, door, writes, convert } = conversion;
	refuseClashes(args, [...writes, "metrics"]);
	const inlineRejects = args.on("inline-rejects");
	if (inlineRejects) refuseBesideInline(args);
	const sources = new Sources(args);
	await sources.check();
	const dry = args.on("dry-run");
	const progress = new Progress(
		args.oneOf("progress", PROGRESS_FORMS),
		await totalBytes(nodeDisk, sources.all),
	);
	const metrics = metricsOf(args, conversion);
	const findings = new FirstFindings((line) => {
		progress.clear();
		say(line);
	});
	const listed = !inlineRejects && args.text("rejects") === undefined && args.text("format") !== "json";
	try {
		const result = await convert({
			...loaded,
			maxBytes: door.maxBytes,
			maxDepth: door.maxDepth,
			inputs: sources.all,
			form: sources.form,
			output: dry ? undefined : (recordsFile(args) ?? stdout),
			rejects: args.text("rejects"),
			report: args.text("report"),
			undeclared: args.oneOf("undeclared", ["reject", "keep", "drop"]),
			inlineRejects,
			maxRejects: args.count("max-rejects"),
			jobs: args.count("jobs") ?? availableParallelism(),
			resume: args.on("resume"),
			checkpointMs: args.count("checkpoint-ms"),
			signal: heedSignals(),
			onBegin: (beginning) => {
				if (beginning === "resumed") progress.resume();
				if (speaks) say(BEGINNINGS[beginning]);
			},
			onReject: listed ? (reject) => findings.add(reject) : undefined,
			onProgress: (tally) => {
				progress.update(tally);
				metrics?.update(tally);
			},
		});
		findings.end();
		progress.end(result.tally);
		await metrics?.end(result.report);
		return result;
	} finally {
		progress.clear();
	}
}

function metricsOf(args: Arguments, { loaded }: Conversion): MetricsFile | undefined {
	const name = args.text("metrics");
	return name === undefined ? undefined : new MetricsFile(name, { lineage: loaded.lineage.name });
}

/** Line by line there are only lines: no second place for rejects, no other form, and no numbers for residues. */
function refuseBesideInline(args: Arguments): void {
	for (const flag of ["rejects", "residue", "max-rejects"]) {
		if (args.text(flag) !== undefined) throw new UsageError(`--inline-rejects goes without --${flag}`);
	}
	const form = args.text("input") ?? "ndjson";
	if (form !== "ndjson" && form !== "rejects") {
		throw new UsageError("--inline-rejects takes lines: --input ndjson, if any");
	}
}

/** The file that the records go to, if it isn't standard output. */
function recordsFile(args: Arguments): string | undefined {
	const name = args.text("output");
	return name === "-" ? undefined : name;
}

const BEGINNINGS: { readonly [beginning in Beginning]: string } = {
	fresh: "",
	resumed: "note: resumed where the interrupted run had come to\n",
	anew: "note: begun anew, though a run of this output was interrupted; --resume would have gone on with it\n",
};
