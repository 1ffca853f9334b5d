import { judge } from "../../files/index.js";
import { laneOf } from "../../records/index.js";
import { countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";
import { recordFindingLines } from "../records/finding.js";
import { INPUT_FLAGS, Inputs } from "../records/inputs.js";
import { AT_FLAGS, readingOf } from "../records/limits.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";
import { judgeAll, type Verdicts, verdictsJson } from "../records/verdicts.js";
import { WrapperHint } from "../records/wrapper-hint.js";

/** `upshape validate` */
export const validate = defineCommand({
	name: "validate",
	about: "Checks records against the schemas of their lineage.",
	operands: "[files...]",
	flags: {
		as: flag.text("VERSION", "the version that all records must be of; any of the lineage if not given"),
		...LINEAGE_FLAGS,
		...AT_FLAGS,
		...INPUT_FLAGS,
		format: flag.oneOf("FORM", ["text", "json"], "text (default) or json"),
	},
	examples: [
		[
			"upshape validate --as current current.ndjson",
			"a gate: exits with 1 if any record is of another version",
		],
		["upshape validate --format json clients.json.gz", "for a program to read"],
	],
	async run(args) {
		const format = args.flags.format ?? "text";
		const { lineage, envelope } = await loadLineage(args.flags.lineage);
		const as = knownVersion(lineage, "as", args.flags.as);
		const door = readingOf(args, envelope);
		const inputs = new Inputs(args, door.maxBytes);
		await inputs.check();
		const wrapper = new WrapperHint(lineage);
		const lane = laneOf(lineage, { to: as }, door);
		const verdicts = await judgeAll(inputs, door, (open) => judge(lineage, as, open), wrapper, lane);
		const hints = [...inputs.hints, ...wrapper.lines];
		const json = () => `${JSON.stringify({ lineage: lineage.name, ...verdictsJson(verdicts) })}\n`;
		await stdout.print(
			format === "json" ? json() : text(verdicts, as ?? `a version of ${lineage.name}`, hints),
		);
		return verdicts.invalid > 0 ? EXIT.findings : EXIT.fine;
	},
});

function text(verdicts: Verdicts, what: string, hints: readonly string[]): string {
	const { records, valid, invalid, blank } = verdicts;
	const blanks = blank > 0 ? `, ${countText(blank)} blank` : "";
	const total = `${plural(records, "record")}: ${countText(valid)} of ${what}, ${countText(invalid)} not${blanks}\n`;
	return [
		...recordFindingLines(verdicts.findings, invalid),
		...hints.map((hint) => `hint: ${printable(hint)}\n`),
		total,
	].join("");
}
