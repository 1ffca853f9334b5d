import { SchemaError } from "../../schema/index.js";
import { disk } from "../documents/disk.js";
import { Library } from "../documents/library.js";
import { Accepted } from "./ignore.js";

/** Reads an ignore file; undefined if none is named; throws a SchemaError if it can't be read or is none. */
export async function loadAccepted(name: string | undefined, cwd: string): Promise<Accepted | undefined> {
	if (name === undefined) return undefined;
	const origin = disk(cwd, [name]);
	const path = origin.pathOf(name);
	const bytes = await origin.read(path);
	if (bytes === undefined) {
		throw new SchemaError("document-unreadable", { file: name, keywordLocation: "" }, "no such file");
	}
	const library = new Library(() => name);
	await library.add(path, bytes);
	return new Accepted(library, path);
}
