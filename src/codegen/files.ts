import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { excerpt } from "./excerpt.js";
import { BANNER, type GeneratedFile } from "./generate.js";

/** A file that is not as generating would leave it. */
export interface Difference {
	readonly path: string;
	readonly status: "missing" | "stale" | "extra";
	/** The first lines that differ, in the manner of a unified diff: "-" what is there, "+" what should be. */
	readonly excerpt: string;
}

/** Writes the files below the root, and removes what an earlier generation left beside them. */
export async function writeFiles(root: string, files: readonly GeneratedFile[]): Promise<void> {
	for (const path of await leftovers(root, files)) await rm(join(root, path));
	for (const { path, text } of files) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), text);
	}
}

/** What `writeFiles` would change; an empty list means that everything is up to date. */
export async function checkFiles(
	root: string,
	files: readonly GeneratedFile[],
): Promise<readonly Difference[]> {
	const differences: Difference[] = [];
	for (const { path, text } of files) {
		const there = await readText(join(root, path));
		if (there === text) continue;
		const status = there === undefined ? "missing" : "stale";
		differences.push({ path, status, excerpt: excerpt(there ?? "", text) });
	}
	for (const path of await leftovers(root, files)) {
		differences.push({
			path,
			status: "extra",
			excerpt: excerpt((await readText(join(root, path))) ?? "", ""),
		});
	}
	return differences;
}

/** Files beside the generated ones that begin like them, but are not among them. */
async function leftovers(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
	const expected = new Set(files.map(({ path }) => path));
	const found: string[] = [];
	for (const folder of new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))) {
		for (const name of await readdir(join(root, folder)).catch(() => [])) {
			const path = `${folder}/${name}`;
			if (!name.endsWith(".ts") || expected.has(path)) continue;
			if ((await readText(join(root, path)))?.slice(0, 200).includes(BANNER) === true) found.push(path);
		}
	}
	return found.sort();
}

async function readText(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
		throw error;
	}
}
