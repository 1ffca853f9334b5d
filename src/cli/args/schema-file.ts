import { resolve } from "node:path";
import { readInside } from "../../disk/index.js";
import type { Json } from "../../json/index.js";
import { readSchemaDocument } from "../../schema/index.js";
import { UsageError } from "./usage-error.js";

/** The longest schema that is read, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** A file that holds a schema. */
interface SchemaFile {
	readonly bytes: Uint8Array;
	/** What they stand for. */
	readonly value: Json;
}

/** Reads the file that an operand names; throws a UsageError if it can't be read, a SchemaError if it is no document. */
export async function readSchemaFile(file: string): Promise<SchemaFile> {
	const { bytes, refused } = await readInside(resolve(file), { roots: ["/"], maxBytes: MAX_BYTES });
	if (bytes === undefined) throw new UsageError(`can't read ${file}: ${refused ?? "there is no such file"}`);
	return { bytes, value: (await readSchemaDocument(file, bytes)).value };
}
