import type { Json, JsonObject } from "../json/index.js";
import { DIALECT, keyword, mapChildren } from "../schema/index.js";
import { closure, type Definition } from "./definitions.js";
import { constant } from "./names.js";

/** The text of the schemas' module: one constant per definition, and the whole document of each version. */
export function emitSchemas(
	definitions: readonly Definition[],
	versions: readonly string[],
	from: string,
): string {
	const parts = definitions.map(({ name, schema }) => `const ${constant(name)} = ${literal(brief(schema))};`);
	const documents = versions.map((name) => {
		const needed = closure(definitions, name);
		const members = needed.map((other) => `${other}: ${constant(other)}`).join(", ");
		const $defs = needed.length === 0 ? "" : `, $defs: { ${members} }`;
		return `export const ${constant(name)}Schema: SchemaObject = { $schema, ...${constant(name)}${$defs} };`;
	});
	return [
		`import type { SchemaObject } from "${from}";`,
		`const $schema = "${DIALECT}";`,
		...parts,
		...documents,
	].join("\n\n");
}

const LONG = new Set(["description", "examples", "$comment"]);

/** Without the annotations that only a reader of the file needs. */
function brief(schema: JsonObject): JsonObject {
	const copied = mapChildren({ file: "", keywordLocation: "", schema }, ({ schema: child }) =>
		typeof child === "boolean" ? child : brief(child),
	);
	const kept = Object.entries(copied).filter(
		([name]) => !LONG.has(name) && !(name.startsWith("x-") && keyword(name)?.holds === "annotation"),
	);
	return Object.fromEntries(kept);
}

/** JSON is JavaScript, but for one key, which schemas may not have. */
function literal(value: Json): string {
	return JSON.stringify(value);
}
