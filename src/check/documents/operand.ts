import { isPointer, type Pointer } from "../../json/index.js";
import { refuseDocument } from "../../schema/index.js";

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
 * Reads "FILE", "REF:FILE", ":0:FILE" and each of them with "#/a/pointer" behind it. What begins with "." or "/" is a file on
 * disk, colons or not. Throws a SchemaError if it is none of them.
 */
export function parseOperand(text: string): Operand {
	const hash = text.indexOf("#/");
	const name = hash < 0 ? text : text.slice(0, hash);
	const pointer = hash < 0 ? "" : text.slice(hash + 1);
	if (!isPointer(pointer)) refuseDocument(text, "what stands behind # is no JSON Pointer");
	const [ref, path] = split(name);
	// An unset variable in front of the colon must not turn into git's own meaning of it, the index.
	if (ref === "" && !name.startsWith(INDEX))
		refuseDocument(text, `names no git ref; ${INDEX}FILE is git's index`);
	if (path === "")
		refuseDocument(text || '""', "names no file; write FILE, or REF:FILE for one of a git ref");
	if (path.includes("\0")) refuseDocument(text, "has a character that no file's name can have");
	return { text, ref, path, pointer };
}

// As git itself writes it.
const INDEX = ":0:";

function split(name: string): readonly [ref: string | undefined, path: string] {
	if (name.startsWith(INDEX)) return ["", name.slice(INDEX.length)];
	const colon = name.indexOf(":");
	const isFile = colon < 0 || /^(?:[./]|[A-Za-z]:[\\/])/.test(name);
	return isFile ? [undefined, name] : [name.slice(0, colon), name.slice(colon + 1)];
}
