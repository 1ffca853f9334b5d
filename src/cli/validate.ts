import { judge } from "../files/index.js";
import { countText, plural } from "../text/index.js";
import type { Command } from "./command.js";
import { doorOf } from "./door.js";
import { EXIT } from "./exit.js";
import { findingLines } from "./finding.js";
import { INPUT_FLAGS, Inputs } from "./inputs.js";
import { knownVersion, LINEAGE_FLAGS, loadLineage } from "./lineages.js";
import { stdout } from "./streams.js";
import { judgeAll, type Verdicts, verdictsJson } from "./verdicts.js";

/** `upshape validate` */
export const validate: Command = {
	name: "validate",
	about: "Checks records against the schemas of their lineage.",
	operands: "[files...]",
	flags: {
		as: {
			value: "VERSION",
			about: "the version that all records must be of; any of the lineage if not given",
		},
		...LINEAGE_FLAGS,
		...INPUT_FLAGS,
		format: { value: "FORM", about: "text (default) or json" },
	},
	examples: [
		[
			"upshape validate --as current current.ndjson",
			"a gate: exits with 1 if any record is of another version",
		],
		["upshape validate --format json clients.json.gz", "for a program to read"],
	],
	async run(args) {
		const format = args.oneOf("format", ["text", "json"]) ?? "text";
		const { lineage, envelope } = await loadLineage(args.text("lineage"));
		const as = knownVersion(lineage, "as", args.text("as"));
		const door = doorOf(args, envelope);
		const inputs = new Inputs(args, door.maxBytes);
		await inputs.check();
		const verdicts = await judgeAll(inputs, door, (open) => judge(lineage, as, open));
		const json = () => `${JSON.stringify({ lineage: lineage.name, ...verdictsJson(verdicts) })}\n`;
		await stdout.print(
			format === "json" ? json() : text(verdicts, as ?? `a version of ${lineage.name}`, inputs.hints),
		);
		return verdicts.invalid > 0 ? EXIT.findings : EXIT.fine;
	},
};

function text(verdicts: Verdicts, what: string, hints: readonly string[]): string {
	const { records, valid, invalid, blank } = verdicts;
	const blanks = blank > 0 ? `, ${countText(blank)} blank` : "";
	const total = `${plural(records, "record")}: ${countText(valid)} of ${what}, ${countText(invalid)} not${blanks}\n`;
	return [...findingLines(verdicts.findings, invalid), ...hints.map((hint) => `hint: ${hint}\n`), total].join(
		"",
	);
}
