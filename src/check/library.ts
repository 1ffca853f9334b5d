import { parseDocument } from "../codegen/index.js";
import { type Json, Positions } from "../json/index.js";
import { type Place, SchemaError } from "../schema/index.js";
import type { Located } from "./result.js";

/** Documents by their paths: their values for the engine, and what people see of them, names, lines and columns. */
export class Library {
	readonly documents = new Map<string, Json>();
	readonly #texts = new Map<string, string>();
	readonly #positions = new Map<string, Positions>();
	readonly #nameOf: (path: string) => string;

	constructor(nameOf: (path: string) => string) {
		this.#nameOf = nameOf;
	}

	/** What people call the document of that path. */
	nameOf(path: string): string {
		return this.#nameOf(path);
	}

	/** Reads a document's bytes into its place; throws a SchemaError with its name and line. */
	add(path: string, bytes: Uint8Array): Json {
		const text = new TextDecoder().decode(bytes);
		try {
			const document = parseDocument(this.#nameOf(path), bytes);
			this.documents.set(path, document);
			this.#texts.set(path, text);
			return document;
		} catch (error) {
			// A place in the document means that it is JSON.
			throw error instanceof SchemaError && error.keywordLocation !== "" ? error.placed(text) : error;
		}
	}

	/** Where in the text something stands, or what is nearest to it. */
	locate({ file, keywordLocation }: Place): Located {
		const { line, column } = this.#position(file)?.nearest(keywordLocation) ?? { line: 1, column: 1 };
		return { file: this.#nameOf(file), keywordLocation, line, column };
	}

	/** Does what may refuse a document, and makes its refusal name the document as people do, with the line. */
	guard<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (!(error instanceof SchemaError)) throw error;
			throw error.placed(this.#texts.get(error.file), this.#nameOf(error.file));
		}
	}

	#position(file: string): Positions | undefined {
		const text = this.#texts.get(file);
		if (text === undefined) return undefined;
		const known = this.#positions.get(file) ?? new Positions(text);
		this.#positions.set(file, known);
		return known;
	}
}
