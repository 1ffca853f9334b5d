import { isPointer, type Pointer } from "../json/index.js";
import { SchemaError } from "../schema/index.js";

/** Which schema is meant: a file, or a file of a git ref, or a place in one. */
export interface Operand {
	/** As it was written. */
	readonly text: string;
	/** "" is git's index, what a commit would take; undefined is the disk. */
	readonly ref: string | undefined;
	readonly path: string;
	readonly pointer: Pointer;
}

/**
 * Reads "FILE", "REF:FILE" and either of them with "#/a/pointer" behind it. What begins with "." or "/" is a file on
 * disk, colons or not. Throws a SchemaError if it is none of them.
 */
export function parseOperand(text: string): Operand {
	const hash = text.indexOf("#/");
	const name = hash < 0 ? text : text.slice(0, hash);
	const pointer = hash < 0 ? "" : text.slice(hash + 1);
	if (!isPointer(pointer)) refuse(text, "what stands behind # is no JSON Pointer");
	const colon = name.indexOf(":");
	const isFile = colon < 0 || /^(?:[./]|[A-Za-z]:[\\/])/.test(name);
	const ref = isFile ? undefined : name.slice(0, colon);
	const path = isFile ? name : name.slice(colon + 1);
	if (path === "") refuse(text || '""', "names no file; write FILE, or REF:FILE for one of a git ref");
	if (path.includes("\0")) refuse(text, "has a character that no file's name can have");
	return { text, ref, path, pointer };
}

function refuse(text: string, why: string): never {
	throw new SchemaError("document-unreadable", { file: text, keywordLocation: "" }, why);
}
