/** What can be wrong with a lineage itself, or with a call to it: a bug in the program, so it throws. */
export type LineageErrorCode =
	| "repeated-version"
	| "no-version"
	| "unknown-version"
	| "not-downstream"
	| "unsupported-target";

/** A lineage that is built or called wrongly; payloads never cause one. */
export class LineageError extends Error {
	override readonly name = "LineageError";
	readonly code: LineageErrorCode;

	constructor(code: LineageErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
