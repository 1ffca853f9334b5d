import type { Folder } from "../../codegen/index.js";
import type { Options } from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import type { SchemaPlace, WrittenSchema } from "../../schema/index.js";
import { Library } from "../documents/library.js";
import { LocatedSchema } from "../documents/source.js";
import { finding } from "../finding.js";
import type { Finding, Located } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import type { LoadedFolder, LoadedLineage, LoadedVersion } from "./lineages.js";
import { formatChecksOf, type Given, type GivenInstances } from "./samples.js";

/** Where examples are, and how they are judged. */
interface Asked {
	/** The folder of schemas; `<lineage>/examples/<version>/*.json` in there are examples. */
	readonly folder: Folder;
	readonly nameOf: (file: string) => string;
	readonly options: Options;
	readonly levels: ChosenLevels;
}

/** The examples of a repository, judged. */
export interface JudgedExamples {
	/** Examples that are no instances. */
	readonly findings: readonly Finding[];
	/** Examples of whole payloads, which steps have to convert. */
	readonly valid: GivenInstances;
}

/** Judges the examples that schemas list as `examples`, and the files in folders of that name. */
export async function judgeExamples(loaded: LoadedFolder, asked: Asked): Promise<JudgedExamples> {
	const valid = new Map<LoadedVersion, Given[]>();
	const keep: Keep = (version, example) => valid.set(version, [...(valid.get(version) ?? []), example]);
	const findings = [...schemasOf(loaded)].flatMap((one) => listed(loaded, one, asked, keep));
	const files = [...(await asked.folder.list())].sort();
	for (const lineage of loaded.lineages) {
		const prefix = lineage.folder === "" ? "examples/" : `${lineage.folder}/examples/`;
		for (const file of files.filter((one) => one.startsWith(prefix) && one.endsWith(".json"))) {
			findings.push(...(await inFile(lineage, file, file.slice(prefix.length), asked, keep)));
		}
	}
	return { findings, valid };
}

type Keep = (version: LoadedVersion, example: Given) => void;

interface Written extends SchemaPlace, WrittenSchema {}

/** Every schema of every version, once, wherever it stands. */
function schemasOf({ lineages }: LoadedFolder): Iterable<Written> {
	const found = new Map<string, Written>();
	for (const { source } of lineages.flatMap(({ versions }) => versions)) {
		const { nodes, written } = source.prepared.graph;
		for (const [index, { place }] of nodes.entries()) {
			const one = written[index];
			if (one !== undefined) found.set(`${place.file}#${place.keywordLocation}`, { ...place, ...one });
		}
	}
	return found.values();
}

/** The examples that a schema lists itself. */
function listed(
	{ library, documents, lineages }: LoadedFolder,
	{ schema, file, keywordLocation }: Written,
	{ options, levels }: Asked,
	keep: Keep,
): Finding[] {
	const examples = typeof schema === "boolean" ? undefined : schema.examples;
	if (!Array.isArray(examples)) return [];
	const source = new LocatedSchema(
		library.nameOf(file),
		library,
		{ file, keywordLocation },
		undefined,
		documents,
	);
	const versions = lineages
		.flatMap((lineage) => lineage.versions)
		.filter(({ source: { root } }) => root.file === file && root.keywordLocation === keywordLocation);
	return examples.flatMap((example: Json, index) => {
		const fault = faultOf(source, example, options);
		const place = `${keywordLocation}/examples/${index}`;
		const name = `the example ${library.nameOf(file)}#${place}`;
		if (fault === undefined) {
			for (const version of versions) keep(version, { value: example, name });
			return [];
		}
		const at = library.locate({ file, keywordLocation: place });
		const message = `is no instance of the schema that lists it: ${fault.text}`;
		return finding("example-invalid", levels, { subject: library.nameOf(file), message, at });
	});
}

/** The example that a file is; its folder names its version. */
async function inFile(
	lineage: LoadedLineage,
	file: string,
	name: string,
	asked: Asked,
	keep: Keep,
): Promise<Finding[]> {
	const library = new Library(asked.nameOf);
	const example = await library.add(file, await asked.folder.read(file));
	const version = lineage.versions.find((one) => name.startsWith(`${one.name}/`));
	const say = (keywordLocation: string, message: string, related: readonly Located[]) => {
		const at = library.locate({ file, keywordLocation });
		return finding("example-invalid", asked.levels, { subject: lineage.name, message, at, related });
	};
	if (version === undefined) {
		return say("", "is in the folder of no version: examples/<version>/<any name>.json", [lineage.at]);
	}
	const fault = faultOf(version.source, example, asked.options);
	if (fault === undefined) {
		keep(version, { value: example, name: `the example ${asked.nameOf(file)}` });
		return [];
	}
	return say(fault.place, `is no instance of ${version.name}: ${fault.text}`, [
		version.source.locate(undefined),
	]);
}

/** What is wrong with an instance first; undefined if nothing is. */
function faultOf(
	source: LocatedSchema,
	example: Json,
	options: Options,
): { place: string; text: string } | undefined {
	const { prepared } = source;
	const checks = formatChecksOf(options);
	const isValid = prepared.accepts(example, checks);
	if (isValid === true) return undefined;
	if (isValid === undefined) return { place: "", text: "it could not be judged" };
	// ajv knows the place; where it errs, the verdict stands without one.
	const opinion = prepared.ajv(checks)(example);
	if (opinion.accepts !== false) return { place: "", text: "the specification refuses it" };
	const { instanceLocation, keyword } = opinion;
	return { place: instanceLocation, text: `${keyword} refuses ${instanceLocation || "it"}` };
}
