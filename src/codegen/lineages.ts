import { posix } from "node:path";
import { escapeToken, isObject, isPointer, type Json, type Pointer } from "../json/index.js";
import { SchemaError } from "../schema/index.js";
import { pascal } from "./names.js";

/** A version of a lineage, as its folder describes it. */
export interface VersionFile {
	/** As lineage.json names it. */
	readonly name: string;
	/** The file that holds the schema, below the folder of schemas. */
	readonly file: string;
	/** Where in the file the schema stands; "" if the file is the schema. */
	readonly pointer: Pointer;
	/** The name of its type: the lineage's type, then the version. */
	readonly typeName: string;
	/** The version that its step leads to; the head has none. */
	readonly next: string | undefined;
}

/** A folder of schemas that are the versions of one payload, oldest first. */
export interface LineageFolder {
	readonly folder: string;
	readonly name: string;
	readonly type: string;
	readonly versions: readonly VersionFile[];
}

const TYPE = /^[A-Z][A-Za-z0-9]*$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * What a lineage.json says. Its `versions` are names, oldest first, of files of those names beside it; or an object, or a
 * list with objects, that also say where a schema stands: `{"v1": "api-v1.yaml#/components/schemas/Order"}`,
 * `[{"name": "v1", "schema": "api-v1.yaml#/components/schemas/Order"}]`, from the lineage's folder. `files` are the
 * files below the folder of schemas. Throws a SchemaError that names the place of a mistake.
 */
export function parseLineage(
	file: string,
	document: Json,
	files: ReadonlySet<string> = new Set(),
): LineageFolder {
	if (!isObject(document)) refuse(file, "", "must be a JSON object");
	const { name, type } = document;
	if (typeof name !== "string" || name === "") refuse(file, "/name", "must be a non-empty string");
	if (typeof type !== "string" || !TYPE.test(type)) {
		refuse(file, "/type", "must be a type's name, like Client");
	}
	const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
	if (/[\p{Cc}\u2028\u2029]/u.test(folder)) refuse(file, "", "its folder's name has a control character");
	const entries = entriesOf(file, document.versions);
	const names = entries.map((entry) => entry.name);
	for (const [index, { name: version, at }] of entries.entries()) {
		if (!VERSION.test(version)) {
			refuse(file, at, "must be a version's name: letters, digits, dot, dash, underscore");
		}
		if (names.indexOf(version) !== index) refuse(file, at, "names a version twice");
		checkBranch(file, entries, index);
	}
	return {
		folder,
		name,
		type,
		versions: entries.map((entry, index) => ({
			name: entry.name,
			...placeOf(file, folder, entry, files),
			typeName: pascal(`${type} ${entry.name}`),
			next: nextOf(entries, index),
		})),
	};
}

/** An entry of `versions`, where it stands, and what it says. */
interface Entry {
	readonly name: string;
	readonly at: Pointer;
	readonly into: Json | undefined;
	readonly schema: Json | undefined;
}

function entriesOf(file: string, versions: Json | undefined): readonly Entry[] {
	if (Array.isArray(versions) && versions.length > 0) {
		return versions.map((entry: Json, index) => entryOf(entry, `/versions/${index}`));
	}
	if (!isObject(versions) || Object.keys(versions).length === 0) {
		return refuse(file, "/versions", "must list the versions, oldest first");
	}
	return Object.entries(versions).map(([name, entry]) => {
		const at = `/versions/${escapeToken(name)}`;
		if (/^\d+$/.test(name)) {
			// JavaScript moves such names to the front, whatever the file says.
			refuse(file, at, `a number's order gets lost in an object: write [{"name": "${name}", "schema": ...}]`);
		}
		const said = isObject(entry) ? entry : { schema: entry };
		return { name, at, into: said.into, schema: said.schema };
	});
}

/** What is no name becomes one that no version can have. */
function entryOf(entry: Json, at: Pointer): Entry {
	const { name, into, schema } = isObject(entry) ? entry : { name: entry };
	return { name: typeof name === "string" ? name : "", at, into, schema };
}

/** A branch goes into a version that comes later. */
function checkBranch(file: string, entries: readonly Entry[], index: number): void {
	const { into, at } = entries[index] ?? {};
	if (into === undefined || entries.some(({ name }, other) => other > index && name === into)) return;
	refuse(file, `${at}/into`, "must name a version that comes later in the list");
}

/** A branch leads where it says, any other version to the next one that is no branch. */
function nextOf(entries: readonly Entry[], index: number): string | undefined {
	const into = entries[index]?.into;
	if (typeof into === "string") return into;
	return entries.find((entry, later) => later > index && entry.into === undefined)?.name;
}

const EXTENSIONS = ["json", "jsonc", "yaml", "yml"] as const;

/** Where a version's schema stands: where its entry says, else in the file of its name. */
function placeOf(
	file: string,
	folder: string,
	{ name, at, schema }: Entry,
	files: ReadonlySet<string>,
): Pick<VersionFile, "file" | "pointer"> {
	if (schema === undefined) {
		const candidates = EXTENSIONS.map((extension) => posix.join(folder, `${name}.schema.${extension}`));
		const [only, other] = candidates.filter((one) => files.has(one));
		if (other !== undefined) refuse(file, at, `${only} and ${other} are both its schema`);
		return { file: only ?? `${candidates[0]}`, pointer: "" };
	}
	if (typeof schema !== "string") return refuse(file, at, "must say where its schema is: FILE#/A/POINTER");
	const [path = "", pointer = ""] = schema.split(/#(.*)/s, 2);
	const below = posix.join(folder, path);
	const leaves = path === "" || posix.isAbsolute(path) || below.split("/")[0] === "..";
	if (leaves) refuse(file, at, "must name a file below the folder of schemas");
	if (!isPointer(pointer)) refuse(file, at, "what follows # is no JSON Pointer");
	return { file: below, pointer };
}

function refuse(file: string, keywordLocation: string, why: string): never {
	throw new SchemaError("lineage-invalid", { file, keywordLocation }, why);
}
