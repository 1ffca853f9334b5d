import type { KeyOrder } from "./record.js";
import { type Documents, isSchema, type Schema, type Subschema } from "./subschema.js";

export interface InstanceOptions {
	/** Further documents that `$ref`s lead to, by URI; relative ones stand beside the root. */
	readonly documents?: Readonly<Record<string, unknown>>;
	/** The URI of the schema itself, against which its `$ref`s resolve. */
	readonly root?: string;
	/** Whether undeclared properties may be called `__proto__` (as own properties). Default true. */
	readonly protoKeys?: boolean;
	/** The order of the properties. Default "mixed". */
	readonly keyOrder?: KeyOrder;
}

const BASE = "https://instances.example/schema.json";

/** The schema and all its documents under absolute URIs; a document's own `$id` has the last word. */
export function gather(schema: unknown, options: InstanceOptions): { root: Subschema; documents: Documents } {
	const documents = new Map<string, Schema>();
	const add = (given: unknown, uri: string): Subschema => {
		if (!isSchema(given)) throw new Error(`the document ${uri} is not a schema`);
		const id = typeof given === "object" && typeof given.$id === "string" ? given.$id : "";
		const document = new URL(id, new URL(uri, BASE)).href;
		documents.set(document, given);
		return { schema: given, document, pointer: "", trail: [] };
	};
	for (const [uri, document] of Object.entries(options.documents ?? {})) add(document, uri);
	return { root: add(schema, options.root ?? BASE), documents };
}
