import type { JsonObject } from "../json/index.js";
import { DIALECT } from "../schema/index.js";
import { countText } from "../text/index.js";
import type { Inferred } from "./inference.js";

/** A file of a lineage's folder. */
export interface LineageFile {
	/** In the lineage's folder. */
	readonly name: string;
	readonly document: JsonObject;
}

/** The files of a lineage whose versions the records show: a schema for each, and lineage.json, which is the last. */
export function lineageFiles({ versions }: Inferred, name: string, type: string): readonly LineageFile[] {
	const names = versions.map((_, index) => `v${index + 1}`);
	const schemas = versions.map(({ schema, count }, index) => ({
		name: `${names[index]}.schema.json`,
		document: {
			$schema: DIALECT,
			title: `${type}, version ${index + 1}`,
			$comment: count === 1 ? "As one record showed it." : `As ${countText(count)} records showed it.`,
			...schema,
		},
	}));
	return [...schemas, { name: "lineage.json", document: { name, type, versions: names } }];
}
