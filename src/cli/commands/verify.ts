import { nodeDisk } from "../../disk/index.js";
import {
	contradictions,
	fileInput,
	parseClaim,
	type ReportClaim,
	type Verified,
	verifyRecords,
} from "../../files/index.js";
import { type AnyLineage, chunksOf } from "../../records/index.js";
import { countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT } from "../exit.js";
import { Progress } from "../print/progress.js";
import { say, stdout } from "../print/streams.js";
import { FindingKinds } from "../records/finding.js";
import { INPUT_FLAGS, Inputs } from "../records/inputs.js";
import { AT_FLAGS, ENVELOPE_FLAGS, readingOf } from "../records/limits.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";

/** `upshape verify` */
export const verify = defineCommand({
	name: "verify",
	about: "Validates every record of a run's output again, and compares it with the run's report.",
	operands: "[files...]",
	flags: {
		to: flag.text(
			"VERSION",
			"the version that all records must be of; the report's, or the newest, if not given",
		),
		report: flag.text("FILE", "the report of the run: counts and digests of the ids are compared"),
		...LINEAGE_FLAGS,
		...AT_FLAGS,
		...ENVELOPE_FLAGS,
		...INPUT_FLAGS,
		format: flag.oneOf("FORM", ["text", "json"], "text (default) or json"),
	},
	examples: [
		["upshape verify current.ndjson --report report.json", "after `upshape upgrade … --report report.json`"],
		["upshape verify --to v1 older.ndjson", "after a downgrade to v1"],
	],
	async run(args) {
		const format = args.flags.format ?? "text";
		const { lineage, envelope } = await loadLineage(args.flags.lineage);
		const claim = await claimIn(args.flags.report, lineage);
		const asked = knownVersion(lineage, "to", args.flags.to);
		// A downgrade without a version brings every record back to its own.
		const to = asked ?? (claim ? claim.to : lineage.head);
		const isWrapped = claim?.command === "downgrade" || args.flags["keep-envelope"];
		const door = readingOf(args, isWrapped ? envelope : undefined);
		const inputs = new Inputs(args, door.maxBytes);
		await inputs.check();
		const progress = new Progress();
		const findings = new FindingKinds((line) => {
			progress.clear();
			say(line);
		});
		const verified = await verifyRecords(inputs, {
			...door,
			...{ lineage, to },
			onFinding: (finding) => format === "text" && findings.add(finding),
			onProgress: ({ records, bytes, invalid }) => progress.update({ records, bytes, rejected: invalid }),
		}).finally(() => progress.clear());
		findings.end();
		const problems = claim ? contradictions(verified, claim) : [];
		const what = to ?? `a version of ${lineage.name}`;
		const said = { lineage: lineage.name, to, ...verified, problems };
		await stdout.print(
			format === "json" ? `${JSON.stringify(said)}\n` : text(verified, what, problems, claim, inputs.hints),
		);
		return verified.invalid > 0 || problems.length > 0 ? EXIT.findings : EXIT.fine;
	},
});

async function claimIn(file: string | undefined, lineage: AnyLineage): Promise<ReportClaim | undefined> {
	if (file === undefined) return undefined;
	const claim = parseClaim(await textOf(file));
	if (!claim) throw new UsageError(`${file} is no report of an upgrade or downgrade`);
	if (claim.lineage !== lineage.name) {
		const mend = "name its lineage with --lineage";
		throw new UsageError(
			`${file} is the report of a run of ${claim.lineage}, not of ${lineage.name}: ${mend}`,
		);
	}
	if (claim.to !== undefined && !lineage.versions.includes(claim.to)) {
		throw new UsageError(`${file} is of version ${claim.to}, which ${lineage.name} doesn't have (any more)`);
	}
	return claim;
}

/** A report takes some hundred kilobytes at most; what is longer is none. */
const LONGEST_REPORT = 1 << 24;

/** The text of a file, packed or not; empty if it is longer than any report. */
async function textOf(file: string): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunksOf(fileInput(nodeDisk, file).chunks, file)) {
		length += chunk.length;
		if (length > LONGEST_REPORT) return "";
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

function text(
	{ records, valid, invalid, blank, ids }: Verified,
	what: string,
	problems: readonly string[],
	claim: ReportClaim | undefined,
	hints: readonly string[],
): string {
	const blanks = blank > 0 ? `, ${countText(blank)} blank` : "";
	const lines = [
		...hints.map((hint) => `hint: ${hint}`),
		...problems.map((problem) => `not as reported: ${problem}`),
		`${plural(records, "record")}: ${countText(valid)} of ${what}, ${countText(invalid)} not${blanks}`,
		`${plural(ids.count, "id")}, digest ${ids.sum}`,
	];
	if (claim && problems.length === 0)
		lines.push(claim.ids ? "count and ids are those of the report" : "count is that of the report");
	return lines.map((line) => `${printable(line)}\n`).join("");
}
