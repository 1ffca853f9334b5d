import type { Json, Pointer } from "../json/index.js";
import { readSchemaDocument, type SchemaDocument, SchemaError } from "../schema/index.js";
import type { Folder } from "./folder.js";

/** The files that a generation starts from, parsed, by their names below the schemas' folder, sorted. */
export interface Documents {
	/** Every schema file. */
	readonly schemas: ReadonlyMap<string, Json>;
	/** By schema file: where numbers stand that a double can't hold as they are written. */
	readonly inexact?: ReadonlyMap<string, readonly Pointer[]> | undefined;
	/** Every `lineage.json`. */
	readonly lineages: ReadonlyMap<string, Json>;
}

/** Reads the schemas and lineages below a folder; throws a SchemaError. */
export async function readDocuments(folder: Folder): Promise<Documents> {
	const files = [...(await folder.list())].sort();
	const readAll = async (isWanted: (file: string) => boolean) =>
		Promise.all(
			files
				.filter(isWanted)
				.map(async (file) => [file, await readSchemaDocument(file, await folder.read(file))] as const),
		);
	const schemas = await readAll(isSchemaFile);
	return {
		schemas: valuesOf(schemas),
		inexact: new Map(schemas.map(([file, { inexact }]) => [file, inexact])),
		lineages: valuesOf(await readAll(isLineageFile)),
	};
}

function valuesOf(documents: readonly (readonly [string, SchemaDocument])[]): ReadonlyMap<string, Json> {
	return new Map(documents.map(([file, { value }]) => [file, value]));
}

/** Whether a file of that name holds a schema. */
export function isSchemaFile(file: string): boolean {
	return /\.schema\.(?:jsonc?|ya?ml)$/.test(file);
}

/** Whether a file of that name says which versions a lineage has. */
export function isLineageFile(file: string): boolean {
	return file === "lineage.json" || file.endsWith("/lineage.json");
}

/** A refusal with its line and column, if it is about a place in a document of the folder. */
export async function placed(folder: Folder, error: unknown): Promise<unknown> {
	if (!(error instanceof SchemaError) || error.keywordLocation === "") return error;
	const bytes = await folder.read(error.file).catch(() => undefined);
	if (bytes === undefined) return error;
	const document = await readSchemaDocument(error.file, bytes).catch(() => undefined);
	return error.placed(document?.positions);
}
