import type { Form, IdSum, RejectReason, RunReport, RunResult } from "../records/index.js";

/** A run over files in numbers, and what was run: the report file. */
export interface FileReport extends RunReport {
	readonly command: "upgrade" | "downgrade";
	readonly lineage: string;
	/** The version that records come out in; none if each has its own. */
	readonly to: string | undefined;
	readonly files: readonly string[];
	readonly dryRun: boolean;
	readonly seconds: number;
	/** Why records were rejected: those that are alike together, with a count and the first of them; at most 100 kinds. */
	readonly reasons: readonly RejectReason[];
	/**
	 * In the report file, digests of the ids: of the records that could be read, of those that came out, and of those
	 * among the rejects. Where the conversion leaves ids as they are, in = out + rejected, in count and sum.
	 */
	readonly ids?: { readonly in: IdSum; readonly out: IdSum; readonly rejected: IdSum };
}

/** What a run over files came to. */
export interface FileResult extends RunResult {
	readonly report: FileReport;
	/** Whether a run that was stopped can be resumed. */
	readonly resumable: boolean;
	/** Inputs that don't look like what they are taken for, and those that are rejects files. */
	readonly mistaken: readonly { readonly name: string; readonly looksLike: Form }[];
	readonly redriven: readonly string[];
}
