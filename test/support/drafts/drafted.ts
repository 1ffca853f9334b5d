import { join } from "node:path";
import { transformSync } from "esbuild";
import { folderAt, gatherDocuments, generate } from "../../../src/codegen/index.js";
import { draftStep, type StepDraft } from "../../../src/draft/index.js";
import type { SchemaObject } from "../../../src/index.js";
import * as upshape from "../../../src/index.js";
import type { Json } from "../../../src/json/index.js";
import { schemaGraph } from "../../../src/schema/index.js";
import type { DraftCase } from "./cases.js";

/** A case's draft, and what it takes to run and to compile it. */
export interface Drafted {
	readonly draft: StepDraft;
	/** The draft with its holes filled. */
	readonly filled: string;
	/** Both versions' schemas, without references to other files. */
	readonly schemas: readonly [older: SchemaObject, newer: SchemaObject];
	/** The generated files by their paths. */
	readonly generated: ReadonlyMap<string, string>;
}

/** Drafts the step between the case's schemas. */
export async function draftedFor({ root, config, files, types, fills }: DraftCase): Promise<Drafted> {
	const folder = folderAt(root, config.schemas);
	const { schemas: documents } = await gatherDocuments(folder, async (file): Promise<Json> => {
		return JSON.parse(Buffer.from(await folder.read(file)).toString());
	});
	const graph = (file: string) => schemaGraph({ documents, root: file });
	const draft = draftStep(graph(files[0]), graph(files[1]), {
		older: types[0],
		newer: types[1],
		step: "step",
		types: "./generated/index.js",
		package: "upshape",
	});
	const generated = new Map(
		(await generate({ root, config })).map(({ path, text }) => [join(root, path), text]),
	);
	const all = loaded(generated.get(join(root, config.out, "schemas.ts")) ?? "");
	const schema = (type: string) => {
		const name = `${type[0]?.toLowerCase()}${type.slice(1)}Schema`;
		// The generated module holds schemas only.
		return all[name] as SchemaObject;
	};
	const filled = filledSource(draft.source, fills);
	return { draft, filled, schemas: [schema(types[0]), schema(types[1])], generated };
}

/** A draft with holes filled: for each line that begins so once it is trimmed what stands in its place. */
export function filledSource(source: string, fills: DraftCase["fills"]): string {
	return Object.entries(fills).reduce(filledAt, source);
}

/** The source with one of its holes filled. */
function filledAt(source: string, [begin, text]: readonly [string, string]): string {
	const lines = source.split("\n");
	const at = lines.findIndex((line) => line.trim().startsWith(begin));
	if (at < 0) throw new Error(`the draft has no line that begins with ${begin}`);
	const isMarked = lines[at - 1]?.trim().startsWith("// HOLE") === true && !begin.startsWith("//");
	return lines.toSpliced(isMarked ? at - 1 : at, isMarked ? 2 : 1, text).join("\n");
}

/** What a module of TypeScript exports that imports the package only. */
export function loaded(source: string): Record<string, unknown> {
	const { code } = transformSync(source, { loader: "ts", format: "cjs" });
	const module = { exports: {} as Record<string, unknown> };
	const required = (name: string) => (name === "upshape" ? upshape : {});
	new Function("require", "module", "exports", code)(required, module, module.exports);
	return module.exports;
}
