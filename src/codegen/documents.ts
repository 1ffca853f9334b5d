import { posix } from "node:path";
import type { Json, Pointer } from "../json/index.js";
import { readSchemaDocument, referencesOf, SchemaError } from "../schema/index.js";
import type { Folder } from "./files/folder.js";
import { parseLineage } from "./lineages.js";

/** The files that a generation starts from, parsed, by their names below the schemas' folder, sorted. */
export interface Documents {
	/** Every file that holds a schema, or that one refers to. */
	readonly schemas: ReadonlyMap<string, Json>;
	/** By schema file: where numbers stand that a double can't hold as they are written. */
	readonly inexact?: ReadonlyMap<string, readonly Pointer[]> | undefined;
	/** Every `lineage.json`. */
	readonly lineages: ReadonlyMap<string, Json>;
}

/** Reads the schemas and lineages below a folder; throws a SchemaError. */
export async function readDocuments(folder: Folder): Promise<Documents> {
	const inexact = new Map<string, readonly Pointer[]>();
	const found = await gatherDocuments(folder, async (file) => {
		const document = await readSchemaDocument(file, await folder.read(file));
		inexact.set(file, document.inexact);
		return document.value;
	});
	return { ...found, inexact };
}

/**
 * The lineages below a folder and their schemas: every file with the name of a schema, the files that lineages name for
 * their versions, and what those refer to by relative paths. `read` gives the value of a file. Throws a SchemaError.
 */
export async function gatherDocuments(
	folder: Folder,
	read: (file: string) => Promise<Json>,
): Promise<Pick<Documents, "schemas" | "lineages">> {
	const files = [...(await folder.list())].sort();
	const there = new Set(files);
	const lineages = new Map<string, Json>();
	const pending = files.filter((file) => SCHEMA_FILE.test(file));
	for (const file of files.filter(isLineageFile)) {
		const document = await read(file);
		lineages.set(file, document);
		pending.push(...parseLineage(file, document, there).versions.map((version) => version.file));
	}
	const schemas = new Map<string, Json>();
	// Grows while it is walked.
	for (const file of pending) {
		if (schemas.has(file) || !there.has(file)) continue;
		const document = await read(file);
		schemas.set(file, document);
		for (const { path } of referencesOf(document)) {
			if (path !== undefined && path !== "") pending.push(posix.join(posix.dirname(file), path));
		}
	}
	return { lineages, schemas: new Map([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** How the name of a file ends that holds a schema. */
export const SCHEMA_FILE = /\.schema\.(?:jsonc?|ya?ml)$/;

/** Whether a file of that name says which versions a lineage has. */
function isLineageFile(file: string): boolean {
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
