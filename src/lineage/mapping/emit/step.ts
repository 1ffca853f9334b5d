import type { SchemaObject } from "../../version.js";
import type { Mapping } from "../mapping.js";
import { Emitter } from "./emitter.js";
import { Functions } from "./functions.js";
import { jsonSource } from "./text.js";

/** How a mapping is to be written as source. */
export interface EmitOptions {
	/** The schemas of the two versions, and the names of their types. */
	readonly older: { readonly schema: SchemaObject; readonly type: string };
	readonly newer: { readonly schema: SchemaObject; readonly type: string };
	/** The name under which the step is exported. */
	readonly name: string;
	/** A parameter that the mapping's functions use: then a function that makes the step is exported. */
	readonly parameter?: string;
	/** Functions and codecs by the names that the source may use for them. */
	readonly names: ReadonlyMap<unknown, string>;
}

/** The names that such source may take from the folder `lineage/emitted`. */
export const EMITTED_IMPORTS: readonly string[] = [
	...["became", "convertEach", "epoch", "isoDate", "narrowed", "atPlace", "renamed"],
	...["stepOf", "tellEach"],
];

/**
 * A mapping as plain source, which does what the mapping does and needs nothing of what runs mappings.
 *
 * @throws LineageError where a rule can't be written as source.
 */
export function emitStep(
	mapping: Mapping<never, never>,
	{ older, newer, name, parameter, names }: EmitOptions,
): string {
	const functions = new Functions(names);
	const { rules, levels } = mapping.source;
	const emitter = new Emitter(levels, functions);
	const { up, down, tellUp, tellDown, leaving } = emitter.emit(rules, older.schema, newer.schema);
	const type = `Step<${older.type}, ${newer.type}>`;
	const body = [
		...functions.lines,
		...emitter.lines,
		`return stepOf({ convert: ${up}, tell: ${tellUp} }, { convert: ${down}, tell: ${tellDown} }, ${jsonSource(mapping.traits)}${leaving ? `, ${leaving}` : ""});`,
	];
	return parameter === undefined
		? [`export const ${name}: ${type} = /* @__PURE__ */ (() => {`, ...body, "})();"].join("\n")
		: [`export function ${name}(${parameter}): ${type} {`, ...body, "}"].join("\n");
}
