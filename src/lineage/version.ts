/** What a generated validator says of one violation: ajv's error object, without the offending value. */
export interface Violation {
	readonly instancePath: string;
	readonly schemaPath: string;
	readonly keyword: string;
	readonly params: Readonly<Record<string, unknown>>;
	readonly message?: string;
}

/** A JSON Schema document, 2020-12, as an object; `$ref`s lead only into its own `$defs`. */
export type SchemaObject = { readonly [keyword: string]: unknown };

/** One version of a payload: its schema and the code generated from it. `upshape generate` writes these. */
export interface Version<T> {
	readonly schema: SchemaObject;
	/** Whether the value is an instance of the schema: the fast yes or no. */
	readonly is: (value: unknown) => value is T;
	/** Why it is not; an empty list if it is. */
	readonly explain: (value: unknown) => readonly Violation[];
	/** One cheap look at the discriminating keys: false means that the value can't be of this version. */
	readonly looksLike?: (value: unknown) => boolean;
}
