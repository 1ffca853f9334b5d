import {
	type AnyLineage,
	type Convert,
	type Door,
	type KeptReader,
	type RunOptions,
	type RunResult,
	reportOf,
	run,
} from "../bulk/index.js";
import type { EnvelopeCodec } from "../lineage/index.js";
import type { Arguments } from "./arguments.js";
import type { Flags } from "./command.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FirstFindings } from "./finding.js";
import { INPUT_FLAGS, Inputs } from "./inputs.js";
import { LINEAGE_FLAGS } from "./lineages.js";
import { type OutputFlag, Outputs } from "./outputs.js";
import { Progress } from "./progress.js";
import { say } from "./streams.js";
import { type Summary, summaryText } from "./summary.js";

/** The flags that upgrade and downgrade share. */
export const CONVERSION_FLAGS: Flags = {
	...LINEAGE_FLAGS,
	output: { short: "o", value: "FILE", about: "write the records to a file, instead of to standard output" },
	rejects: { value: "FILE", about: "write the records that can't be converted there, with place and reason" },
	"max-rejects": { value: "N", about: "give up, and write no output, when more than N records are rejected" },
	report: { value: "FILE", about: "write counts and the sum of all accounts there, as JSON" },
	"dry-run": { about: "convert and count, but write no records and no residue" },
	undeclared: { value: "WAY", about: "reject (default), keep or drop properties that no schema declares" },
	...INPUT_FLAGS,
	format: { value: "FORM", about: "the summary on standard error: text (default) or json" },
	quiet: { short: "q", about: "no summary" },
};

/** What a conversion does, beyond what its flags say. */
export interface Conversion {
	readonly command: "upgrade" | "downgrade";
	readonly lineage: AnyLineage;
	/** The version that records come out in; undefined if each has its own. */
	readonly to: string | undefined;
	readonly convert: Convert;
	readonly door: Door;
	/** Which files it may write. */
	readonly writes: readonly OutputFlag[];
	readonly kept?: KeptReader | undefined;
	readonly rewrap?: EnvelopeCodec | undefined;
}

/** Converts the inputs of a call, and says on standard error what came of it. */
export async function convertInputs(args: Arguments, conversion: Conversion): Promise<ExitCode> {
	const format = args.oneOf("format", ["text", "json"]) ?? "text";
	const inputs = new Inputs(args, conversion.door.maxBytes);
	await inputs.check();
	const began = performance.now();
	const summarize = (result: RunResult): Summary => ({
		command: conversion.command,
		lineage: conversion.lineage.name,
		to: conversion.to,
		files: inputs.names,
		dryRun: args.on("dry-run"),
		seconds: (performance.now() - began) / 1000,
		...reportOf(result),
	});
	const result = await runToFiles(args, inputs, conversion, summarize);
	const summary = summarize(result);
	if (args.on("quiet")) return exitCode(summary);
	if (format === "json") say(`${JSON.stringify(summary)}\n`);
	else say([...notes(args, summary, inputs.hints, result), summaryText(summary)].join(""));
	return exitCode(summary);
}

function exitCode({ rejected }: Summary): ExitCode {
	return rejected > 0 ? EXIT.findings : EXIT.fine;
}

/** What the user should know beyond the numbers. */
function notes(args: Arguments, summary: Summary, hints: readonly string[], result: RunResult): string[] {
	const lines = hints.map((hint) => `hint: ${hint}\n`);
	const drops = summary.account.some(({ kind }) => kind === "dropped");
	if (drops && summary.command === "upgrade" && args.text("residue") === undefined) {
		lines.push("hint: what was dropped is lost; --residue FILE keeps it, for the way back\n");
	}
	if (result.unmatched) {
		lines.push("warning: the residue file goes on behind the last record: is it that of these records?\n");
	}
	return lines;
}

async function runToFiles(
	args: Arguments,
	inputs: Inputs,
	conversion: Conversion,
	summarize: (result: RunResult) => Summary,
): Promise<RunResult> {
	const dry = args.on("dry-run");
	const outputs = await Outputs.open(
		args,
		conversion.writes.filter((flag) => !dry || !RECORDS.includes(flag)),
	);
	const progress = new Progress();
	const findings = new FirstFindings((line) => {
		progress.clear();
		say(line);
	});
	const listed = outputs.file("rejects") === undefined && args.text("format") !== "json";
	const { door, convert, kept, rewrap } = conversion;
	const options: RunOptions = {
		...door,
		convert,
		kept,
		rewrap,
		output: dry ? undefined : outputs.records,
		residue: outputs.file("residue"),
		rejects: outputs.file("rejects"),
		maxRejects: args.count("max-rejects"),
		onReject: listed ? (reject) => findings.add(reject) : undefined,
		onProgress: (tally) => progress.update(tally),
	};
	try {
		const result = await run(inputs, options);
		findings.end();
		await outputs.file("report")?.write(Buffer.from(`${JSON.stringify(summarize(result), null, "\t")}\n`));
		await outputs.publish(result.stopped ? RECORDS : []);
		return result;
	} catch (error) {
		await outputs.discard();
		throw error;
	} finally {
		progress.clear();
	}
}

/** What is not whole if the run ends early, and not wanted if it is dry. */
const RECORDS: readonly OutputFlag[] = ["output", "residue"];
