import { type Json, type Pointer, positionAt, read, valueAt } from "../json/index.js";
import { SchemaError } from "../schema/index.js";
import type { Folder } from "./folder.js";

/** The files that a generation starts from, parsed, by their names below the schemas' folder, sorted. */
export interface Documents {
	/** Every `*.schema.json`. */
	readonly schemas: ReadonlyMap<string, Json>;
	/** Every `lineage.json`. */
	readonly lineages: ReadonlyMap<string, Json>;
}

// A schema file beyond this is refused unread.
const MAX_BYTES = 8 * 1024 * 1024;

/** Reads the schemas and lineages below a folder; throws a SchemaError. */
export async function readDocuments(folder: Folder): Promise<Documents> {
	const files = [...(await folder.list())].sort();
	const read = async (wanted: (file: string) => boolean) =>
		new Map(
			await Promise.all(
				files
					.filter(wanted)
					.map(async (file) => [file, parseDocument(file, await folder.read(file))] as const),
			),
		);
	return {
		schemas: await read(isSchemaFile),
		lineages: await read(isLineageFile),
	};
}

/** Whether a file of that name holds a schema. */
export function isSchemaFile(file: string): boolean {
	return file.endsWith(".schema.json");
}

/** Whether a file of that name says which versions a lineage has. */
export function isLineageFile(file: string): boolean {
	return file === "lineage.json" || file.endsWith("/lineage.json");
}

/** The value of a document's bytes, read strictly: what it says must be what its validator checks. */
export function parseDocument(file: string, bytes: Uint8Array): Json {
	const result = read(bytes, { maxBytes: MAX_BYTES });
	if (result.issues !== undefined) {
		const [{ code, instanceLocation, message, offset }] = result.issues;
		const at = { file, keywordLocation: instanceLocation };
		const position = offset === undefined ? undefined : positionAt(bytes, offset);
		throw new SchemaError(code === "proto-key" ? "own-proto-key" : "document-unreadable", at, message, {
			position,
		});
	}
	for (const { pointer, reason } of result.verbatim?.places ?? [])
		checkOdd(file, result.value, pointer, reason);
	return result.value;
}

/** A refusal with its line and column, if it is about a place in a document of the folder. */
export async function placed(folder: Folder, error: unknown): Promise<unknown> {
	if (!(error instanceof SchemaError) || error.keywordLocation === "") return error;
	const bytes = await folder.read(error.file).catch(() => undefined);
	return bytes === undefined ? error : error.placed(new TextDecoder().decode(bytes));
}

/** What a schema says twice, or more exactly than a double can, would not be what its validator checks. */
function checkOdd(file: string, document: Json, pointer: Pointer, reason: string): void {
	const at = { file, keywordLocation: pointer };
	if (reason === "duplicate-key")
		throw new SchemaError("document-unreadable", at, "a key that is there twice");
	const value = valueAt(document, pointer);
	if (reason !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
	throw new SchemaError("number-unsafe", at, "a number that a double can't hold as it is written");
}
