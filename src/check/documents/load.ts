import { posix } from "node:path";
import { equal, isObject, type Json, type Pointer, valueAt } from "../../json/index.js";
import {
	absolutes,
	type Dialect,
	dialectOf,
	readSchemaDocument,
	referencesOf,
	refuseDocument,
	SchemaError,
} from "../../schema/index.js";
import { committed } from "./committed.js";
import { disk } from "./disk.js";
import { Library } from "./library.js";
import { contentOf } from "./named.js";
import { type Operand, parseOperand } from "./operand.js";
import type { Origin } from "./origin.js";

import { isPlainlyIn, repositoryOf } from "./repository-root.js";
import { LocatedSchema } from "./source.js";

/** How schemas that are named one by one are loaded. */
export interface LoadOptions {
	/** Names are relative to it. */
	readonly cwd: string;
	/** The dialect of all documents; each one's own `$schema` says it if not given. */
	readonly dialect?: Dialect | undefined;
	/** Files and folders whose documents may be referred to, beside those of the schema's own repository. */
	readonly with?: readonly string[] | undefined;
}

const MAX_DOCUMENTS = 1_000;

/** Where the documents of one side are looked for. Each side has its own: two may well have the same identifiers. */
interface Shelves {
	readonly origin: Origin;
	/** The folder of the schema itself, where its references are looked for first. */
	readonly own: string;
	/** What the user has named. */
	readonly named: readonly string[];
	/** Whether a path stays in the repository, without a link on its way. */
	readonly isInRepository: (path: string) => Promise<boolean>;
}

/**
 * Loads a schema, or the schemas that a document names, and the documents that they refer to: by relative paths those of
 * its repository, by identifier too those in its own folder or in what `with` names; of the same git ref, and from
 * nowhere else. Throws a SchemaError that names file and line.
 */
export async function loadSources(name: string, options: LoadOptions): Promise<LocatedSchema | NamedSources> {
	const { operand, library, path, document } = await loadDocument(name, options);
	const { text, pointer } = operand;
	const value = valueAt(document, pointer);
	if (value === undefined) refuseDocument(operand.text, "nothing stands at that pointer");
	if (typeof value !== "boolean" && !isObject(value))
		refuseDocument(operand.text, "is no schema, but another JSON value");
	const dialect = options.dialect ?? library.guard(() => dialectOf(path, document, "draft2020-12"));
	const content = contentOf(value, pointer, dialect);
	const sourceAt = (place: Pointer, called: string) =>
		new LocatedSchema(called, library, { file: path, keywordLocation: place }, options.dialect);
	if (content.kind === "schema") return sourceAt(pointer, text);
	if (content.kind === "none") refuseDocument(operand.text, `says nothing about instances; ${HOW_TO_NAME}`);
	const named = [...content.schemas].map(
		([one, place]) => [one, () => sourceAt(place, `${text.replace(/#.*$/s, "")}#${place}`)] as const,
	);
	return { name: text, named: new Map(named) };
}

const HOW_TO_NAME = "name a schema in it, as in FILE#/components/schemas/NAME or FILE#/$defs/NAME";

/** The schemas that a document names. */
export interface NamedSources {
	/** The document, as the user knows it. */
	readonly name: string;
	/** By the name that they have in the document; read when asked for. */
	readonly named: ReadonlyMap<string, () => LocatedSchema>;
}

interface LoadedDocument {
	readonly operand: Operand;
	readonly library: Library;
	readonly path: string;
	readonly document: Json;
}

/** Loads a document and those that it refers to, whatever it is a document of. */
async function loadDocument(name: string, options: LoadOptions): Promise<LoadedDocument> {
	const operand = parseOperand(name);
	const shelves = await shelvesOf(operand, options);
	const { origin } = shelves;
	const library = new Library((path) => origin.nameOf(path));
	const path = origin.pathOf(operand.path);
	const bytes = await origin.read(path);
	if (bytes === undefined)
		refuseDocument(operand.text, operand.ref === undefined ? "no such file" : "no such file in that ref");
	const document = await library.add(path, bytes);
	await gather(library, shelves, path);
	return { operand, library, path, document };
}

async function shelvesOf(operand: Operand, options: LoadOptions): Promise<Shelves> {
	const named = options.with ?? [];
	if (operand.ref !== undefined) {
		// A git ref has nothing but its repository, and its origin refuses links.
		const origin = await committed(options.cwd, operand.ref);
		return { origin, ...pathsIn(origin, operand, named), isInRepository: async () => true };
	}
	const { own } = pathsIn(disk(options.cwd), operand, named);
	const root = await repositoryOf(own, options.cwd);
	const origin = disk(options.cwd, [operand.path, ...named, root]);
	return { origin, ...pathsIn(origin, operand, named), isInRepository: (path) => isPlainlyIn(path, root) };
}

