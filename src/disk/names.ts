import { basename, dirname, join } from "node:path";
import { systemCode } from "../errors/index.js";
import type { Disk } from "./disk.js";

/** The path of a hidden file beside another one: `.out.ndjson.part` beside `out.ndjson`. */
export function hiddenBeside(path: string, extension: string): string {
	return join(dirname(path), `.${basename(path)}.${extension}`);
}

/** Removes a file or a link, if there is one; whether there was. */
export async function remove(disk: Disk, path: string): Promise<boolean> {
	try {
		await disk.unlink(path);
		return true;
	} catch (error) {
		if (systemCode(error) === "ENOENT") return false;
		throw error;
	}
}

/** Makes durable what was renamed, created or removed beside the path. */
export async function syncFolder(disk: Disk, path: string): Promise<void> {
	// Windows opens no folders, and needs none: its names are durable with the file.
	if (process.platform === "win32") return;
	const folder = await disk.open(dirname(path), "read");
	try {
		await folder.sync();
	} catch (error) {
		// Some file systems of networks sync no folders.
		if (systemCode(error) !== "EINVAL") throw error;
	} finally {
		await folder.close();
	}
}
