import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { SchemaError } from "../schema/index.js";
import type { Origin } from "./origin.js";

// Beyond what any schema is let in with; a file of gigabytes must not be read to find that out.
const MAX_BYTES = 64 * 1024 * 1024;

/** The files of this machine, named as from the working directory. */
export function disk(cwd: string): Origin {
	const nameOf = (path: string) => slashes(relative(cwd, path)) || ".";
	return {
		nameOf,
		pathOf: (name) => slashes(resolve(cwd, name)),
		list: (path) => list(path),
		async read(path) {
			const found = await stat(path).catch((error: unknown) => absent(nameOf(path), error));
			if (found === undefined) return undefined;
			if (found.isDirectory()) refuse(nameOf(path), "is a folder; name a file in it");
			if (found.size > MAX_BYTES) refuse(nameOf(path), "is too big for a schema");
			return readFile(path).catch((cause: unknown) => refuse(nameOf(path), "can't be read", cause));
		},
		async isOn(path, shelf) {
			const [file, named] = await Promise.all(
				[path, shelf].map((one) => realpath(one).catch(() => undefined)),
			);
			if (file === undefined || named === undefined) return false;
			return file === named || file.startsWith(named.endsWith(sep) ? named : named + sep);
		},
	};
}

async function list(path: string): Promise<string[]> {
	const found = await stat(path).catch(() => undefined);
	if (found === undefined) return [];
	if (!found.isDirectory()) return [path];
	const entries = await readdir(path, { withFileTypes: true });
	const below = entries.map(async (entry) => {
		const inside = `${path}/${entry.name}`;
		if (entry.isDirectory())
			return entry.name === "node_modules" || entry.name === ".git" ? [] : list(inside);
		return entry.isFile() ? [inside] : [];
	});
	return (await Promise.all(below)).flat().sort();
}

function absent(name: string, error: unknown): undefined {
	const code = error instanceof Error && "code" in error ? error.code : undefined;
	if (code === "ENOENT" || code === "ENOTDIR") return undefined;
	refuse(name, "can't be read", error);
}

function refuse(file: string, why: string, cause?: unknown): never {
	throw new SchemaError("document-unreadable", { file, keywordLocation: "" }, why, { cause });
}

function slashes(path: string): string {
	return path.split(sep).join("/");
}