function pathsIn(origin: Origin, operand: Operand, named: readonly string[]): Pick<Shelves, "own" | "named"> {
	return { own: posix.dirname(origin.pathOf(operand.path)), named: named.map((one) => origin.pathOf(one)) };
}

/** Adds to the library whatever its documents refer to, and what that refers to, as far as it is on a shelf. */
async function gather(library: Library, shelves: Shelves, root: string): Promise<void> {
	const identified = new Identifiers(shelves, library);
	const pending = [root];
	for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
		const document = library.documents.get(path) ?? null;
		for (const reference of referencesOf(document)) {
			const near = reference.path === undefined ? undefined : posix.join(posix.dirname(path), reference.path);
			if (near !== undefined && library.documents.has(near)) continue;
			if (near !== undefined && (await take(library, shelves, near))) {
				pending.push(near);
				continue;
			}
			for (const uri of absolutes(reference, document)) {
				const found = await identified.find(uri);
				if (found !== undefined && !library.documents.has(found) && (await take(library, shelves, found)))
					pending.push(found);
			}
		}
	}
}

/** Takes the document into the library, if there is one and it is on a shelf. */
async function take(library: Library, shelves: Shelves, path: string): Promise<boolean> {
	// Whatever is on no shelf is not even read: it may be a device.
	const bytes = (await isOnShelf(shelves, path)) ? await shelves.origin.read(path) : undefined;
	if (bytes === undefined) return false;
	if (library.documents.size >= MAX_DOCUMENTS) {
		const place = { file: library.nameOf(path), keywordLocation: "" };
		throw new SchemaError("too-large", place, `more than ${MAX_DOCUMENTS} documents in one set`);
	}
	await library.add(path, bytes);
	return true;
}

async function isOnShelf({ origin, own, named, isInRepository }: Shelves, path: string): Promise<boolean> {
	for (const shelf of [own, ...named]) {
		if (await origin.isOn(path, shelf)) return true;
	}
	return isInRepository(path);
}

interface Identified {
	readonly path: string;
	readonly document: Json;
}

/** Documents by identifier: those of the schema's own folder first, then those that the user has named. */
class Identifiers {
	readonly #shelves: Shelves;
	readonly #library: Library;
	#own: ReadonlyMap<string, readonly Identified[]> | undefined;
	#named: ReadonlyMap<string, readonly Identified[]> | undefined;

	constructor(shelves: Shelves, library: Library) {
		this.#shelves = shelves;
		this.#library = library;
	}

	/** The one document of that identifier; throws a SchemaError that names two if they differ. */
	async find(uri: string): Promise<string | undefined> {
		const { own, named } = this.#shelves;
		this.#own ??= await this.#list([own], (path) => posix.dirname(path) === own);
		const near = this.#own.get(uri);
		if (near !== undefined) return this.#only(near, uri);
		this.#named ??= await this.#list(named, () => true);
		return this.#only(this.#named.get(uri) ?? [], uri);
	}

	#only([first, ...others]: readonly Identified[], uri: string): string | undefined {
		const other = others.find(({ document }) => !equal(document, first?.document ?? null));
		if (first === undefined || other === undefined) return first?.path;
		const place = { file: this.#library.nameOf(other.path), keywordLocation: "" };
		const why = `has the identifier ${uri}, as ${this.#library.nameOf(first.path)} has, and says something else`;
		throw new SchemaError("identifier-duplicate", place, why);
	}

	async #list(shelves: readonly string[], isWanted: (path: string) => boolean) {
		const found = new Map<string, Identified[]>();
		const paths = new Set(
			(await Promise.all(shelves.map((shelf) => this.#shelves.origin.list(shelf)))).flat(),
		);
		for (const path of paths) {
			if (!isWanted(path) || !/\.(?:jsonc?|ya?ml)$/.test(path)) continue;
			const document = await this.#document(path);
			const id = isObject(document) ? (document.$id ?? document.id) : undefined;
			if (document === undefined || typeof id !== "string") continue;
			const name = id.replace(/#$/, "");
			found.set(name, [...(found.get(name) ?? []), { path, document }]);
		}
		return found;
	}

	/** Whatever is no document is none that a reference can mean. */
	async #document(path: string): Promise<Json | undefined> {
		const known = this.#library.documents.get(path);
		if (known !== undefined) return known;
		try {
			const bytes = await this.#shelves.origin.read(path);
			return bytes && (await readSchemaDocument(path, bytes)).value;
		} catch {
			return undefined;
		}
	}
}
