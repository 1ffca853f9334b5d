import type { Json, Pointer } from "../json/index.js";
import { type Bounds, checkBounds, DEFAULT_BOUNDS } from "./bounds.js";
import { checkBranches } from "./branches.js";
import { checkDialect } from "./dialect.js";
import { SchemaError } from "./error.js";
import { type Located, locate } from "./locate.js";
import { resolver } from "./resolve.js";
import { checkNumbers } from "./shape.js";
import type { Subschema } from "./subschema.js";
import { vet } from "./vet.js";
import { vocabulary } from "./vocabulary.js";

/** Schemas that have been looked through, and what each of their references leads to. */
export interface SchemaSet {
	/** Every subschema of every file, parents before children. */
	readonly subschemas: readonly Subschema[];
	/** The schema that a file is; throws a SchemaError if the set has no such file. */
	root(file: string): Subschema;
	/** Where the subschema's `$ref` or `$dynamicRef` leads; always to a subschema of the set. */
	target(of: Subschema, keyword: "$ref" | "$dynamicRef"): Subschema;
}

/**
 * Looks through a set of documents, by their file names with "/" between folders; throws a SchemaError at the
 * first thing that it refuses. References lead only to these documents; nothing is read or fetched.
 */
export function loadSchemas(
	documents: ReadonlyMap<string, Json>,
	bounds = DEFAULT_BOUNDS,
	inexact: ReadonlyMap<string, readonly Pointer[]> = new Map(),
): SchemaSet {
	checkCount(documents, bounds);
	for (const [file, document] of documents) {
		checkBounds(file, document, bounds);
		checkDialect(file, document);
	}
	const located = [...documents].flatMap(([file, document]) => locate(file, document));
	for (const subschema of located) {
		checkExact(subschema, inexact.get(subschema.file));
		vet(subschema);
	}
	const target = resolver(located);
	const set: SchemaSet = {
		subschemas: located,
		root: (file) => rootOf(located, file),
		target,
	};
	for (const subschema of located) checkReferences(set, subschema);
	checkBranches(set, bounds);
	return set;
}

function checkCount(documents: ReadonlyMap<string, Json>, bounds: Bounds): void {
	if (documents.size <= bounds.documents) return;
	const [file = ""] = documents.keys();
	throw new SchemaError(
		"too-large",
		{ file, keywordLocation: "" },
		`more than ${bounds.documents} documents in one set`,
	);
}

function rootOf(located: readonly Located[], file: string): Subschema {
	const root = located.find((subschema) => subschema.file === file && subschema.keywordLocation === "");
	if (root !== undefined) return root;
	throw new SchemaError("document-unreadable", { file, keywordLocation: "" }, "no such file in the set");
}

function checkExact(subschema: Subschema, inexact: readonly Pointer[] | undefined): void {
	if (typeof subschema.schema === "boolean") return;
	const known = vocabulary("draft2020-12");
	for (const [name, value] of Object.entries(subschema.schema)) {
		const holds = known.get(name);
		if (holds !== undefined) checkNumbers(subschema, [name, value], holds, inexact);
	}
}

function checkReferences(set: SchemaSet, subschema: Subschema): void {
	if (typeof subschema.schema === "boolean") return;
	for (const keyword of ["$ref", "$dynamicRef"] as const) {
		if (typeof subschema.schema[keyword] === "string") set.target(subschema, keyword);
	}
}
