import type { Json } from "../json/index.js";
import { schemaGraph } from "../schema/index.js";
import { emitModule } from "../validate/index.js";
import type { Definition } from "./definitions.js";
import type { VersionFile } from "./lineages.js";

/** The text of the validators' module: `is...` and `explain...` of each version, whose file is among the documents. */
export function emitValidators(
	documents: ReadonlyMap<string, Json>,
	definitions: readonly Definition[],
	versions: readonly VersionFile[],
): string {
	const names = new Map(
		definitions.map(({ file, keywordLocation, name }) => [`${file}#${keywordLocation}`, name]),
	);
	const schemas = versions.map(({ typeName, file }) => ({
		name: typeName,
		graph: schemaGraph({ documents, root: file }),
	}));
	return emitModule(schemas, (file, keywordLocation) => names.get(`${file}#${keywordLocation}`));
}
