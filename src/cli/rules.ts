import { ALL_RULES, type RuleRow } from "../check/index.js";
import { columns } from "../text/index.js";
import type { Command } from "./command.js";
import { EXIT } from "./exit.js";
import { stdout } from "./streams.js";
import { UsageError } from "./usage-error.js";

/** `upshape rules` */
export const rules: Command = {
	name: "rules",
	about: "Lists the rules that findings of diff and check are of, with direction and level.",
	operands: "",
	flags: { format: { value: "FORM", about: "text (default), json or markdown" } },
	examples: [
		["upshape rules", "all of them"],
		["upshape rules --format json", "for a program to read"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError("rules takes no files");
		await stdout.print(FORMS[args.oneOf("format", ["text", "json", "markdown"]) ?? "text"]());
		return EXIT.fine;
	},
};

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
