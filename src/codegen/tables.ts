import { isObject } from "../schema/index.js";
import type { Masked } from "./masked.js";

// Above it, a set is quicker than a chain of comparisons.
const LONGEST_CHAIN = 32;

/**
 * ajv keeps whole schemas as constants, for the tables that its code looks into. Declared names become comparisons
 * (three times as fast as a look into the table), and what else is needed becomes a constant of its own.
 */
export function hoistTables({ code, mask, unmask }: Masked): string {
	const schemas = new Map<string, unknown>();
	for (const [, name = "", text = ""] of code.matchAll(/^const (schema\d+) = (.*);$/gm)) {
		schemas.set(name, JSON.parse(unmask(text)));
	}
	// By their own text: masked, the same text would be another one each time.
	const tables = new Map<string, string>();
	const tableOf = (literal: string) => {
		const name = tables.get(literal) ?? `table${tables.size}`;
		tables.set(literal, name);
		return name;
	};
	const PATH = String.raw`(schema\d+)((?:\.[A-Za-z_$][\w$]*|\["[^"\n]*"\]|\[\d+\])*)`;
	const hoisted = code
		.replace(/^const schema\d+ = .*;\n/gm, "")
		.replace(
			new RegExp(String.raw`(?<![\w$."'])func\d+\.call\(${PATH}, (key\d+)\)`, "g"),
			(_, schema: string, path: string, key: string) => {
				const declared = valueAt(schemas.get(schema), unmask(path));
				const names = isObject(declared) ? Object.keys(declared).map((name) => JSON.stringify(name)) : [];
				if (names.length > LONGEST_CHAIN) return `${tableOf(`new Set([${names.join(",")}])`)}.has(${key})`;
				return `(${names.map((name) => `${key} === ${mask(name)}`).join(" || ")})`;
			},
		)
		.replace(new RegExp(String.raw`(?<![\w$."'])${PATH}`, "g"), (_, schema: string, path: string) =>
			tableOf(JSON.stringify(valueAt(schemas.get(schema), unmask(path)))),
		);
	return [...tables].map(([literal, name]) => `const ${name} = ${mask(literal)};\n`).join("") + hoisted;
}

/** Follows `.name`, `["name"]` and `[0]`. */
function valueAt(value: unknown, path: string): unknown {
	let place = value;
	for (const [, name, literal, index] of path.matchAll(
		/\.([A-Za-z_$][\w$]*)|\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]/g,
	)) {
		const key = name ?? index ?? String(JSON.parse(literal ?? '""'));
		// A schema constant is JSON, and the path was made from it.
		place = (place as { readonly [key: string]: unknown })[key];
	}
	return place;
}
