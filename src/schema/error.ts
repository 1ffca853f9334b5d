/** Every way in which schemas, a lineage's folder or the generator's settings can be refused. */
export type SchemaErrorCode =
	| "config-invalid"
	| "config-missing"
	| "dialect-unsupported"
	| "document-unreadable"
	| "generation-failed"
	| "identifier-duplicate"
	| "identifier-unsafe"
	| "keyword-unknown"
	| "keyword-unsupported"
	| "lineage-invalid"
	| "name-clash"
	| "number-unsafe"
	| "own-proto-key"
	| "pattern-invalid"
	| "peer-missing"
	| "ref-dangling"
	| "ref-outside"
	| "schema-invalid"
	| "self-reference"
	| "too-complex"
	| "too-deep"
	| "too-large";

/** Where in the given set of files something stands. */
export interface Place {
	readonly file: string;
	/** A JSON Pointer into the file. */
	readonly keywordLocation: string;
}

/** A schema, a lineage or a setting that upshape refuses; its message is one line and begins with the place. */
export class SchemaError extends Error {
	override readonly name = "SchemaError";
	readonly code: SchemaErrorCode;
	readonly file: string;
	readonly keywordLocation: string;

	constructor(code: SchemaErrorCode, place: Place, why: string, options?: { readonly cause?: unknown }) {
		const at = place.keywordLocation === "" ? place.file : `${place.file}#${place.keywordLocation}`;
		super(oneLine(`${at}: ${why}`), options);
		this.code = code;
		this.file = place.file;
		this.keywordLocation = place.keywordLocation;
	}
}

/** Names come from strangers: no line break or control character of theirs may reach a terminal, nor a novel. */
function oneLine(text: string): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
	return line.length <= 500 ? line : `${line.slice(0, 499)}…`;
}
