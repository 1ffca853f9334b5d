import { escapeToken, type Json, type Pointer } from "../../json/index.js";
import { type Bounds, checkBounds, DEFAULT_BOUNDS } from "../bounds.js";
import { type Dialect, dialectOf, refStandsAlone } from "../dialect/dialects.js";
import { referredMetaSchemas } from "../dialect/meta-schemas.js";
import { isAnnotation, isNaming, isRetired, vocabulary } from "../dialect/vocabulary.js";
import { SchemaError, type SchemaPlace } from "../error.js";
import {
	enterResource,
	follow,
	followDynamic,
	followRecursive,
	type Scope,
	schemaAt,
} from "../resource/reference.js";
import { findResources, type ResourceEntry, type Resources } from "../resource/resources.js";
import { checkInPlace } from "./in-place.js";
import type { Node, NodeIndex, ReadGraph, WrittenSchema } from "./node.js";
import { readNode } from "./read-node.js";
import { checkNumbers, checkShape } from "./shape.js";

/** Of the two messages of an exchange, one. */
export type MessageDirection = "request" | "response";

/** Documents that may refer to each other, and the one to begin with. */
export interface SchemaSource {
	readonly documents: ReadonlyMap<string, Json>;
	readonly root: string;
	/** Where in the root document the schema stands; the document itself is the schema if not given. */
	readonly pointer?: Pointer | undefined;
	/**
	 * The dialect of the root, whatever its `$schema` says, and of documents that name none. If not given, that of the
	 * root's `$schema`, else 2020-12. Any other document or resource is read in the dialect that it names.
	 */
	readonly dialect?: Dialect;
	/** Of which messages the schema is asked, where `readOnly` and `writeOnly` are to count; they say nothing if not given. */
	readonly direction?: MessageDirection | undefined;
	/** By document: where numbers stand that a double can't hold as they are written. */
	readonly inexact?: ReadonlyMap<string, readonly Pointer[]> | undefined;
}

/**
 * The graph of a schema and of all that it leads to, read in its dialect; throws a SchemaError at the first thing
 * that it refuses. References lead only to the documents of the source; nothing is read or fetched.
 */
export function schemaGraph(source: SchemaSource, bounds: Bounds = DEFAULT_BOUNDS): ReadGraph {
	const { documents, root, pointer = "" } = source;
	const document = documents.get(root);
	if (document === undefined) {
		throw new SchemaError(
			"document-unreadable",
			{ file: root, keywordLocation: "" },
			"no such file in the set",
		);
	}
	const dialect = source.dialect ?? dialectOf(root, document, "draft2020-12");
	const resources = resourcesOf(documents, { root, dialect, bounds });
	const entry = schemaAt(resources, root, pointer);
	const reader = new GraphReader(resources, bounds, source.inexact ?? new Map());
	const graph = {
		root: reader.index(entry, new Map()),
		nodes: reader.read(),
		written: reader.written,
		ignored: [...reader.ignored].sort(),
		unreadable: reader.unreadable,
	};
	checkInPlace(graph, bounds);
	return graph;
}

/** The documents, and the meta-schemas that they refer to. */
export function withMetaSchemas(documents: ReadonlyMap<string, Json>): ReadonlyMap<string, Json> {
	return new Map([...referredMetaSchemas(documents), ...documents]);
}

/** By documents: what has been found in them, as one document may hold a thousand schemas. */
const FOUND = new WeakMap<ReadonlyMap<string, Json>, Map<string, Resources>>();

interface Reading {
	readonly root: string;
	readonly dialect: Dialect;
	readonly bounds: Bounds;
}

function resourcesOf(documents: ReadonlyMap<string, Json>, { root, dialect, bounds }: Reading): Resources {
	const found = FOUND.get(documents) ?? new Map<string, Resources>();
	FOUND.set(documents, found);
	const key = `${documents.size} ${Object.values(bounds)} ${dialect} ${root}`;
	const known = found.get(key);
	if (known !== undefined) return known;
	for (const [file, document] of documents) checkBounds(file, document, bounds);
	const published = referredMetaSchemas(documents);
	const made = findResources({ documents, published, dialect, forced: root });
	found.set(key, made);
	return made;
}

class GraphReader {
	readonly ignored = new Set<string>();
	readonly unreadable: SchemaPlace[] = [];
	readonly written: WrittenSchema[] = [];
	readonly #resources: Resources;
	readonly #bounds: Bounds;
	readonly #inexact: ReadonlyMap<string, readonly Pointer[]>;
	readonly #nodes: Node[] = [];
	readonly #known = new Map<string, NodeIndex>();
	// References may chain far deeper than schemas nest, so what is met waits its turn.
	readonly #pending: { index: NodeIndex; key: string; entry: ResourceEntry; scope: Scope }[] = [];

