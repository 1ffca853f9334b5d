import { posix } from "node:path";
import { type Json, valueAt } from "../json/index.js";
import { type Dialect, isObject, SchemaError } from "../schema/index.js";
import { committed } from "./committed.js";
import { disk } from "./disk.js";
import { Library } from "./library.js";
import { type Operand, parseOperand } from "./operand.js";
import type { Origin } from "./origin.js";
import { absolutes, referencesOf } from "./references.js";
import { Source } from "./source.js";

/** How schemas that are named one by one are loaded. */
export interface LoadOptions {
	/** Names are relative to it. */
	readonly cwd: string;
	/** The dialect of all documents; each one's own `$schema` says it if not given. */
	readonly dialect?: Dialect | undefined;
	/** Files and folders whose documents may be referred to, beside those in the schema's own folder. */
	readonly with?: readonly string[] | undefined;
}

const MAX_DOCUMENTS = 1_000;

/**
 * Loads a schema and the documents that it refers to: from its own folder or from what `with` names, of the same git
 * ref, and from nowhere else. Throws a SchemaError that names file and line.
 */
export async function loadSource(name: string, options: LoadOptions): Promise<Source> {
	const operand = parseOperand(name);
	const named = [operand.path, ...(options.with ?? [])];
	const origin =
		operand.ref === undefined ? disk(options.cwd, named) : await committed(options.cwd, operand.ref);
	const library = new Library((path) => origin.nameOf(path));
	const path = origin.pathOf(operand.path);
	const bytes = await origin.read(path);
	if (bytes === undefined)
		refuse(operand, operand.ref === undefined ? "no such file" : "no such file in that ref");
	const document = library.add(path, bytes);
	const schema = valueAt(document, operand.pointer);
	if (schema === undefined) refuse(operand, "nothing stands at that pointer");
	if (typeof schema !== "boolean" && !isObject(schema))
		refuse(operand, "is no schema, but another JSON value");
	const shelves = [posix.dirname(path), ...(options.with ?? []).map((one) => origin.pathOf(one))];
	await gather(library, origin, shelves, path);
	return new Source(operand.text, library, { file: path, keywordLocation: operand.pointer }, options.dialect);
}

/** Adds to the library whatever its documents refer to, and what that refers to, as far as it is on a shelf. */
async function gather(
	library: Library,
	origin: Origin,
	shelves: readonly string[],
	root: string,
): Promise<void> {
	let identified: ReadonlyMap<string, string> | undefined;
	const pending = [root];
	for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
		const document = library.documents.get(path) ?? null;
		for (const reference of referencesOf(document)) {
			const near = reference.path === undefined ? undefined : posix.join(posix.dirname(path), reference.path);
			if (near !== undefined && library.documents.has(near)) continue;
			if (near !== undefined && (await take(library, origin, shelves, near))) {
				pending.push(near);
				continue;
			}
			identified ??= await identifiers(origin, shelves.slice(1));
			const far = absolutes(reference, document).flatMap((uri) => identified?.get(uri) ?? []);
			for (const found of far) {
				if (!library.documents.has(found) && (await take(library, origin, shelves, found)))
					pending.push(found);
			}
		}
	}
}

/** Takes the document into the library, if there is one and it is on a shelf. */
async function take(
	library: Library,
	origin: Origin,
	shelves: readonly string[],
	path: string,
): Promise<boolean> {
	// Whatever is on no shelf is not even read: it may be a device.
	const bytes = (await isOnShelf(origin, shelves, path)) ? await origin.read(path) : undefined;
	if (bytes === undefined) return false;
	if (library.documents.size >= MAX_DOCUMENTS) {
		const place = { file: library.nameOf(path), keywordLocation: "" };
		throw new SchemaError("too-large", place, `more than ${MAX_DOCUMENTS} documents in one set`);
	}
	library.add(path, bytes);
	return true;
}

async function isOnShelf(origin: Origin, shelves: readonly string[], path: string): Promise<boolean> {
	for (const shelf of shelves) {
		if (await origin.isOn(path, shelf)) return true;
	}
	return false;
}

/** The documents on the shelves by their `$id`. */
async function identifiers(origin: Origin, shelves: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const found = new Map<string, string>();
	for (const shelf of shelves) {
		for (const path of await origin.list(shelf)) {
			const id = path.endsWith(".json") ? idOf(await origin.read(path)) : undefined;
			if (id !== undefined) found.set(id, path);
		}
	}
	return found;
}

/** Whatever is no document with an identifier is none that a reference can mean. */
function idOf(bytes: Uint8Array | undefined): string | undefined {
	try {
		const document: Json = JSON.parse(new TextDecoder().decode(bytes));
		const id = isObject(document) ? (document.$id ?? document.id) : undefined;
		return typeof id === "string" ? id.replace(/#$/, "") : undefined;
	} catch {
		return undefined;
	}
}

function refuse({ text }: Operand, why: string): never {
	throw new SchemaError("document-unreadable", { file: text, keywordLocation: "" }, why);
}
