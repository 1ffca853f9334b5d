import type { Json, JsonObject } from "../../json/index.js";
import { DIALECT, mapChildren } from "../../schema/index.js";
import { closure, type Definition } from "../definitions.js";
import { constant } from "../names.js";
import { isLarge } from "../types/peers.js";

/** The text of the schemas' module: one constant per definition, and the whole document of each version. */
export function emitSchemas(
	definitions: readonly Definition[],
	versions: readonly string[],
	from: string,
): string {
	const schemas = definitions.map(({ name, schema }) => ({ name, schema: brief(schema) }));
	// What is large stays as it is written here: one member on a line, so that a difference can be read.
	const indent = isLarge(JSON.stringify(schemas)) ? "\t" : "";
	const parts = schemas.map(({ name, schema }) => `const ${name} = ${literal(schema, indent)};`);
	const documents = versions.map((name) => {
		const needed = closure(definitions, name);
		const $defs = needed.length === 0 ? "" : `, $defs: { ${needed.join(", ")} }`;
		return `export const ${constant(name)}Schema: SchemaObject = { $schema, ...${name}${$defs} };`;
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
	const kept = Object.entries(copied).filter(([name]) => !LONG.has(name) && !name.startsWith("x-"));
	return Object.fromEntries(kept);
}

/** JSON is JavaScript, but for one key, which schemas may not have; what can't be seen is escaped. */
function literal(value: Json, indent: string): string {
	return JSON.stringify(value, null, indent).replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (unseen) =>
		[...unseen].map(escaped).join(""),
	);
}

function escaped(character: string): string {
	return Array.from(
		{ length: character.length },
		(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
	).join("");
}
