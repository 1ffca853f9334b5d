import { Positions, positionAt, read } from "../../json/index.js";
import { refuseDocument, SchemaError } from "../error.js";
import { withoutComments } from "./comments.js";
import { inexactNumbers } from "./exact.js";
import type { SchemaDocument } from "./schema-document.js";

/** A longer document is refused unread, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads a document by its name: YAML if it ends in `.yaml` or `.yml`, else JSON, which may have comments and trailing
 * commas. Throws a SchemaError for what is neither, what has a key twice or the key "__proto__".
 */
export async function readSchemaDocument(file: string, bytes: Uint8Array): Promise<SchemaDocument> {
	if (!/\.ya?ml$/i.test(file)) return readJson(file, bytes);
	if (bytes.length > MAX_BYTES) refuseDocument(file, `the document is longer than ${MAX_BYTES} bytes`);
	// Loaded for those who have YAML: most have none.
	const { readYaml } = await import("./yaml.js");
	return readYaml(file, bytes);
}

/** Reads a JSON document, as above. */
function readJson(file: string, bytes: Uint8Array): SchemaDocument {
	const plain = read(bytes, { maxBytes: MAX_BYTES });
	const bare =
		plain.issues?.[0].code === "not-json" ? withoutComments(new TextDecoder().decode(bytes)) : undefined;
	const result = bare === undefined ? plain : read(bare);
	if (result.issues !== undefined) {
		const [{ code, instanceLocation, message, offset }] = result.issues;
		const position = offset === undefined ? undefined : positionAt(bare ?? bytes, offset);
		const at = { file, keywordLocation: instanceLocation };
		throw new SchemaError(code === "proto-key" ? "own-proto-key" : "document-unreadable", at, message, {
			position,
		});
	}
	const text = bare ?? new TextDecoder().decode(bytes);
	const positions = new Positions(text);
	const places = result.verbatim?.places ?? [];
	const twice = places.find(({ reason }) => reason === "duplicate-key");
	if (twice !== undefined) {
		const at = { file, keywordLocation: twice.pointer };
		throw new SchemaError("document-unreadable", at, "a key that is there twice").placed(positions);
	}
	const numbers = places.filter(({ reason }) => reason === "number").map(({ pointer }) => pointer);
	return { value: result.value, positions, inexact: inexactNumbers(text, positions, numbers) };
}
