import { type Pointer, parsePointer } from "../json/index.js";

/** What a generated validator says of one violation; it never holds the offending value. */
export interface Violation {
	/** Where in the payload; for a property that may not be there, that property. */
	readonly instanceLocation: Pointer;
	/** Where the keyword stands in the document of the schema that asks for it. */
	readonly keywordLocation: Pointer;
	readonly keyword: string;
	/** What must be so, to be read after the place: "must be string". */
	readonly message: string;
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
	/**
	 * Whether the version is one whose `is` accepts exactly the instances of its schema, where formats only annotate, and
	 * whose `looksLike` accepts all of them. Then runs may look at a record in its own text. `upshape generate` writes it
	 * such that it is true of the generated version and of no copy, as that may have a validator of your own.
	 */
	readonly isExact?: (version: unknown) => boolean;
}

/**
 * The same version for use with values that strangers send: a validator of the user's own that throws for one has not
 * accepted it, and says so in place of its violations.
 */
export function guarded<T>(version: Version<T>): Version<T> {
	const { schema, looksLike } = version;
	return {
		schema,
		...(isExact(version) && { isExact: () => true }),
		is: (value): value is T => {
			try {
				return version.is(value);
			} catch {
				return false;
			}
		},
		explain: (value) => {
			try {
				return version.explain(value).map(checked);
			} catch (error) {
				const kind = error instanceof Error ? error.name : typeof error;
				const message = `can't be judged: the validator threw a ${kind}`;
				return [{ instanceLocation: "", keywordLocation: "", keyword: "", message }];
			}
		},
		...(looksLike && {
			looksLike: (value: unknown) => {
				try {
					return looksLike(value);
				} catch {
					return true;
				}
			},
		}),
	};
}

function isExact<T>(version: Version<T>): boolean {
	try {
		return version.isExact?.(version) === true;
	} catch {
		return false;
	}
}

/** The violation; throws for a place that is no pointer. */
function checked(violation: Violation): Violation {
	parsePointer(violation.instanceLocation);
	return violation;
}
