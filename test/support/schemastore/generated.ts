import { transformSync } from "esbuild";
import { emit, type GeneratedFile, parseConfig } from "../../../src/codegen/index.js";
import type { Json } from "../../../src/json/index.js";
import type { SchemaSource } from "../../../src/schema/index.js";
import type { Mismatch } from "../../../src/validate/index.js";

/** What `upshape generate` makes of a lineage with that one version; throws a SchemaError. */
export function generated({ documents, inexact, root }: SchemaSource): Promise<readonly GeneratedFile[]> {
	const document = documents.get(root) ?? true;
	const schemas = new Map([["stored/v1.schema.json", document]]);
	return emit(
		{
			schemas,
			inexact: new Map([["stored/v1.schema.json", inexact?.get(root) ?? []]]),
			lineages: new Map([["stored/lineage.json", { name: "stored", type: "Stored", versions: ["v1"] }]]),
		},
		parseConfig({}),
	);
}

/** Validators that were generated, and run. */
export interface Validators {
	is(instance: Json): boolean;
	explain(instance: Json): readonly Mismatch[];
}

/** The validators among generated files. */
export function validatorsOf(files: readonly GeneratedFile[]): Validators {
	const { text = "" } = files.find(({ path }) => path.endsWith("/validators.ts")) ?? {};
	const { code } = transformSync(text, { loader: "ts", format: "cjs" });
	const module: { exports: Record<string, never> } = { exports: {} };
	new Function("module", "exports", `"use strict";\n${code}`)(module, module.exports);
	const { isStoredV1, explainStoredV1 } = module.exports;
	return { is: isStoredV1 as never, explain: explainStoredV1 as never };
}
