import { SchemaError, type SchemaPlace } from "../../schema/index.js";

type TypeCompiler = typeof import("json-schema-to-typescript");
type Formatter = typeof import("prettier");

/** The compiler of types: an optional peer, loaded when types are made. */
export async function typeCompiler(): Promise<TypeCompiler> {
	return load("json-schema-to-typescript", () => import("json-schema-to-typescript"));
}

/**
 * TypeScript, formatted in one fixed style whatever settings lie around, but for text that is too large; throws a
 * SchemaError if prettier can't, as where schemas nest deeper than its stack goes.
 */
export async function format(text: string): Promise<string> {
	if (isLarge(text)) return text;
	const prettier: Formatter = await load("prettier", () => import("prettier"));
	try {
		return await prettier.format(text, { ...STYLE, parser: "typescript" });
	} catch (cause) {
		throw generationFailed(cause, "no code can be formatted");
	}
}

/** Whether text is more than a person reads: prettier takes three seconds for a megabyte of enum. */
export const isLarge = (text: string) => text.length > 262_144;

/** What a peer threw, told as a failure to generate. */
export function generationFailed(cause: unknown, what: string, place: SchemaPlace = NOWHERE): SchemaError {
	const message = cause instanceof Error ? cause.message : String(cause);
	return new SchemaError("generation-failed", place, `${what}: ${message}`, { cause });
}

const NOWHERE: SchemaPlace = { file: "", keywordLocation: "" };

/** prettier's options for generated files; without a file's name it looks for JSX, in time that grows as the square of it. */
export const STYLE = { useTabs: true, printWidth: 110, endOfLine: "lf", filepath: "generated.ts" } as const;

async function load<T>(name: string, importing: () => Promise<T>): Promise<T> {
	try {
		return await importing();
	} catch (cause) {
		const place = { file: name, keywordLocation: "" };
		const why = "not installed; generating needs `npm install --save-dev json-schema-to-typescript prettier`";
		throw new SchemaError("peer-missing", place, why, { cause });
	}
}
