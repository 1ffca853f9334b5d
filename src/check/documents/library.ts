import type { Json, Pointer } from "../../json/index.js";
import {
	readSchemaDocument,
	type SchemaDocument,
	SchemaError,
	type SchemaPlace,
} from "../../schema/index.js";
import type { Located } from "../result.js";

/** Documents by their paths: their values for the engine, and what people see of them, names, lines and columns. */
export class Library {
	readonly documents = new Map<string, Json>();
	/** By path: numbers that a double can't hold as they are written. */
	readonly inexact = new Map<string, readonly Pointer[]>();
	readonly #read = new Map<string, SchemaDocument>();
	readonly #nameOf: (path: string) => string;

	constructor(nameOf: (path: string) => string) {
		this.#nameOf = nameOf;
	}

	/** What people call the document of that path. */
	nameOf(path: string): string {
		return this.#nameOf(path);
	}

	/** Reads a document's bytes into its place; throws a SchemaError with its name and line. */
	async add(path: string, bytes: Uint8Array): Promise<Json> {
		const document = await readSchemaDocument(this.#nameOf(path), bytes);
		this.documents.set(path, document.value);
		this.inexact.set(path, document.inexact);
		this.#read.set(path, document);
		return document.value;
	}

	/** Where in the text something stands, or what is nearest to it. */
	locate({ file, keywordLocation }: SchemaPlace): Located {
		const { line, column } = this.#read.get(file)?.positions.nearest(keywordLocation) ?? {
			line: 1,
			column: 1,
		};
		return { file: this.#nameOf(file), keywordLocation, line, column };
	}

	/** Does what may refuse a document, and makes its refusal name the document as people do, with the line. */
	guard<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (!(error instanceof SchemaError)) throw error;
			throw error.placed(this.#read.get(error.file)?.positions, this.#nameOf(error.file));
		}
	}
}
