import { posix } from "node:path";
import { SchemaError } from "../../schema/index.js";
import { openTree } from "./git.js";
import type { Origin } from "./origin.js";

/** The files of a git ref, or of the index if it is ""; named as git does: from the repository's root, or by "./". */
export async function committed(cwd: string, ref: string): Promise<Origin> {
	const { prefix, blobs, bytes } = await openTree(cwd, ref);
	const nameOf = (path: string) => `${ref || ":0"}:${path.slice(1)}`;
	return {
		nameOf,
		// Above the root there is nothing, so ".." can't lead out of it.
		pathOf: (name) => posix.join("/", /^\.\.?(?:\/|$)/.test(name) ? prefix : "", name),
		async read(path) {
			const blob = blobs.get(path.slice(1));
			if (blob === undefined) return undefined;
			if (blob.mode.startsWith("100")) return bytes(blob);
			const place = { file: nameOf(path), keywordLocation: "" };
			throw new SchemaError("document-unreadable", place, "is a link, not a file");
		},
		async list(path) {
			const wanted = path.slice(1);
			const folder = wanted === "" || wanted.endsWith("/") ? wanted : `${wanted}/`;
			const names = [...blobs].filter(
				([name, { mode }]) => isBelow(name, wanted, folder) && mode.startsWith("100"),
			);
			return names.map(([name]) => `/${name}`).sort();
		},
		isOn: async (path, shelf) => path === shelf || path.startsWith(shelf.endsWith("/") ? shelf : `${shelf}/`),
	};
}

function isBelow(name: string, wanted: string, folder: string): boolean {
	return name === wanted || name.startsWith(folder);
}
