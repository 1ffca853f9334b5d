import { intersects } from "../../compat/index.js";
import type { JsonObject } from "../../json/index.js";

/** Whether no two of the schemas have an instance in common: proved for each pair. */
export function areProvedDisjoint(versions: readonly { readonly schema: JsonObject }[]): boolean {
	return versions.every(({ schema }, index) =>
		versions.slice(index + 1).every((other) => share(schema, other.schema) === false),
	);
}

function share(a: JsonObject, b: JsonObject): boolean | "unknown" {
	const source = (schema: JsonObject) => ({ root: "inferred", documents: new Map([["inferred", schema]]) });
	return intersects(source(a), source(b)).intersects;
}
