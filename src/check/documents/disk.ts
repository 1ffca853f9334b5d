import { lstat, realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { isInside, listFiles, readInside } from "../../disk/index.js";
import { systemCode } from "../../errors/index.js";
import { refuseDocument } from "../../schema/index.js";
import type { Origin } from "./origin.js";

/** Beyond what any schema is let in with, in bytes; a file of gigabytes must not be read to find that out. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The files of this machine, named as from the working directory. What is read is inside of that directory, links
 * followed, or of a folder outside of it that the user has named, or has named a file in.
 */
export function disk(cwd: string, named: readonly string[] = []): Origin {
	const nameOf = (path: string) => withSlashes(relative(cwd, path)) || ".";
	const roots = rootsOf(cwd, named);
	return {
		nameOf,
		pathOf: (name) => withSlashes(resolve(cwd, name)),
		async read(path) {
			const real = await realpath(path).catch((error: unknown) => absent(nameOf(path), error));
			if (real === undefined) return undefined;
			const { bytes, refused } = await readInside(real, { roots: await roots, maxBytes: MAX_BYTES });
			return refused === undefined ? bytes : refuseDocument(nameOf(path), `can't be read: ${refused}`);
		},
		async list(path) {
			const files = await listFiles(path);
			if (files !== undefined) return files.map((file) => `${path}/${file}`);
			return (await isFolderOrFile(path)) === "file" ? [path] : [];
		},
		isOn: (path, shelf) => isInside(path, [shelf]),
	};
}

/** The working directory; of what was named outside of it the folder that it is, or that it is in. */
async function rootsOf(cwd: string, named: readonly string[]): Promise<readonly string[]> {
	const outside = named
		.map((name) => resolve(cwd, name))
		.filter((path) => relative(cwd, path).startsWith(".."));
	const folders = outside.map(async (path) =>
		(await isFolderOrFile(path)) === "folder" ? path : dirname(path),
	);
	return [cwd, ...(await Promise.all(folders))];
}

async function isFolderOrFile(path: string): Promise<"folder" | "file" | undefined> {
	const found = await lstat(path).catch(() => undefined);
	if (found === undefined) return undefined;
	return found.isDirectory() ? "folder" : "file";
}

function absent(name: string, error: unknown): undefined {
	const code = systemCode(error);
	if (code === "ENOENT" || code === "ENOTDIR") return undefined;
	refuseDocument(
		name,
		`can't be read: ${code === "ELOOP" ? "links lead in a circle" : (code ?? "it failed")}`,
	);
}

/** A path with slashes, also where the system has others. */
export function withSlashes(path: string): string {
	return path.split(sep).join("/");
}
