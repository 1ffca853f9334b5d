/** What can go wrong with the files and streams of a run; a record never causes one. */
export const BULK_ERRORS = {
	unreadable: "The input can't be read.",
	"gzip-expected": "A file is named .gz, but what is in it isn't gzip.",
	"gzip-truncated": "A gzip file ends too early.",
	"gzip-corrupt": "A gzip file is broken.",
	unwritable: "The output can't be written.",
	"disk-full": "There is no space left for the output.",
	"reader-gone": "Whoever read the output has stopped reading.",
	"mixed-forms": "The inputs have different forms, so that one output can't mirror them.",
	"residue-unreadable": "The residue file has a line that isn't one of ours, or is out of order.",
	"no-such-table": "There is no such table or column, or it is no table.",
	"wrong-column": "The column holds no json or jsonb.",
	"wrong-key": "The key can't tell all rows of the table apart.",
	"run-differs": "A run on this column is under way that does something else.",
	"run-paused": "The run on this column is paused, or being rolled back.",
	"run-busy": "Another process works on the run, which is exclusive.",
	"state-unknown": "The state in the database was written by a newer upshape.",
	"database-refused": "The database refused a statement.",
	"database-unreachable": "The database can't be reached, or is too busy, for longer than a run waits.",
} as const;

export type BulkErrorCode = keyof typeof BULK_ERRORS;

/** A run that could not go on: its message names the file and never a payload's value. */
export class BulkError extends Error {
	override readonly name = "BulkError";
	readonly code: BulkErrorCode;

	constructor(code: BulkErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}

/** The code that the operating system gave an error, such as "ENOENT". */
export function systemCode(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
