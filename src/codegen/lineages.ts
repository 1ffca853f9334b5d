import type { Json } from "../json/index.js";
import { isObject, SchemaError } from "../schema/index.js";
import { pascal } from "./names.js";

/** A version of a lineage, as its folder describes it. */
export interface VersionFile {
	/** As lineage.json names it. */
	readonly name: string;
	/** The schema's file in the set. */
	readonly file: string;
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

/** What a lineage.json says; throws a SchemaError that names the place of a mistake. */
export function parseLineage(file: string, document: Json): LineageFolder {
	if (!isObject(document)) refuse(file, "", "must be a JSON object");
	const { name, type, versions } = document;
	if (typeof name !== "string" || name === "") refuse(file, "/name", "must be a non-empty string");
	if (typeof type !== "string" || !TYPE.test(type)) {
		refuse(file, "/type", "must be a type's name, like Client");
	}
	if (!Array.isArray(versions) || versions.length === 0) {
		refuse(file, "/versions", "must list the versions, oldest first");
	}
	const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
	if (/[\p{Cc}\u2028\u2029]/u.test(folder)) refuse(file, "", "its folder's name has a control character");
	const names = versions.map((entry: Json, index) => versionName(file, entry, index));
	names.forEach((version, index) => {
		if (names.indexOf(version) !== index) refuse(file, `/versions/${index}`, "names a version twice");
	});
	versions.forEach((entry: Json, index) => {
		checkBranch(file, entry, index, names);
	});
	return {
		folder,
		name,
		type,
		versions: names.map((version, index) => ({
			name: version,
			file: folder === "" ? `${version}.schema.json` : `${folder}/${version}.schema.json`,
			typeName: pascal(`${type} ${version}`),
			next: nextOf(versions, names, index),
		})),
	};
}

function versionName(file: string, entry: Json, index: number): string {
	const name = isObject(entry) ? entry.name : entry;
	if (typeof name === "string" && VERSION.test(name)) return name;
	refuse(file, `/versions/${index}`, "must be a version's name: letters, digits, dot, dash, underscore");
}

/** A branch goes into a version that comes later. */
function checkBranch(file: string, entry: Json, index: number, names: readonly string[]): void {
	if (!isObject(entry) || entry.into === undefined) return;
	const { into } = entry;
	if (typeof into === "string" && names.indexOf(into) > index) return;
	refuse(file, `/versions/${index}/into`, "must name a version that comes later in the list");
}

/** A branch leads where it says, any other version to the next one that is no branch. */
function nextOf(versions: readonly Json[], names: readonly string[], index: number): string | undefined {
	const entry = versions[index];
	if (isObject(entry) && typeof entry.into === "string") return entry.into;
	return names.find((_, later) => later > index && !isBranch(versions[later]));
}

function isBranch(entry: Json | undefined): boolean {
	return isObject(entry) && entry.into !== undefined;
}

function refuse(file: string, keywordLocation: string, why: string): never {
	throw new SchemaError("lineage-invalid", { file, keywordLocation }, why);
}
