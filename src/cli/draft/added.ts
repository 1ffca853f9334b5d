import { join, posix } from "node:path";
import { folderAt, type LineageFolder, parseLineage, pascal, readDocuments } from "../../codegen/index.js";
import { isObject, type Json } from "../../json/index.js";
import { type ReadGraph, schemaGraph } from "../../schema/index.js";
import { listText } from "../../text/index.js";
import { hint } from "../args/nearest.js";
import { readSchemaFile } from "../args/schema-file.js";
import { UsageError } from "../args/usage-error.js";

/** What is to be added to which lineage. */
export interface Addition {
	/** The folder of the settings, and that of the schemas below it. */
	readonly root: string;
	readonly schemas: string;
	/** The lineage's folder below that of the schemas; needed where there are several. */
	readonly lineage: string | undefined;
	/** The new version's name, and the file of its schema. */
	readonly name: string;
	readonly schema: string;
}

/** A lineage with a version more. */
export interface Added {
	readonly older: ReadGraph;
	readonly newer: ReadGraph;
	/** The types of both versions, and the name of the step. */
	readonly names: { readonly older: string; readonly newer: string; readonly step: string };
	/** What is to be written, lineage.json last. */
	readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Reads a lineage and the schema of its next version, and writes nothing; throws a UsageError or a SchemaError. */
export async function addTo({ root, schemas, lineage, name, schema }: Addition): Promise<Added> {
	const folder = folderAt(root, schemas);
	const found = await readDocuments(folder);
	const file = lineageFile([...found.lineages.keys()], lineage);
	const document = found.lineages.get(file) ?? null;
	const files = new Set(await folder.list());
	const before = parseLineage(file, document, files);
	const head = before.versions.at(-1);
	if (head === undefined) throw new UsageError(`${file} has no version that a step could begin at`);
	if (before.versions.some((version) => version.name === name)) {
		throw new UsageError(`${file} has a version ${name} already: name another one`);
	}
	const target = posix.join(posix.dirname(file), `${name}.schema.json`);
	if (files.has(target))
		throw new UsageError(`${join(schemas, target)} is there already, and no version: remove it`);
	const { bytes, value } = await readSchemaFile(schema);
	const longer = withVersion(document, name);
	const after = parseLineage(file, longer, new Set([...files, target]));
	const documents = new Map([...found.schemas, [target, value]]);
	return {
		older: schemaGraph({ documents, root: head.file, pointer: head.pointer }),
		newer: schemaGraph({ documents, root: target }),
		names: {
			older: head.typeName,
			newer: typeOf(after, name),
			step: stepName(head.name, name),
		},
		files: [
			{ path: join(root, schemas, target), text: Buffer.from(bytes).toString() },
			{ path: join(root, schemas, file), text: `${JSON.stringify(longer, undefined, "\t")}\n` },
		],
	};
}

/** The file of the lineage that is meant. */
function lineageFile(files: readonly string[], folder: string | undefined): string {
	const folders = files.map((file) => posix.dirname(file));
	if (folder === undefined) {
		const [only, other] = files;
		if (only !== undefined && other === undefined) return only;
		const which =
			only === undefined ? "there is none: upshape infer makes one of records" : listText(folders);
		throw new UsageError(`--lineage must name the folder of a lineage: ${which}`);
	}
	const index = folders.indexOf(posix.normalize(folder).replace(/\/$/, ""));
	const file = files[index];
	if (file !== undefined) return file;
	throw new UsageError(`there is no lineage in the folder ${folder}${hint(folder, folders)}`);
}

/** What lineage.json says, with one version more. */
function withVersion(document: Json, name: string): Json {
	if (!isObject(document)) return document;
	const { versions } = document;
	if (Array.isArray(versions)) return { ...document, versions: [...versions, name] };
	return { ...document, versions: { ...Object(versions), [name]: `${name}.schema.json` } };
}

const typeOf = ({ versions }: LineageFolder, name: string) =>
	versions.find((version) => version.name === name)?.typeName ?? "";

/** What the step between two versions is called: "v1ToV2". */
export function stepName(older: string, newer: string): string {
	const word = pascal(older);
	const lower = word.charAt(0).toLowerCase() + word.slice(1);
	return `${/^[a-z]/.test(lower) ? lower : `from${word}`}To${pascal(newer)}`;
}
