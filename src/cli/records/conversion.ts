import { availableParallelism } from "node:os";
import { nodeDisk } from "../../disk/index.js";
import { type Beginning, type FileOptions, type FileResult, totalBytes } from "../../files/index.js";
import type { RecordLimits, Reject, Wrapping } from "../../records/index.js";
import { plural, printable } from "../../text/index.js";
import type { Args, Flag } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT, type ExitCode } from "../exit.js";
import { MetricsFile } from "../print/metrics-file.js";
import { PROGRESS_FORMS, Progress } from "../print/progress.js";
import { say, stdout } from "../print/streams.js";
import { summaryText } from "../print/summary.js";
import { heedSignals, signalCode } from "../signals.js";
import { type Outputs, refuseClashes } from "./clashes.js";
import { FindingKinds } from "./finding.js";
import { FORM_NAMES, FORMS, INPUT_FLAGS, Sources } from "./inputs.js";
import { AT_FLAGS, ENVELOPE_FLAGS } from "./limits.js";
import { LINEAGE_FLAGS } from "./lineages.js";
import type { Loaded } from "./shipped.js";
import { WrapperHint } from "./wrapper-hint.js";

/** The flags that upgrade and downgrade share. */
export const CONVERSION_FLAGS = {
	...LINEAGE_FLAGS,
	output: flag.text("FILE", "write the records to a file, instead of to standard output", "o"),
	rejects: flag.text("FILE", "write the records that can't be converted there, with place and reason"),
	"inline-rejects": flag.toggle(
		"a line out for each line in: rejects stay among the records, as marked lines of JSON",
	),
	"max-rejects": flag.count("N", "give up, and write no output, when more than N records are rejected"),
	report: flag.text("FILE", "write counts, digests of the ids and the sum of all accounts there, as JSON"),
	jobs: flag.count("N", "how many threads convert; the processor's cores if not given"),
	resume: flag.toggle("go on where an interrupted run that writes this --output had come to"),
	"checkpoint-ms": flag.count("N", "how long a run works between two checkpoints; 2000 if not given"),
	"dry-run": flag.toggle("convert and count, but write no records and no residue"),
	...AT_FLAGS,
	...ENVELOPE_FLAGS,
	undeclared: flag.oneOf(
		"WAY",
		["reject", "keep", "drop"],
		"reject (default), keep or drop properties that no schema declares",
	),
	...INPUT_FLAGS,
	input: flag.oneOf(
		"FORM",
		[...FORMS, "rejects"] as const,
		"ndjson, array, document or rejects; found by name and content if not given",
	),
	progress: flag.oneOf(
		"FORM",
		PROGRESS_FORMS,
		"line, json or none, on standard error; a line on terminals if not given",
	),
	metrics: flag.text("FILE", "keep the run's numbers there as OpenMetrics text"),
	format: flag.oneOf("FORM", ["text", "json"], "the summary on standard error: text (default) or json"),
	quiet: flag.toggle("no summary", "q"),
	debug: flag.toggle("show message and stack of what a step threw: they may hold values of the records"),
};

/** The flag for values that are valid but hardly meant, of every command that upgrades. */
export const SUSPECT_FLAG = {
	suspect: flag.oneOf(
		"WAY",
		["tell", "reject"],
		"tell of (default) or reject values that are valid but hardly meant, such as times in seconds for milliseconds",
	),
};

/** What they are given, and the file of residues that both know in their own way. */
type ConversionArgs = Args<typeof CONVERSION_FLAGS & { readonly residue: Flag<string | undefined> }>;

/** What a conversion does, beyond what its flags say. */
export interface ConversionCall {
	readonly loaded: Loaded;
	readonly door: RecordLimits & Wrapping;
	/** The files that it writes beside the records, their rejects and its report. */
	readonly writes: Pick<Outputs, "residue">;
	readonly convert: (options: FileOptions) => Promise<FileResult>;
}

/** Converts the inputs of a call, and says on standard error what came of it. */
export async function convertInputs(args: ConversionArgs, conversion: ConversionCall): Promise<ExitCode> {
	const format = args.flags.format ?? "text";
	const speaks = format === "text" && !args.flags.quiet;
	const wrapper = new WrapperHint(conversion.loaded.lineage);
	const result = await convertFiles(args, conversion, speaks, wrapper);
	const { end, report, tally } = result;
	if (end === "stopped") {
		if (result.resumable) {
			say(
				`stopped: ${plural(tally.records, "record")} done; the same call with --resume goes on from there\n`,
			);
		}
		return signalCode() ?? EXIT.trouble;
	}
	const hints = wrapper.lines.map((line) => `hint: ${printable(line)}\n`);
	if (speaks) say([...hints, ...notes(args, result), summaryText(report)].join(""));
	else if (!args.flags.quiet) say(`${JSON.stringify(report)}\n`);
	// Rejects among the records are a part of what was asked for, and no reason for who runs the filter to stop.
	return report.rejected > 0 && !args.flags["inline-rejects"] ? EXIT.findings : EXIT.fine;
}

