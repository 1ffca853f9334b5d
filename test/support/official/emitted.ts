import { transformSync } from "esbuild";
import type { Json } from "../../../src/json/index.js";
import type { SchemaGraph } from "../../../src/schema/index.js";
import { emitModule, type Mismatch } from "../../../src/validate/index.js";

/** A validator that was emitted, and run. */
export interface Emitted {
	is(instance: Json): boolean;
	explain(instance: Json): readonly Mismatch[];
}

/** Runs the module that is emitted for a graph. */
export function emitted(graph: SchemaGraph): Emitted {
	return run(emitModule([{ name: "Value", graph }]));
}

/** Runs a module of one validator, called Value. */
function run(text: string): Emitted {
	const { code } = transformSync(text, { loader: "ts" });
	const body = code
		.replace(/^export \{\s*(\w+) as (\w+)\s*\};$/gm, "const $2 = $1;")
		.replace(/^export /gm, "");
	return new Function(`"use strict";\n${body}\nreturn { is: isValue, explain: explainValue };`)();
}
