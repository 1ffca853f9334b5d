import { styleText } from "node:util";
import { ALL_RULES, type GateResult } from "../check/index.js";
import { type Format, RENDERERS } from "../report/index.js";
import type { Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { stdout } from "./streams.js";
import { version } from "./version.js";

const FORMATS: readonly Format[] = ["text", "json", "github", "sarif", "junit", "markdown"];

const EXITS = { fine: EXIT.fine, findings: EXIT.findings, undecided: EXIT.undecided } as const;

/** Prints results in the form of `--format`, and says how the program ends; an unknown form is refused at once. */
export function reporter(args: Arguments): (result: GateResult) => Promise<ExitCode> {
	const format = args.oneOf("format", FORMATS) ?? "text";
	return async (result) => {
		const options = {
			version: await version(),
			rules: ALL_RULES,
			width: process.stdout.isTTY ? process.stdout.columns : undefined,
			// It looks by itself whether standard output is a terminal, and at NO_COLOR and FORCE_COLOR.
			paint: styleText,
		};
		await stdout.print(RENDERERS[format](result, options));
		return EXITS[result.outcome];
	};
}
