import type { Pointer } from "../json/index.js";

/** One reason why a value is no instance: where, by which keyword, and what would hold. It holds no payload value. */
export interface Mismatch {
	/** Where in the instance; for a property that may not be there, that property. */
	readonly instanceLocation: Pointer;
	/** Where the keyword stands in the document that asks for it. */
	readonly keywordLocation: Pointer;
	readonly keyword: string;
	/** What must be so, to be read after the place: "must be string". */
	readonly message: string;
}
