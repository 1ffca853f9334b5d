import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import {
	type Config,
	type Documents,
	emit,
	type GeneratedFile,
	parseConfig,
} from "../../../src/codegen/index.js";
import type { Json } from "../../../src/json/index.js";
import type { Version } from "../../../src/lineage/index.js";
import { compiled } from "../../support/compiled.js";

/** The generated files of one lineage "example", of type Example: its schemas by version, oldest first. */
export function emitLineage(
	schemas: Readonly<Record<string, Json>>,
	config: Partial<Config> = {},
	shared: Readonly<Record<string, Json>> = {},
): Promise<readonly GeneratedFile[]> {
	return emit(documentsOf(schemas, shared), { ...parseConfig({}), ...config });
}

/** The same, as the documents that a folder would hold. */
export function documentsOf(
	schemas: Readonly<Record<string, Json>>,
	shared: Readonly<Record<string, Json>> = {},
): Documents {
	const versions = Object.entries(schemas).map(
		([version, schema]) => [`example/${version}.schema.json`, schema] as const,
	);
	return {
		schemas: new Map([...versions, ...Object.entries(shared)]),
		lineages: new Map([
			["example/lineage.json", { name: "example", type: "Example", versions: Object.keys(schemas) }],
		]),
	};
}

/** The text of one of the generated files. */
export function textOf(files: readonly GeneratedFile[], name: string): string {
	return files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? "";
}

/** Runs the generated index, as JavaScript, and gives its versions by their constants' names. */
export async function load(
	files: readonly GeneratedFile[],
): Promise<Readonly<Record<string, Version<unknown>>>> {
	const folder = await mkdtemp(join(tmpdir(), "upshape-codegen-"));
	try {
		await writeFile(join(folder, "package.json"), '{"type":"module"}');
		for (const { path, text } of files) {
			const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
			const options = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, isolatedModules: true };
			await writeFile(join(folder, name), ts.transpileModule(text, { compilerOptions: options }).outputText);
		}
		return await import(pathToFileURL(join(folder, "index.js")).href);
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** The statements of a TypeScript text that are no declaration of a type. */
export function statementsBesideTypes(text: string): string[] {
	const file = ts.createSourceFile("types.ts", text, ts.ScriptTarget.ES2023, true);
	return file.statements
		.filter((statement) => !ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement))
		.map((statement) => statement.getText());
}

/** What TypeScript says of each text, in strict mode; the key is the line's number, from 0. */
export function diagnose(sources: Readonly<Record<string, string>>): Map<string, string[]> {
	const virtual = new Map(Object.entries(sources).map(([name, text]) => [`/virtual/${name}`, text]));
	const found = new Map<string, string[]>();
	for (const { file, line, message } of compiled(virtual)) {
		const key = `${file.replace("/virtual/", "")}:${line}`;
		found.set(key, [...(found.get(key) ?? []), message]);
	}
	return found;
}
