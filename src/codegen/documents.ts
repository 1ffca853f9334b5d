import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Json, type Pointer, positionAt, read, valueAt } from "../json/index.js";
import { SchemaError } from "../schema/index.js";

/** The files that a generation starts from, parsed, by their names below the schemas' folder, sorted. */
export interface Documents {
	/** Every `*.schema.json`. */
	readonly schemas: ReadonlyMap<string, Json>;
	/** Every `lineage.json`. */
	readonly lineages: ReadonlyMap<string, Json>;
}

// A schema file beyond this is refused unread.
const MAX_BYTES = 8 * 1024 * 1024;

/** Reads the schemas and lineages below a folder; symbolic links are not followed; throws a SchemaError. */
export async function readDocuments(folder: string): Promise<Documents> {
	const files = (await list(folder, "")).sort();
	const read = async (wanted: (file: string) => boolean) =>
		new Map(
			await Promise.all(
				files.filter(wanted).map(async (file) => [file, await readDocument(folder, file)] as const),
			),
		);
	return {
		schemas: await read((file) => file.endsWith(".schema.json")),
		lineages: await read((file) => file === "lineage.json" || file.endsWith("/lineage.json")),
	};
}

async function list(folder: string, below: string): Promise<string[]> {
	const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((cause: unknown) => {
		throw new SchemaError("document-unreadable", place(below || folder), "no folder of schemas", { cause });
	});
	const nested = entries.map(async (entry) => {
		const file = below === "" ? entry.name : `${below}/${entry.name}`;
		if (entry.isDirectory()) return entry.name === "node_modules" ? [] : list(folder, file);
		return entry.isFile() ? [file] : [];
	});
	return (await Promise.all(nested)).flat();
}

async function readDocument(folder: string, file: string): Promise<Json> {
	const bytes = await readFile(join(folder, file)).catch((cause: unknown) => {
		throw new SchemaError("document-unreadable", place(file), "can't be read", { cause });
	});
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
export async function placed(folder: string, error: unknown): Promise<unknown> {
	if (!(error instanceof SchemaError) || error.keywordLocation === "") return error;
	const text = await readFile(join(folder, error.file), "utf8").catch(() => undefined);
	return text === undefined ? error : error.placed(text);
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

function place(file: string) {
	return { file, keywordLocation: "" };
}
