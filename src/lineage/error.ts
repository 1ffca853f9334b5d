/** What can be wrong with a lineage itself, or with a call to it: a bug in the program, so it throws. */
export type LineageErrorCode =
	| "repeated-version"
	| "no-version"
	| "unknown-version"
	| "not-downstream"
	| "unsupported-target"
	/** Two rules of a mapping take one place, or a whole and its part. */
	| "mapping-overlap"
	/** The schemas of its versions don't bear a mapping out. */
	| "mapping-mismatch"
	/** The older version requires what no rule takes, and no value for it is given. */
	| "mapping-lost"
	/** A mapping is run outside of a lineage. */
	| "mapping-unbound";

/** A lineage that is built or called wrongly; payloads never cause one. */
export class LineageError extends Error {
	override readonly name = "LineageError";
	readonly code: LineageErrorCode;

	constructor(code: LineageErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
