import { SchemaError, type SchemaPlace } from "../schema/index.js";
import type { Definition } from "./definitions.js";
import type { LineageFolder } from "./lineages.js";
import { constant } from "./names.js";
import type { Alias } from "./types/types.js";

/** Throws a SchemaError if two things in one generated file would have the same name. */
export function checkClashes(
	definitions: readonly Definition[],
	lineages: readonly LineageFolder[],
	aliases: readonly Alias[],
	camelCase: ReadonlySet<string>,
): void {
	const types = new Names(["Version"]);
	for (const { name, ...place } of definitions) {
		types.take(name, place);
		if (camelCase.has(name)) types.take(`${name}Camel`, place);
	}
	const head = { file: "lineage.json", keywordLocation: "/type" };
	for (const { name } of aliases) types.take(name, head);
	const constants = new Names(["isObject"]);
	for (const { file, typeName } of lineages.flatMap(({ versions }) => versions)) {
		const name = constant(typeName);
		for (const taken of [name, `${name}Schema`, `is${typeName}`, `explain${typeName}`]) {
			constants.take(taken, { file, keywordLocation: "" });
		}
	}
}

class Names {
	readonly #taken: Set<string>;

	constructor(taken: readonly string[]) {
		this.#taken = new Set(taken);
	}

	take(name: string, place: SchemaPlace): void {
		if (this.#taken.has(name))
			throw new SchemaError("name-clash", place, `something else is named ${name} too`);
		this.#taken.add(name);
	}
}
