import { ASSUMPTIONS, checkRepository, MODES } from "../check/index.js";
import { CONFIG_FILE } from "../codegen/index.js";
import type { Command } from "./command.js";
import { GATE_FLAGS, levelsOf, today } from "./gate.js";
import { reporter } from "./reporter.js";
import { loadSteps } from "./steps.js";
import { UsageError } from "./usage-error.js";

/** `upshape check` */
export const check: Command = {
	name: "check",
	about:
		"Checks the lineages of a repository: compatible or bridged, told apart, and as they were published.",
	operands: "",
	flags: {
		against: { value: "REF", about: "the git ref whose versions are published, and must be as they were" },
		transitive: { about: "compare all versions with all newer ones, not only with the next" },
		config: { value: "FILE", about: `the settings; ${CONFIG_FILE} if not given` },
		...GATE_FLAGS,
	},
	examples: [
		["upshape check", "all lineages, as the settings say"],
		["upshape check --against origin/main --format github", "in CI: published versions stay as they are"],
	],
	async run(args) {
		if (args.files.length > 0) throw new UsageError("check takes no files; the settings name the schemas");
		const report = reporter(args);
		const assume = args.oneOf("assume", ASSUMPTIONS);
		return report(() =>
			checkRepository({
				cwd: process.cwd(),
				config: args.text("config"),
				against: args.text("against"),
				transitive: args.on("transitive"),
				mode: args.oneOf("mode", MODES),
				formats: args.oneOf("formats", ["annotation", "assertion"]),
				assume: assume === undefined ? [] : [assume],
				levels: levelsOf(args),
				ignore: args.text("ignore"),
				today: today(),
				loadSteps,
			}),
		);
	},
};
