import type { Json, Pointer, Positions } from "../../json/index.js";

/** A document of schemas, whatever it is written in. */
export interface SchemaDocument {
	readonly value: Json;
	/** Numbers that a double can't hold as they are written; they matter only where they assert something. */
	readonly inexact: readonly Pointer[];
	/** Where each value and key stands in its text. */
	readonly positions: Positions;
}
