import type { Position, Positions } from "../json/index.js";
import { printable, shorten } from "../text/index.js";

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
export interface SchemaPlace {
	readonly file: string;
	/** A JSON Pointer into the file. */
	readonly keywordLocation: string;
}

/** Names come from strangers: a message is no novel. In UTF-16 code units. */
const LONGEST = 499;

/** What may come with a SchemaError. */
interface SchemaErrorOptions {
	readonly cause?: unknown;
	readonly position?: Position | undefined;
}

/** A schema, a lineage or a setting that upshape refuses; its message is one line and begins with the place. */
export class SchemaError extends Error {
	override readonly name = "SchemaError";
	readonly code: SchemaErrorCode;
	readonly file: string;
	readonly keywordLocation: string;
	/** Line and column in the file, if whoever refused it had the file's text. */
	readonly position: Position | undefined;
	readonly #why: string;

	constructor(code: SchemaErrorCode, place: SchemaPlace, why: string, options: SchemaErrorOptions = {}) {
		const { position } = options;
		const line = position === undefined ? "" : `:${position.line}:${position.column}`;
		const pointer = place.keywordLocation === "" ? "" : `#${place.keywordLocation}`;
		super(shorten(printable(`${place.file}${line}${pointer}: ${why}`), LONGEST), options);
		this.code = code;
		this.file = place.file;
		this.keywordLocation = place.keywordLocation;
		this.position = position;
		this.#why = why;
	}

	/** The same error by another name of its file, with line and column if there are positions of it. */
	placed(positions: Positions | undefined, file = this.file): SchemaError {
		const position = this.position ?? positions?.nearest(this.keywordLocation);
		const place = { file, keywordLocation: this.keywordLocation };
		return new SchemaError(this.code, place, this.#why, { cause: this.cause, position });
	}
}

/** Refuses a document that can't be read, and says why. */
export function refuseDocument(file: string, why: string): never {
	throw new SchemaError("document-unreadable", { file, keywordLocation: "" }, why);
}
