import { ALL_RULES, type RuleRow } from "../../check/index.js";
import { columns } from "../../text/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";

/** `upshape rules` */
export const rules = defineCommand({
	name: "rules",
	about: "Lists the rules that findings of diff and check are of, with direction and level.",
	operands: "",
	flags: { format: flag.oneOf("FORM", ["text", "json", "markdown"], "text (default), json or markdown") },
	examples: [
		["upshape rules", "all of them"],
		["upshape rules --format json", "for a program to read"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError("rules takes no files");
		await stdout.print(FORMS[args.flags.format ?? "text"]());
		return EXIT.fine;
	},
});

const FORMS = {
	text: () =>
		`${columns(ALL_RULES.map(({ id, level, direction, about }) => [id, level, direction ?? "", about])).join("\n")}\n`,
	json: () => `${JSON.stringify(ALL_RULES, null, "\t")}\n`,
	markdown: () =>
		["| rule | level | hurts | |", "|---|---|---|---|", ...ALL_RULES.map(markdownRow)]
			.map((line) => `${line}\n`)
			.join(""),
};

function markdownRow({ id, level, direction, about }: RuleRow): string {
	return `| \`${id}\` | ${level} | ${direction ?? ""} | ${about.replaceAll("|", "\\|")} |`;
}
