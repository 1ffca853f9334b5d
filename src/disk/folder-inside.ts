import { constants } from "node:fs";
import { mkdir, open, realpath, unlink } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { systemCode } from "../errors/index.js";
import { isWithinOneOf, systemReason } from "./inside.js";
import { pathOfOpened, pathThrough } from "./opened.js";

/**
 * Works in a folder that is the root or inside of it, links followed. On Linux the path that the work gets leads through
 * the opened folder: a link that is put in place of one of its names meanwhile leads nowhere else.
 *
 * @throws Outside if the folder isn't inside of the root; the system's error if there is no such folder.
 */
export async function inFolder<Result>(
	folder: string,
	root: string,
	work: (path: string) => Promise<Result>,
): Promise<Result> {
	// Windows opens no folders.
	const opened = process.platform === "linux" ? await open(folder, ONLY_FOLDERS) : undefined;
	try {
		const there = opened && (await pathOfOpened(opened));
		const real = there ?? (await realpath(folder));
		if (!(await isWithinOneOf(real, [root]))) throw new Outside(`${folder} leads out of ${root}`);
		return await work(opened && there !== undefined ? pathThrough(opened) : real);
	} finally {
		await opened?.close();
	}
}

/** A folder is not inside of the one that it should be in. */
export class Outside extends Error {}

/** Makes a folder inside of another one, with all that lead to it; gives the reason if it can't be. */
export async function makeFolderInside(root: string, folder: string): Promise<string | undefined> {
	let made = root;
	try {
		for (const name of relative(root, join(root, folder)).split(sep)) {
			await inFolder(made, root, (path) => makeFolder(join(path, name)));
			made = join(made, name);
		}
		return await inFolder(made, root, async () => undefined);
	} catch (error) {
		return error instanceof Outside ? error.message : systemReason(error);
	}
}

/** Removes a file, or a link, in a folder inside of the root. */
export async function removeInside(root: string, path: string): Promise<void> {
	await inFolder(dirname(path), root, (folder) => unlink(join(folder, basename(path))));
}

const ONLY_FOLDERS = constants.O_RDONLY | constants.O_DIRECTORY;

async function makeFolder(path: string): Promise<void> {
	try {
		await mkdir(path);
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw error;
	}
}
