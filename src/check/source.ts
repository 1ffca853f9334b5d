import { type PreparedSchema, prepare } from "../compat/index.js";
import type { Json } from "../json/index.js";
import { type Dialect, dialectOf, fileUri, type Place, type SchemaSource } from "../schema/index.js";
import type { Library } from "./library.js";
import type { Located } from "./result.js";

/** A schema with all that it refers to: for the engine, and for people. */
export class Source {
	/** As the user knows it. */
	readonly name: string;
	readonly library: Library;
	readonly schema: SchemaSource;
	/** Where the schema stands. */
	readonly root: Place;
	#prepared: PreparedSchema | undefined;

	/** The documents are those of the library unless fewer do. */
	constructor(
		name: string,
		library: Library,
		root: Place,
		dialect: Dialect | undefined,
		documents: ReadonlyMap<string, Json> = library.documents,
	) {
		this.name = name;
		this.library = library;
		this.root = root;
		this.schema = library.guard(() => sourceAt(documents, root, dialect));
	}

	/** Read once, for many questions; throws a SchemaError that names file and line. */
	get prepared(): PreparedSchema {
		this.#prepared ??= this.library.guard(() => prepare(this.schema));
		return this.#prepared;
	}

	/** Where something stands that the engine found. */
	locate(place: Place | undefined): Located {
		// What leads to a place in a document is no document itself.
		const isLead = place?.file === this.schema.root && place.file !== this.root.file;
		return this.library.locate(place === undefined || isLead ? this.root : place);
	}
}

/** A place in a document is a schema that leads there. */
function sourceAt(
	documents: ReadonlyMap<string, Json>,
	{ file, keywordLocation }: Place,
	option: Dialect | undefined,
): SchemaSource {
	const document = documents.get(file) ?? null;
	const dialect = option ?? dialectOf(file, document, "draft2020-12");
	if (keywordLocation === "") return { documents, root: file, dialect };
	const fragment = keywordLocation.split("/").map(encodeURIComponent).join("/");
	const root = `${file}#`;
	const lead: Json = { $ref: `${fileUri(file)}#${fragment}` };
	return { documents: new Map([...documents, [root, lead]]), root, dialect };
}