	constructor(resources: Resources, bounds: Bounds, inexact: ReadonlyMap<string, readonly Pointer[]>) {
		this.#inexact = inexact;
		this.#resources = resources;
		this.#bounds = bounds;
	}

	/** The index of the schema in the dynamic scope that leads to it. */
	index(entry: ResourceEntry, outer: Scope): NodeIndex {
		const scope = enterResource(this.#resources, outer, entry);
		const key = `${entry.dialect} ${entry.file}#${entry.keywordLocation}${scopeKey(scope)}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const index = this.#nodes.length;
		if (index >= this.#bounds.values) throw new SchemaError("too-large", entry, "too many schemas in scopes");
		this.#known.set(key, index);
		this.#nodes.push({ place: entry });
		this.#pending.push({ index, key, entry, scope });
		return index;
	}

	/** The nodes of all that has been asked for, and of all that it leads to. */
	read(): readonly Node[] {
		for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
			const { index, key, entry, scope } = next;
			const { node, references = [], below = new Map() } = this.#read(entry, scope);
			this.#nodes[index] = node;
			this.written[index] = { key, schema: entry.schema, dialect: entry.dialect, references, below };
		}
		return this.#nodes;
	}

	#read(
		entry: ResourceEntry,
		scope: Scope,
	): { node: Node } & Partial<Pick<WrittenSchema, "references" | "below">> {
		const { file, keywordLocation, schema, dialect } = entry;
		const place = { file, keywordLocation };
		if (typeof schema === "boolean") return { node: schema ? { place } : { place, never: true } };
		if (refStandsAlone(dialect) && typeof schema.$ref === "string") {
			const references = [this.index(follow(this.#resources, entry, schema.$ref), scope)];
			return { node: { place, allOf: references }, references };
		}
		this.#check(entry, schema);
		const below = new Map(Object.keys(schema).map((name) => [name, [] as [Pointer, NodeIndex][]]));
		const own = readNode(place, schema, dialect, (held, keyword, token) => {
			const pointer = `/${keyword}${token === undefined ? "" : `/${escapeToken(token)}`}`;
			const index = this.#below(entry, scope, held, pointer);
			below.get(keyword)?.push([pointer, index]);
			return index;
		});
		const references = this.#references(entry, schema, scope);
		const node = references.length === 0 ? own : { ...own, allOf: [...references, ...(own.allOf ?? [])] };
		return { node, references, below: new Map([...below.values()].flat()) };
	}

	#check(entry: ResourceEntry, schema: { readonly [name: string]: Json }): void {
		const known = vocabulary(entry.dialect);
		for (const [name, value] of Object.entries(schema)) {
			const holds = known.get(name);
			if (holds !== undefined) {
				checkNumbers(entry, [name, value], holds, this.#inexact.get(entry.file));
				this.unreadable.push(...checkShape(entry, name, holds, value));
			} else if (!isAnnotation(name) && !isNaming(name) && !isRetired(name, entry.dialect))
				this.ignored.add(name);
		}
	}

	#below(parent: ResourceEntry, scope: Scope, schema: Json, pointer: Pointer): NodeIndex {
		const keywordLocation = parent.keywordLocation + pointer;
		const known = this.#resources.places.get(`${parent.file}#${keywordLocation}`);
		// The shape has been checked: what a keyword of schemas holds is one.
		const entry = known ?? { ...parent, keywordLocation, schema: schema as ResourceEntry["schema"] };
		return this.index(entry, scope);
	}

	#references(entry: ResourceEntry, schema: { readonly [name: string]: Json }, scope: Scope): NodeIndex[] {
		const known = vocabulary(entry.dialect);
		const { $ref, $dynamicRef, $recursiveRef } = schema;
		const targets: ResourceEntry[] = [];
		if (typeof $ref === "string") targets.push(follow(this.#resources, entry, $ref));
		if (typeof $dynamicRef === "string" && known.has("$dynamicRef")) {
			targets.push(followDynamic(this.#resources, entry, $dynamicRef, scope));
		}
		if (typeof $recursiveRef === "string" && known.has("$recursiveRef")) {
			targets.push(followRecursive(this.#resources, entry, scope));
		}
		return targets.map((target) => this.index(target, scope));
	}
}

function scopeKey(scope: Scope): string {
	if (scope.size === 0) return "";
	const bound = [...scope].map(([name, entry]) => `${name}>${entry.file}#${entry.keywordLocation}`);
	return ` ${bound.sort().join(" ")}`;
}
