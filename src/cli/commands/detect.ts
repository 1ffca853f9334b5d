import { type AnyLineage, type OpenRecord, type Records, reasonOf } from "../../records/index.js";
import { columns, countText, plural, printable } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";
import { recordFindingLines } from "../records/finding.js";
import { INPUT_FLAGS, Inputs } from "../records/inputs.js";
import { AT_FLAGS, readingOf } from "../records/limits.js";
import { LINEAGE_FLAGS, loadLineage } from "../records/lineages.js";
import { judgeAll, type Verdict, type Verdicts, verdictsJson } from "../records/verdicts.js";
import { WrapperHint } from "../records/wrapper-hint.js";

/** `upshape detect` */
export const detect = defineCommand({
	name: "detect",
	about: "Tells which version of their lineage records are of.",
	operands: "[files...]",
	flags: {
		...LINEAGE_FLAGS,
		...AT_FLAGS,
		...INPUT_FLAGS,
		format: flag.oneOf("FORM", ["text", "json"], "text (default) or json, an object a file"),
	},
	examples: [
		["upshape detect client.json", "one document"],
		["upshape detect --format json exports/*.ndjson.gz", "how many records of which version, file by file"],
	],
	async run(args) {
		const format = args.flags.format ?? "text";
		const { lineage, envelope } = await loadLineage(args.flags.lineage);
		const door = readingOf(args, envelope);
		const inputs = new Inputs(args, door.maxBytes);
		await inputs.check();
		const wrapper = new WrapperHint(lineage);
		let unknown = 0;
		for await (const input of inputs) {
			const verdicts = await judgeAll(only(input), door, (open) => judge(lineage, open), wrapper);
			unknown += verdicts.invalid;
			await stdout.print(format === "json" ? json(input, lineage, verdicts) : text(input, lineage, verdicts));
		}
		for (const hint of format === "text" ? [...inputs.hints, ...wrapper.lines] : [])
			await stdout.print(`hint: ${printable(hint)}\n`);
		return unknown > 0 ? EXIT.findings : EXIT.fine;
	},
});

async function* only(input: Records): AsyncGenerator<Records> {
	yield input;
}

function judge(lineage: AnyLineage, { payload, opened }: OpenRecord): Verdict {
	const detection = lineage.detect(payload);
	return detection.issues ? { reason: reasonOf(detection.issues, opened?.at) } : detection;
}

function json({ name, form }: Records, lineage: AnyLineage, verdicts: Verdicts): string {
	return `${JSON.stringify({ file: name, form, lineage: lineage.name, ...verdictsJson(verdicts) })}\n`;
}

function text({ name }: Records, lineage: AnyLineage, verdicts: Verdicts): string {
	const { records, versions, codes, enveloped, blank, findings, invalid } = verdicts;
	const lines = recordFindingLines(findings, invalid);
	const [version] = versions.keys();
	if (records === 1) {
		if (version === undefined) return lines.join("") || `${printable(name)}: blank\n`;
		return `${printable(name)}: ${version}${enveloped > 0 ? ", in an envelope" : ""}\n`;
	}
	const counts = [...versions, ...codes, ...(blank > 0 ? [["blank", blank] as const] : [])];
	const rows = counts.map(([what, count]) => ["", countText(count), what]);
	const envelopes = enveloped > 0 ? `, ${countText(enveloped)} in envelopes` : "";
	const head = `${printable(name)}: ${plural(records, "record")} of ${lineage.name}${envelopes}`;
	return [head, ...columns(rows)].map((line) => `${line}\n`).join("") + lines.join("");
}
