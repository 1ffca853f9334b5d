import { SchemaError } from "../../schema/index.js";

type TypeCompiler = typeof import("json-schema-to-typescript");
type Formatter = typeof import("prettier");

/** The compiler of types: an optional peer, loaded when types are made. */
export async function typeCompiler(): Promise<TypeCompiler> {
	return load("json-schema-to-typescript", () => import("json-schema-to-typescript"));
}

/** TypeScript, formatted in one fixed style whatever settings lie around. */
export async function format(text: string): Promise<string> {
	const prettier: Formatter = await load("prettier", () => import("prettier"));
	return prettier.format(text, { ...STYLE, parser: "typescript" });
}

/** prettier's options for generated files. */
export const STYLE = { useTabs: true, printWidth: 110, endOfLine: "lf" } as const;

async function load<T>(name: string, importing: () => Promise<T>): Promise<T> {
	try {
		return await importing();
	} catch (cause) {
		const place = { file: name, keywordLocation: "" };
		const why = "not installed; generating needs `npm install --save-dev json-schema-to-typescript prettier`";
		throw new SchemaError("peer-missing", place, why, { cause });
	}
}
