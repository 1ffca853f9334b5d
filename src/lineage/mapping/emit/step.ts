import type { SchemaObject } from "../../version.js";
import type { Mapping } from "../mapping.js";
import { Declarations } from "./declarations.js";
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
	readonly parameter?: { readonly name: string; readonly type: string };
	/** Functions and codecs by the names that the source may use for them. */
	readonly names: ReadonlyMap<unknown, string>;
}

/** The names that such source may take from the folder `lineage/emitted`. */
export const EMITTED_IMPORTS: readonly string[] = [
	...["became", "convertEach", "epoch", "isoDate", "narrowed", "atPlace", "renamed"],
	...["stepOf", "tellEach"],
];

/**
 * Mappings as plain source, which does what they do and needs nothing of what runs mappings. What several of them declare
 * alike is declared once.
 *
 * @throws LineageError where a rule can't be written as source.
 */
export function emitSteps(
	mappings: readonly { readonly mapping: Mapping<never, never>; readonly options: EmitOptions }[],
): string {
	const module = new Declarations();
	const steps = mappings.map(({ mapping, options }) => emitStep(mapping, options, module));
	return [module.text, ...steps].join("\n\n");
}

function emitStep(
	mapping: Mapping<never, never>,
	{ older, newer, name, parameter, names }: EmitOptions,
	module: Declarations,
): string {
	const own = parameter === undefined ? module : new Declarations(module, [parameter.name]);
	const { rules, levels } = mapping.source;
	const emitter = new Emitter(levels, new Functions(names, own), own);
	const { up, down, tellUp, tellDown, leaving } = emitter.emit(rules, older.schema, newer.schema);
	const type = `Step<${older.type}, ${newer.type}>`;
	const step = `stepOf({ convert: ${up}, tell: ${tellUp} }, { convert: ${down}, tell: ${tellDown} }, ${jsonSource(mapping.traits)}${leaving ? `, ${leaving}` : ""})`;
	if (parameter === undefined) return `export const ${name}: ${type} = /* @__PURE__ */ ${step};`;
	return [
		`export function ${name}(${parameter.name}: ${parameter.type}): ${type} {`,
		own.text,
		`return ${step};`,
		"}",
	].join("\n");
}
