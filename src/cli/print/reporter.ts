import { styleText } from "node:util";
import { ALL_RULES, type GateResult } from "../../check/index.js";
import { SchemaError } from "../../compat/index.js";
import { ownVersion } from "../../disk/index.js";
import { type Format, githubRefusal, RENDERERS } from "../../report/index.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT, type ExitCode } from "../exit.js";
import { stdout } from "./streams.js";

const EXITS = { fine: EXIT.fine, findings: EXIT.findings, undecided: EXIT.undecided } as const;

/**
 * Prints what is judged in the form of `--format`, and says how the program ends; an unknown form is refused at once,
 * before anything is judged.
 */
export function reporter(format: Format = "text"): (judge: () => Promise<GateResult>) => Promise<ExitCode> {
	return async (judge) => {
		const result = await judge().catch(async (error: unknown) => {
			if (format === "github") await annotate(error);
			throw error;
		});
		const options = {
			version: ownVersion(),
			rules: ALL_RULES,
			width: process.stdout.isTTY ? process.stdout.columns : undefined,
			// It looks by itself whether standard output is a terminal, and at NO_COLOR and FORCE_COLOR.
			paint: styleText,
		};
		await stdout.print(RENDERERS[format](result, options), {
			colours: format === "text",
			commands: format === "github",
		});
		return EXITS[result.outcome];
	};
}

/** What can't be checked has a place too, if it is a schema. */
async function annotate(error: unknown): Promise<void> {
	const refused = error instanceof UsageError ? error.cause : error;
	if (refused instanceof SchemaError) await stdout.print(githubRefusal(refused), { commands: true });
}
