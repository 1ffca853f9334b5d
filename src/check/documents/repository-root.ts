import { realpath, stat } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { CONFIG_FILE } from "../../codegen/index.js";

/**
 * The folder that a schema's relative references stay in: the nearest one above it with an `upshape.config.json`, else
 * with a `.git`, else the working directory.
 */
export async function repositoryOf(folder: string, cwd: string): Promise<string> {
	return (await nearest(folder, CONFIG_FILE)) ?? (await nearest(folder, ".git")) ?? cwd;
}

async function nearest(folder: string, name: string): Promise<string | undefined> {
	for (let at = folder; ; at = dirname(at)) {
		const found = await stat(`${at}/${name}`).catch(() => undefined);
		if (found !== undefined) return at;
		if (dirname(at) === at) return undefined;
	}
}

/** Whether a file is in a folder where its path says, with no link on the way that leads elsewhere. */
export async function isPlainlyIn(path: string, folder: string): Promise<boolean> {
	const [real, root] = await Promise.all([path, folder].map((one) => realpath(one).catch(() => undefined)));
	if (real === undefined || root === undefined) return false;
	const below = relative(root, real);
	return !below.startsWith("..") && below === relative(folder, path);
}
