import { type PreparedSchema, prepare } from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import {
	type Dialect,
	dialectOf,
	type MessageDirection,
	type SchemaPlace,
	type SchemaSource,
} from "../../schema/index.js";
import type { Located } from "../result.js";
import type { Library } from "./library.js";

/** A schema with all that it refers to: for the engine, and for people. */
export class LocatedSchema {
	/** As the user knows it. */
	readonly name: string;
	readonly library: Library;
	readonly schema: SchemaSource;
	/** Where the schema stands. */
	readonly root: SchemaPlace;
	readonly #prepared = new Map<MessageDirection | undefined, PreparedSchema>();

	/** The documents are those of the library unless fewer do. */
	constructor(
		name: string,
		library: Library,
		root: SchemaPlace,
		dialect: Dialect | undefined,
		documents: ReadonlyMap<string, Json> = library.documents,
	) {
		this.name = name;
		this.library = library;
		this.root = root;
		this.schema = library.guard(() => sourceAt(root, { documents, inexact: library.inexact }, dialect));
	}

	/**
	 * The schema as it is asked about messages of a direction, or of both, read once for many questions; throws a
	 * SchemaError that names file and line.
	 */
	preparedFor(direction: MessageDirection | undefined): PreparedSchema {
		const known = this.#prepared.get(direction);
		if (known !== undefined) return known;
		const made = this.library.guard(() => prepare({ ...this.schema, direction }));
		this.#prepared.set(direction, made);
		return made;
	}

	/** The schema as it is asked about all messages. */
	get prepared(): PreparedSchema {
		return this.preparedFor(undefined);
	}

	/** Where something stands that the engine found; the schema itself if not given. */
	locate(place: SchemaPlace = this.root): Located {
		return this.library.locate(place);
	}
}

function sourceAt(
	{ file, keywordLocation: pointer }: SchemaPlace,
	{ documents, inexact }: Pick<SchemaSource, "documents" | "inexact">,
	option: Dialect | undefined,
): SchemaSource {
	const dialect = option ?? dialectOf(file, documents.get(file) ?? null, "draft2020-12");
	return { documents, inexact, root: file, pointer, dialect };
}
