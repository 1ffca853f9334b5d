import type { AccountLine } from "../../lineage/index.js";
import type { RunResult } from "../run/run-options.js";

/** A run in numbers, as plain JSON: records = converted + current + rejected + blank. */
export interface RunReport {
	readonly records: number;
	readonly converted: number;
	/** Already of the version asked for. */
	readonly current: number;
	readonly rejected: number;
	readonly blank: number;
	/** Where payloads are at places of records: how many there are, and how many current records hold none. */
	readonly payloads?: number;
	readonly empty?: number;
	/** How many of those converted and current have a value that is valid but hardly meant. */
	readonly suspect: number;
	/** Bytes of input, unpacked. */
	readonly bytes: number;
	/** False if the run ended early. */
	readonly complete: boolean;
	/** Converted and current records by the version that they came in. */
	readonly versions: { readonly [version: string]: number };
	/** Rejects by code. */
	readonly rejects: { readonly [code: string]: number };
	readonly account: readonly AccountLine[];
}

/** Puts what a run came to into numbers. */
export function reportOf({ tally, end }: Pick<RunResult, "tally" | "end">): RunReport {
	const { records, converted, current, rejected, blank, suspect, bytes, versions, codes, account } = tally;
	const { payloads, empty } = tally;
	return {
		records,
		converted,
		current,
		rejected,
		blank,
		...(payloads + empty > 0 && { payloads, empty }),
		suspect,
		bytes,
		complete: end === "complete",
		versions: Object.fromEntries(versions),
		rejects: Object.fromEntries(codes),
		account: account.lines,
	};
}
