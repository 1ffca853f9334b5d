import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { pascal, SCHEMA_FILE } from "../../codegen/index.js";
import { escapeToken, isObject, isPointer, type Json, type Pointer, valueAt } from "../../json/index.js";
import { listText } from "../../text/index.js";
import { readSchemaFile } from "../args/schema-file.js";
import { UsageError } from "../args/usage-error.js";

/** What a lineage begins with. */
export type InitSource =
	| { readonly kind: "records"; readonly file: string; readonly name: string }
	| { readonly kind: "schema"; readonly name: string; readonly files: readonly SourceFile[] };

interface SourceFile {
	readonly name: string;
	readonly text: string;
}

const RECORDS = /\.(?:ndjson|jsonl)(?:\.gz)?$/;
const API = /^(?:openapi|asyncapi|swagger).*\.(?:json|ya?ml)$/i;

/** The one file here that a lineage can begin with; throws a UsageError if there is none, or several. */
export async function onlySource(cwd: string): Promise<string> {
	const names = await readdir(cwd);
	const [only, ...others] = names
		.filter((name) => [RECORDS, SCHEMA_FILE, API].some((pattern) => pattern.test(name)))
		.sort();
	if (only === undefined) {
		throw new UsageError(
			"there is nothing to begin with: name records or a schema, upshape init orders.ndjson",
		);
	}
	if (others.length === 0) return only;
	throw new UsageError(
		`several files could be the begin: name one, upshape init ${only} (or ${listText(others.slice(0, 5))})`,
	);
}

/** Reads what was named: records by the file's name, else a schema, or a document and the place of one in it. */
export async function readInitSource(operand: string, chosen: string | undefined): Promise<InitSource> {
	const [file = "", pointer] = operand.split(/#(.*)/s, 2);
	const place = pointer?.split("/").at(-1);
	const name = chosen ?? nameOf(place ?? basename(file));
	if (!/^[A-Za-z][\w.-]*$/.test(name)) {
		throw new UsageError(
			"the lineage's name becomes a type's, so it begins with a Latin letter: --name order",
		);
	}
	if (RECORDS.test(file)) return { kind: "records", file, name };
	const { bytes, value } = await readSchemaFile(file);
	const named = isObject(value) ? schemasOf(value) : [];
	if (pointer === undefined && named.length > 0) {
		const names = named.slice(0, 5).map((one) => `#${one}`);
		throw new UsageError(`${file} is a document of schemas: name one, upshape init ${file}${names[0]}`);
	}
	if (pointer !== undefined && (!isPointer(pointer) || valueAt(value, pointer) === undefined)) {
		throw new UsageError(`there is nothing at #${pointer} in ${file}`);
	}
	const extension = /\.(ya?ml|jsonc)$/.exec(file)?.[1] ?? "json";
	const stored = pointer === undefined ? `v1.schema.${extension}` : `v1.${extension}`;
	const versions = pointer === undefined ? ["v1"] : { v1: `${stored}#${pointer}` };
	return {
		kind: "schema",
		name,
		files: [
			{ name: stored, text: Buffer.from(bytes).toString() },
			{ name: "lineage.json", text: lineageText(name, versions) },
		],
	};
}

/** The file's name without what tells its kind, or the name of the schema in its document. */
function nameOf(text: string): string {
	const name = text
		.replace(RECORDS, "")
		.replace(SCHEMA_FILE, "")
		.replace(/\.(?:jsonc?|ya?ml)$/, "");
	return /^[A-Z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Where a document that is no schema itself has its schemas. */
function schemasOf(document: { readonly [name: string]: Json }): readonly Pointer[] {
	if (!["openapi", "asyncapi", "swagger"].some((name) => name in document)) return [];
	const schemas = valueAt(document, "/components/schemas");
	const names = isObject(schemas) ? Object.keys(schemas) : [];
	return names.map((name) => `/components/schemas/${escapeToken(name)}`);
}

function lineageText(name: string, versions: Json): string {
	return `${JSON.stringify({ name, type: pascal(name), versions }, undefined, "\t")}\n`;
}
