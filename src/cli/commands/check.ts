import { checkRepository } from "../../check/index.js";
import { CONFIG_FILE } from "../../codegen/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { GATE_FLAGS, levelsOf, today } from "../gate/flags.js";
import { loadSteps } from "../gate/steps.js";
import { reporter } from "../print/reporter.js";

/** `upshape check` */
export const check = defineCommand({
	name: "check",
	about:
		"Checks the lineages of a repository: compatible or bridged, told apart, and as they were published.",
	operands: "",
	flags: {
		against: flag.text("REF", "the git ref whose versions are published, and must be as they were"),
		transitive: flag.toggle("compare all versions with all newer ones, not only with the next"),
		config: flag.text("FILE", `the settings; ${CONFIG_FILE} if not given`),
		...GATE_FLAGS,
	},
	examples: [
		["upshape check", "all lineages, as the settings say"],
		["upshape check --against origin/main --format github", "in CI: published versions stay as they are"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError("check takes no files; the settings name the schemas");
		const report = reporter(args.flags.format);
		const assume = args.flags.assume;
		return report(() =>
			checkRepository({
				cwd: process.cwd(),
				config: args.flags.config,
				against: args.flags.against,
				transitive: args.flags.transitive,
				mode: args.flags.mode,
				formats: args.flags.formats,
				direction: args.flags.direction,
				budget: args.flags.budget,
				assume: assume === undefined ? [] : [assume],
				levels: levelsOf(args.flags.levels),
				ignore: args.flags.ignore,
				today: today(),
				loadSteps,
			}),
		);
	},
});
