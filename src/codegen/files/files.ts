import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isInside, makeFolderInside, readInside, removeInside, replaceFile } from "../../disk/index.js";
import { refuseDocument } from "../../schema/index.js";
import { BANNER, type GeneratedFile } from "../generate.js";
import { excerpt } from "./excerpt.js";

/** A file that is not as generating would leave it. */
export interface OutdatedFile {
	readonly path: string;
	readonly status: "missing" | "stale" | "extra";
	/** The first lines that differ, in the manner of a unified diff: "-" what is there, "+" what should be. */
	readonly excerpt: string;
}

/** Writes the files below the root, and removes what an earlier generation left beside them. */
export async function writeFiles(root: string, files: readonly GeneratedFile[]): Promise<void> {
	for (const folder of foldersOf(files)) {
		const refused = await makeFolderInside(root, folder);
		if (refused !== undefined) refuseDocument(folder, `can't be made: ${refused}`);
	}
	for (const path of await leftovers(root, files)) await removeInside(root, join(root, path));
	for (const { path, text } of files) await replaceFile(join(root, path), text, { within: root });
}

/** What `writeFiles` would change; an empty list means that everything is up to date. */
export async function checkFiles(
	root: string,
	files: readonly GeneratedFile[],
): Promise<readonly OutdatedFile[]> {
	const differences: OutdatedFile[] = [];
	for (const { path, text } of files) {
		const there = await readText(root, path);
		if (there === text) continue;
		const status = there === undefined ? "missing" : "stale";
		differences.push({ path, status, excerpt: excerpt(there ?? "", text) });
	}
	for (const path of await leftovers(root, files)) {
		differences.push({
			path,
			status: "extra",
			excerpt: excerpt((await readText(root, path)) ?? "", ""),
		});
	}
	return differences;
}

/** Files beside the generated ones that begin like them, but are not among them. */
async function leftovers(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
	const expected = new Set(files.map(({ path }) => path));
	const found: string[] = [];
	for (const folder of foldersOf(files)) {
		if (!(await isInside(join(root, folder), [root]))) continue;
		for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
			const path = `${folder}/${entry.name}`;
			if (!entry.isFile() || !entry.name.endsWith(".ts") || expected.has(path)) continue;
			if ((await readText(root, path))?.slice(0, 200).includes(BANNER) === true) found.push(path);
		}
	}
	return found.sort();
}

function foldersOf(files: readonly GeneratedFile[]): ReadonlySet<string> {
	return new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))));
}

/** The longest generated file that is compared, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What stands there now; nothing that a link leads to is looked at, or shown. */
async function readText(root: string, path: string): Promise<string | undefined> {
	const { bytes, refused } = await readInside(join(root, path), { roots: [root], maxBytes: MAX_BYTES });
	if (refused !== undefined) refuseDocument(path, `can't be read: ${refused}`);
	return bytes && new TextDecoder().decode(bytes);
}
