import {
	type Folder,
	isLineageFile,
	isSchemaFile,
	type LineageFolder,
	parseLineage,
} from "../codegen/index.js";
import type { Json } from "../json/index.js";
import { loadSchemas, type SchemaSet, type Subschema } from "../schema/index.js";
import { Library } from "./library.js";
import type { Located } from "./result.js";
import { Source } from "./source.js";

/** One version of a lineage, with its schema. */
export interface LoadedVersion {
	readonly name: string;
	/** The version that its step leads to; the head has none. */
	readonly next: string | undefined;
	readonly source: Source;
	/** Its schema in the set, for whoever compares schemas keyword by keyword. */
	readonly schema: Subschema;
}

/** A lineage's folder, with the schemas of its versions, oldest first. */
export interface LoadedLineage {
	/** Below the folder of schemas. */
	readonly folder: string;
	readonly name: string;
	readonly versions: readonly LoadedVersion[];
	/** Its lineage.json. */
	readonly at: Located;
}

/** All lineages of a folder of schemas. */
export interface LoadedFolder {
	readonly lineages: readonly LoadedLineage[];
	/** All schemas, those that are no version, too. */
	readonly set: SchemaSet;
	readonly library: Library;
	/** The schemas' documents. */
	readonly documents: ReadonlyMap<string, Json>;
}

/**
 * Loads all lineages below a folder, which a person knows by that name; throws a SchemaError with name and line.
 * Schemas may refer to any other schema of the folder.
 */
export async function loadLineages(folder: Folder, nameOf: (file: string) => string): Promise<LoadedFolder> {
	const library = new Library(nameOf);
	const files = [...(await folder.list())].sort();
	const wanted = files.filter((file) => isSchemaFile(file) || isLineageFile(file));
	for (const file of wanted) await library.add(file, await folder.read(file));
	const schemas = new Map([...library.documents].filter(([file]) => isSchemaFile(file)));
	return library.guard(() => {
		const set = loadSchemas(schemas, undefined, library.inexact);
		const needed = neededBy(set);
		const lineages = wanted.filter(isLineageFile).map((file) => {
			const lineage = parseLineage(file, library.documents.get(file) ?? null);
			return loaded(file, lineage, library, set, (one) => needed(one, schemas));
		});
		return { lineages, set, library, documents: schemas };
	});
}

function loaded(
	file: string,
	{ folder, name, versions }: LineageFolder,
	library: Library,
	set: SchemaSet,
	documents: (file: string) => ReadonlyMap<string, Json>,
): LoadedLineage {
	return {
		folder,
		name,
		at: library.locate({ file, keywordLocation: "/versions" }),
		versions: versions.map((version) => ({
			name: version.name,
			next: version.next,
			schema: set.root(version.file),
			source: new Source(
				version.name,
				library,
				{ file: version.file, keywordLocation: "" },
				undefined,
				documents(version.file),
			),
		})),
	};
}

/** A document and all that it refers to: the engine reads no more than it has to. */
function neededBy(
	set: SchemaSet,
): (file: string, all: ReadonlyMap<string, Json>) => ReadonlyMap<string, Json> {
	const leads = new Map<string, Set<string>>();
	for (const subschema of set.subschemas) {
		for (const target of targetsOf(set, subschema)) {
			leads.set(subschema.file, (leads.get(subschema.file) ?? new Set()).add(target.file));
		}
	}
	return (file, all) => {
		const needed = new Set([file]);
		// The set grows while it is walked.
		for (const one of needed) for (const other of leads.get(one) ?? []) needed.add(other);
		return new Map([...all].filter(([name]) => needed.has(name)));
	};
}

/** Where the references of a subschema lead. */
export function targetsOf(set: SchemaSet, subschema: Subschema): readonly Subschema[] {
	const { schema } = subschema;
	if (typeof schema === "boolean") return [];
	return (["$ref", "$dynamicRef"] as const)
		.filter((keyword) => typeof schema[keyword] === "string")
		.map((keyword) => set.target(subschema, keyword));
}
