import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SchemaError } from "../schema/index.js";

/** Files below a folder, wherever it is kept; their names have "/" between folders. */
export interface Folder {
	/** The names of all files below it; throws a SchemaError if there is no such folder. */
	list(): Promise<readonly string[]>;
	/** The bytes of one of them; throws a SchemaError if they can't be had. */
	read(file: string): Promise<Uint8Array>;
}

/** A folder on disk; symbolic links are not followed, and `node_modules` are left out. */
export function folderAt(path: string): Folder {
	return {
		list: () => list(path, ""),
		read: (file) =>
			readFile(join(path, file)).catch((cause: unknown) => {
				throw new SchemaError("document-unreadable", place(file), "can't be read", { cause });
			}),
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

function place(file: string) {
	return { file, keywordLocation: "" };
}
