import type { SchemaSource } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { shippedSchema, shippedVersions } from "../instances/index.js";

const documents = new Map<string, Json>(
	// The files are JSON, whose schemas are objects.
	shippedVersions.map(([lineage, version]) => [
		fileOf(lineage, version),
		shippedSchema(lineage, version) as Json,
	]),
);

/** A shipped version as a source, with all shipped documents around it. */
export function shippedSource(lineage: string, version: string): SchemaSource {
	return { documents, root: fileOf(lineage, version) };
}

function fileOf(lineage: string, version: string): string {
	return `${lineage}/${version}.schema.json`;
}
