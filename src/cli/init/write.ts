import { join, posix } from "node:path";
import { makeFolderInside, nodeDisk, replaceFile, statOf } from "../../disk/index.js";
import { UsageError } from "../args/usage-error.js";
import type { InitFile } from "./modules.js";

/** Writes the files that are not there, inside of the root; what is there stays as it is. */
export async function writeFresh(root: string, files: readonly InitFile[], isDry: boolean) {
	const fresh: InitFile[] = [];
	const kept: InitFile[] = [];
	for (const file of files) {
		const isThere = (await statOf(nodeDisk, join(root, file.path))) !== undefined;
		(isThere ? kept : fresh).push(file);
	}
	for (const { path, text } of isDry ? [] : fresh) {
		const folder = posix.dirname(path);
		const refused = await makeFolderInside(root, folder);
		if (refused !== undefined) throw new UsageError(`can't make the folder ${folder}: ${refused}`);
		await replaceFile(join(root, path), text, { within: root });
	}
	return { fresh, kept };
}
