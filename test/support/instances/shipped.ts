import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isSchema, type Schema } from "./subschema.js";

const folder = new URL("../../../schemas/", import.meta.url);
const BASE = "https://upshape.example/schemas/";

/** Every shipped version, as [lineage folder, version], in the order of its lineage.json. */
export const shippedVersions: readonly (readonly [lineage: string, version: string])[] = readdirSync(folder)
	.filter((lineage) => existsSync(new URL(`${lineage}/lineage.json`, folder)))
	.flatMap((lineage) => versionsOf(lineage).map((version) => [lineage, version] as const));

/** All shipped schemas by URI: hand them to `instancesOf`, so that the `$ref`s between the files resolve. */
export const shippedDocuments: Readonly<Record<string, Schema>> = Object.fromEntries(
	shippedVersions.map(([lineage, version]) => [
		shippedUri(lineage, version),
		shippedSchema(lineage, version),
	]),
);

/** The URI under which a shipped schema is registered. */
export function shippedUri(lineage: string, version: string): string {
	return `${BASE}${lineage}/${version}.schema.json`;
}

/** A shipped schema, as its file says. */
export function shippedSchema(lineage: string, version: string): Schema {
	const schema = readJson(`${lineage}/${version}.schema.json`);
	if (!isSchema(schema)) throw new Error(`schemas/${lineage}/${version}.schema.json is not a schema`);
	return schema;
}

/** A version; one with `into` is a second older shape. */
type VersionEntry = string | { readonly name: string; readonly into?: string };

function versionsOf(lineage: string): readonly string[] {
	const { versions } = readJson(`${lineage}/lineage.json`) as { versions: readonly VersionEntry[] }; // our own file
	return versions.map((entry) => (typeof entry === "string" ? entry : entry.name));
}

function readJson(path: string): unknown {
	return JSON.parse(readFileSync(new URL(path, folder), "utf8"));
}
