import { join } from "node:path";
import { isInside, listFiles, readInside } from "../../disk/index.js";
import { refuseDocument } from "../../schema/index.js";

/** Files below a folder, wherever it is kept; their names have "/" between folders. */
export interface Folder {
	/** The names of all files below it; throws a SchemaError if there is no such folder. */
	list(): Promise<readonly string[]>;
	/** The bytes of one of them; throws a SchemaError if they can't be had. */
	read(file: string): Promise<Uint8Array>;
}

/** The longest file of a folder of schemas that is read, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** A folder on disk, inside of a root; symbolic links are not followed, and `node_modules` and `.git` are left out. */
export function folderAt(root: string, path: string): Folder {
	const folder = join(root, path);
	return {
		async list() {
			const files = (await isInside(folder, [root])) ? await listFiles(folder) : undefined;
			return files ?? refuseDocument(path, "no folder of schemas");
		},
		async read(file) {
			const bounds = { roots: [root], maxBytes: MAX_BYTES };
			const { bytes, refused } = await readInside(join(folder, file), bounds);
			return bytes ?? refuseDocument(file, `can't be read: ${refused ?? "there is no such file"}`);
		},
	};
}