/** What the user should know beyond the numbers. */
function notes(args: ConversionArgs, { report, unmatched, mistaken, redriven }: FileResult): string[] {
	const lines = mistaken.map(({ name, looksLike }) => {
		return `hint: ${printable(name)} looks like ${FORM_NAMES[looksLike]}: try --input ${looksLike}\n`;
	});
	for (const name of redriven) {
		lines.push(`note: ${printable(name)} is a rejects file: the records in its lines were taken\n`);
	}
	const drops = report.account.some(({ kind }) => kind === "dropped");
	if (drops && report.command === "upgrade" && args.flags.residue === undefined) {
		lines.push("hint: what was dropped is lost; --residue FILE keeps it, for the way back\n");
	}
	if (unmatched) {
		lines.push("warning: the residue file goes on behind the last record: is it that of these records?\n");
	}
	return lines;
}

async function convertFiles(
	args: ConversionArgs,
	conversion: ConversionCall,
	speaks: boolean,
	wrapper: WrapperHint,
): Promise<FileResult> {
	const { loaded, door, writes, convert } = conversion;
	const { output, rejects, report, metrics: numbers } = args.flags;
	refuseClashes(args.files, { output, ...writes, rejects, report, metrics: numbers });
	const inlineRejects = args.flags["inline-rejects"];
	if (inlineRejects) refuseBesideInline(args);
	if (args.flags["keep-envelope"]) refuseEnvelope(args, loaded);
	const sources = new Sources(args);
	await sources.check();
	const dry = args.flags["dry-run"];
	const progress = new Progress(args.flags.progress, await totalBytes(nodeDisk, sources.all));
	const metrics = metricsOf(args, conversion);
	const findings = new FindingKinds((line) => {
		progress.clear();
		say(line);
	});
	const isKept = inlineRejects || args.flags.rejects !== undefined || args.flags.format === "json";
	const listed = args.flags.debug || !isKept;
	const told = (reject: Reject) => {
		wrapper.look(reject.code, reject.bytes);
		if (listed) findings.add(reject);
	};
	try {
		const result = await convert({
			...loaded,
			maxBytes: door.maxBytes,
			maxDepth: door.maxDepth,
			at: door.at,
			wrapped: door.wrapped,
			keepEnvelope: args.flags["keep-envelope"],
			inputs: sources.all,
			form: sources.form,
			output: dry ? undefined : (recordsFile(args) ?? stdout),
			rejects: args.flags.rejects,
			report: args.flags.report,
			undeclared: args.flags.undeclared,
			inlineRejects,
			debug: args.flags.debug,
			maxRejects: args.flags["max-rejects"],
			jobs: args.flags.jobs ?? availableParallelism(),
			resume: args.flags.resume,
			checkpointMs: args.flags["checkpoint-ms"],
			signal: heedSignals(),
			onBegin: (beginning) => {
				if (beginning === "resumed") progress.resume();
				if (speaks) say(BEGINNINGS[beginning]);
			},
			onReject: listed || speaks ? told : undefined,
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

function metricsOf(args: ConversionArgs, { loaded }: ConversionCall): MetricsFile | undefined {
	const name = args.flags.metrics;
	return name === undefined ? undefined : new MetricsFile(name, { lineage: loaded.lineage.name });
}

/** An envelope stays where the lineage knows of one, and is looked for. */
function refuseEnvelope(args: ConversionArgs, { lineage, envelope }: Loaded): void {
	if (args.flags.at.length > 0) throw new UsageError("--keep-envelope goes without --at");
	if (args.flags.wrapped !== undefined) throw new UsageError("--keep-envelope goes without --wrapped");
	if (!envelope) throw new UsageError(`--keep-envelope: ${lineage.name} has no envelope codec`);
}

/** Line by line there are only lines: no second place for rejects, no other form, and no numbers for residues. */
function refuseBesideInline(args: ConversionArgs): void {
	for (const name of ["rejects", "residue", "max-rejects"] as const) {
		if (args.flags[name] !== undefined) throw new UsageError(`--inline-rejects goes without --${name}`);
	}
	const form = args.flags.input ?? "ndjson";
	if (form !== "ndjson" && form !== "rejects") {
		throw new UsageError("--inline-rejects takes lines: --input ndjson, if any");
	}
}

/** The file that the records go to, if it isn't standard output. */
function recordsFile(args: ConversionArgs): string | undefined {
	const name = args.flags.output;
	return name === "-" ? undefined : name;
}

const BEGINNINGS: { readonly [beginning in Beginning]: string } = {
	fresh: "",
	resumed: "note: resumed where the interrupted run had come to\n",
	anew: "note: begun anew, though a run of this output was interrupted; --resume would have gone on with it\n",
};
