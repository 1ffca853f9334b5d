import { resolve } from "node:path";
import { UsageError } from "../args/usage-error.js";

/** The files that a call writes, by the flags that name them. */
export type Outputs = {
	readonly [flag in "output" | "residue" | "rejects" | "report" | "metrics"]?: string | undefined;
};

/** Two outputs in one file would mix, and none but the records may replace the input. */
export function refuseClashes(inputs: readonly string[], outputs: Outputs): void {
	const taken = new Map<string, string>(inputs.map((name) => [resolve(name), "an input"]));
	for (const [flag, name] of Object.entries(outputs)) {
		if (name === undefined) continue;
		if (name === "-" && flag !== "output") {
			throw new UsageError(`--${flag} takes a file; standard output is for the records`);
		}
		const by = taken.get(resolve(name));
		if (by !== undefined && !(flag === "output" && by === "an input") && !name.startsWith("/dev/")) {
			throw new UsageError(`--${flag} ${name} is also ${by}`);
		}
		taken.set(resolve(name), `--${flag}`);
	}
}
