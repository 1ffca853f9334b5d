import { resolve } from "node:path";
import type { Arguments } from "./arguments.js";
import { UsageError } from "./usage-error.js";

/** The flags that name files to write. */
export type OutputFlag = "output" | "residue" | "rejects" | "report" | "metrics";

/** Two outputs in one file would mix, and none but the records may replace the input. */
export function refuseClashes(args: Arguments, flags: readonly OutputFlag[]): void {
	const taken = new Map<string, string>(args.files.map((name) => [resolve(name), "an input"]));
	for (const flag of flags) {
		const name = args.text(flag);
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
