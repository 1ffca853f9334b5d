import { emitModule } from "../../validate/index.js";
import type { Definition, VersionGraph } from "../definitions.js";

/** The text of the validators' module: `is...` and `explain...` of each version. */
export function emitValidators(
	definitions: readonly Definition[],
	versions: readonly VersionGraph[],
): string {
	const names = new Map(
		definitions.map(({ file, keywordLocation, name }) => [`${file}#${keywordLocation}`, name]),
	);
	const schemas = versions.map(({ typeName, graph }) => ({ name: typeName, graph }));
	return emitModule(schemas, (file, keywordLocation) => names.get(`${file}#${keywordLocation}`));
}
