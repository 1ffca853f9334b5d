import { type Json, valueAt } from "../json/index.js";
import {
	type Dialect,
	dialectOf,
	type MessageDirection,
	type Node,
	type ReadGraph,
	type SchemaGraph,
	type SchemaPlace,
	type SchemaSource,
	schemaGraph,
	widthOf,
} from "../schema/index.js";
import { inDirection } from "./assumption/direction.js";
import { onlyDeclared } from "./assumption/only-declared.js";
import { Budget, Exhausted, Undecidable } from "./engine/outcome.js";
import type { FormatChecks } from "./format.js";
import { type AjvOracle, ajvOracle } from "./witness/ajv-oracle.js";
import { accepts } from "./witness/evaluate.js";

const UNDIRECTED = { accepts: undefined, reason: "it knows neither requests nor responses" } as const;

// ajv nests the code of alternatives, and V8 takes seconds for a thousand of them.
const MOST_ALTERNATIVES = 500;
const UNTRIED = {
	accepts: undefined,
	reason: `it is not asked about more than ${MOST_ALTERNATIVES} alternatives`,
} as const;

// Steps of work for one instance.
const BUDGET = 100_000;

/** A schema that has been read once, for many questions; what it holds is no part of the public promise. */
export class PreparedSchema {
	/** As it was read. */
	readonly graph: ReadGraph;
	/** What questions are about: the same, or what its source's direction makes of it. */
	readonly asked: SchemaGraph;
	readonly #source: SchemaSource;
	readonly #dialect: Dialect;
	#onlyDeclared: SchemaGraph | undefined;
	readonly #oracles = new Map<FormatChecks | undefined, AjvOracle>();

	/** Throws a SchemaError if the schema is refused. */
	constructor(source: SchemaSource) {
		this.#dialect =
			source.dialect ?? dialectOf(source.root, source.documents.get(source.root) ?? null, "draft2020-12");
		this.#source = source;
		this.graph = schemaGraph({ ...source, dialect: this.#dialect });
		this.asked = source.direction === undefined ? this.graph : inDirection(this.graph, source.direction);
	}

	/** The graph of those who write only declared properties. */
	get onlyDeclared(): SchemaGraph {
		this.#onlyDeclared ??= onlyDeclared(this.asked);
		return this.#onlyDeclared;
	}

	/** Of which messages it is asked, if of one direction. */
	get direction(): MessageDirection | undefined {
		return this.#source.direction;
	}

	/** What the documents hold at a place. */
	at({ file, keywordLocation }: SchemaPlace): Json | undefined {
		const document = this.#source.documents.get(file);
		return document === undefined ? undefined : valueAt(document, keywordLocation);
	}

	/**
	 * Whether the instance is one of the schema, by the specification; undefined where that is not known: formats
	 * and patterns may be opaque, and the work too much.
	 */
	accepts(instance: Json, formats: FormatChecks | undefined): boolean | undefined {
		try {
			return accepts(this.asked, instance, formats, new Budget(BUDGET));
		} catch (error) {
			if (error instanceof Undecidable || error instanceof Exhausted || error instanceof RangeError)
				return undefined;
			throw error;
		}
	}

	/** ajv for the schema, made once for the same checks of formats. */
	ajv(formats: FormatChecks | undefined): AjvOracle {
		const known = this.#oracles.get(formats);
		if (known !== undefined) return known;
		const made = this.asked === this.graph ? this.#oracle(formats) : () => UNDIRECTED;
		this.#oracles.set(formats, made);
		return made;
	}

	#oracle(formats: FormatChecks | undefined): AjvOracle {
		const { nodes } = this.graph;
		const isMany = ({ anyOf, oneOf }: Node) =>
			Math.max(anyOf?.length ?? 0, oneOf?.length ?? 0) > MOST_ALTERNATIVES;
		if (nodes.some(isMany)) return () => UNTRIED;
		const width = nodes.reduce((widest, node) => Math.max(widest, widthOf(node)), 0);
		// ajv reads no more of the documents than the schema leads to.
		const needed = new Set(nodes.map(({ place }) => place.file));
		const documents = new Map([...this.#source.documents].filter(([file]) => needed.has(file)));
		return ajvOracle({ ...this.#source, documents }, this.#dialect, formats, width);
	}
}

/** A schema as it is given, or one that has been read before. */
export type SchemaInput = SchemaSource | PreparedSchema;

/** Reads a schema once, for many questions about it; throws a SchemaError if it is refused. */
export function prepare(schema: SchemaInput): PreparedSchema {
	return schema instanceof PreparedSchema ? schema : new PreparedSchema(schema);
}
