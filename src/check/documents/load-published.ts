import { posix } from "node:path";
import type { Folder } from "../../codegen/index.js";
import { SchemaError } from "../../schema/index.js";
import { type LoadedFolder, loadLineages } from "../lineage/lineages.js";
import { committed } from "./committed.js";

/** What was published: lineages as they are at a git ref. */
export interface Published extends LoadedFolder {
	/** As the user wrote it. */
	readonly ref: string;
}

/** Loads the lineages of a ref, none if it has no such folder; throws a SchemaError if they can't be had. */
export async function loadPublished(root: string, schemas: string, ref: string): Promise<Published> {
	// An unset variable must not turn into git's own meaning of it, the index.
	if (ref === "") throw new SchemaError("config-invalid", at("against"), "names no git ref");
	const origin = await committed(root, ref);
	const path = origin.pathOf(`./${schemas}`);
	const nameOf = (file: string) => origin.nameOf(posix.join(path, file));
	const folder: Folder = {
		list: async () => (await origin.list(path)).map((file) => posix.relative(path, file)),
		async read(file) {
			const bytes = await origin.read(posix.join(path, file));
			if (bytes === undefined) throw new SchemaError("document-unreadable", at(nameOf(file)), "no such file");
			return bytes;
		},
	};
	return { ref, ...(await loadLineages(folder, nameOf)) };
}

function at(file: string) {
	return { file, keywordLocation: "" };
}
