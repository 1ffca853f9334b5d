import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json } from "../json/index.js";
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
	try {
		const bytes = await readFile(join(folder, file));
		if (bytes.length > MAX_BYTES) throw new RangeError(`larger than ${MAX_BYTES} bytes`);
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		// JSON.parse gives nothing but JSON.
		return JSON.parse(text) as Json;
	} catch (cause) {
		throw new SchemaError("document-unreadable", place(file), "not JSON in UTF-8 of a sensible size", {
			cause,
		});
	}
}

function place(file: string) {
	return { file, keywordLocation: "" };
}
