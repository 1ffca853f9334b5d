import { type Json, valueAt } from "../json/index.js";
import {
	type Dialect,
	dialectOf,
	type Place,
	type SchemaGraph,
	type SchemaSource,
	schemaGraph,
} from "../schema/index.js";
import type { FormatChecks } from "./format.js";
import { type Judge, judgeOf } from "./judge.js";
import { onlyDeclared } from "./only-declared.js";

/** A schema that has been read once, for many questions; what it holds is no part of the public promise. */
export class PreparedSchema {
	readonly graph: SchemaGraph;
	readonly #source: SchemaSource;
	readonly #dialect: Dialect;
	#onlyDeclared: SchemaGraph | undefined;
	readonly #judges = new Map<FormatChecks | undefined, Judge>();

	/** Throws a SchemaError if the schema is refused. */
	constructor(source: SchemaSource) {
		this.#dialect =
			source.dialect ?? dialectOf(source.root, source.documents.get(source.root) ?? null, "draft2020-12");
		this.#source = source;
		this.graph = schemaGraph({ ...source, dialect: this.#dialect });
	}

	/** The graph of those who write only declared properties; the judge is the same. */
	get onlyDeclared(): SchemaGraph {
		this.#onlyDeclared ??= onlyDeclared(this.graph);
		return this.#onlyDeclared;
	}

	/** What the documents hold at a place. */
	at({ file, keywordLocation }: Place): Json | undefined {
		const document = this.#source.documents.get(file);
		return document === undefined ? undefined : valueAt(document, keywordLocation);
	}

	/** The judge of the schema's instances, made once for the same checks of formats. */
	judge(formats: FormatChecks | undefined): Judge {
		const known = this.#judges.get(formats);
		if (known !== undefined) return known;
		const { nodes } = this.graph;
		const width = nodes.reduce((widest, { properties }) => Math.max(widest, properties?.size ?? 0), 0);
		const made = judgeOf(this.#source, this.#dialect, formats, width);
		this.#judges.set(formats, made);
		return made;
	}
}

/** A schema as it is given, or one that has been read before. */
export type SchemaInput = SchemaSource | PreparedSchema;

/** Reads a schema once, for many questions about it; throws a SchemaError if it is refused. */
export function prepare(schema: SchemaInput): PreparedSchema {
	return schema instanceof PreparedSchema ? schema : new PreparedSchema(schema);
}
