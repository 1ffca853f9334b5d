import { type Folder, gatherDocuments, type LineageFolder, parseLineage } from "../../codegen/index.js";
import type { Json } from "../../json/index.js";
import { Library } from "../documents/library.js";
import { LocatedSchema } from "../documents/source.js";
import type { Located } from "../result.js";

/** One version of a lineage, with its schema. */
export interface LoadedVersion {
	readonly name: string;
	/** The version that its step leads to; the head has none. */
	readonly next: string | undefined;
	readonly source: LocatedSchema;
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
	const found = await gatherDocuments(folder, async (file) => library.add(file, await folder.read(file)));
	const { schemas: documents } = found;
	const files = new Set(documents.keys());
	const lineages = [...found.lineages].map(([file, document]) => {
		const lineage = library.guard(() => parseLineage(file, document, files));
		return loaded(file, lineage, library, documents);
	});
	return { lineages, library, documents };
}

function loaded(
	file: string,
	{ folder, name, versions }: LineageFolder,
	library: Library,
	documents: ReadonlyMap<string, Json>,
): LoadedLineage {
	return {
		folder,
		name,
		at: library.locate({ file, keywordLocation: "/versions" }),
		versions: versions.map((version) => {
			const place = { file: version.file, keywordLocation: version.pointer };
			const source = new LocatedSchema(version.name, library, place, undefined, documents);
			// A broken schema is refused before the code of steps runs; what is read is kept.
			source.preparedFor(undefined);
			return { name: version.name, next: version.next, source };
		}),
	};
}
