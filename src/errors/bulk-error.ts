/** What can go wrong with the files and streams of a run; a record never causes one. */
export const BULK_ERRORS = {
	unreadable: "The input can't be read.",
	"gzip-expected": "A file is named .gz or .zst, but what is in it isn't packed so.",
	"gzip-truncated": "A gzip file ends too early.",
	"gzip-corrupt": "A gzip file is broken.",
	"packing-unsupported": "A file is packed, or is to be, in a way that this Node can't read or write.",
	unwritable: "The output can't be written.",
	"disk-full": "There is no space left for the output.",
	"reader-gone": "Whoever read the output has stopped reading.",
	"same-file": "Two outputs of a run would be one file, or one would replace an input.",
	locked: "Another run is writing the same output.",
	"part-lost": "What an interrupted run left is not what its checkpoint says.",
	"nothing-to-resume": "No run of that output was interrupted.",
	"not-resumable": "A run of these inputs and outputs leaves no checkpoint.",
	changed: "What an interrupted run was working on has changed, so that it can't be resumed.",
	unpublished: "An interrupted run had begun to publish its files, and has to be resumed first.",
	"mixed-forms": "The inputs have different forms, so that one output can't mirror them.",
	"residue-unreadable": "The residue file has a line that isn't one of ours, or is out of order.",
	"no-such-table": "There is no such table or column, or it is no table.",
	"wrong-column": "The column holds no json or jsonb.",
	"wrong-key": "The key can't tell all rows of the table apart.",
	"run-differs": "A run on this column is under way that does something else.",
	"run-paused": "The run on this column is paused, or being rolled back.",
	"run-over": "The run has ended already, so that this can't be done with it.",
	"no-run": "There was no run on this column yet.",
	"run-busy": "Another process works on the run, which is exclusive.",
	"state-unknown": "The state in the database was written by another version of upshape.",
	"no-progress": "A run does the same again and again, so that it was ended.",
	"read-only": "The database takes no writes: it is a standby, or set to be read only.",
	"state-untrusted": "The state in the database belongs to a role that this one has no reason to trust.",
	"copy-unsupported": "The driver that was handed in can't COPY.",
	"database-refused": "The database refused a statement.",
	"database-unreachable": "The database can't be reached, or is too busy, for longer than a run waits.",
} as const;

export type BulkErrorCode = keyof typeof BULK_ERRORS;

/** A run that could not go on: its message names the file and never a payload's value. */
export class BulkError extends Error {
	override readonly name = "BulkError";
	readonly code: BulkErrorCode;
	/** Whether what was done is kept, so that the run can be resumed when the reason has passed. */
	resumable = false;

	constructor(code: BulkErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
