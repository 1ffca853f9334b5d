import type { SchemaObject } from "./version.js";

/** What a schema declares of the instances at one place: the names of properties, and whether others may come. */
export interface Shape {
	/** The declared properties, in the order of the schema. */
	readonly properties: ReadonlyMap<string, Shape>;
	/** The names that every instance has. */
	readonly required: readonly string[];
	/** The shape of array elements. */
	readonly items: Shape | undefined;
	/** Whether undeclared properties are refused. */
	readonly closed: boolean;
	/**
	 * Whether a name that isn't among the properties may be declared by a pattern: also where the pattern might take
	 * long to tell, as names are a stranger's. A name that is declared by none is left for the validator to refuse then.
	 */
	readonly mayDeclareByPattern: (name: string) => boolean;
}

/**
 * Reads the shape off a schema whose `$ref`s lead into its own `$defs`. It looks through `$ref` and `allOf`;
 * what only some branch of anyOf, oneOf or if declares has no fixed shape and is left alone.
 */
export function shapeOf(schema: SchemaObject): Shape {
	const known = new Map<unknown, Shape>();
	const read = (subschema: unknown): Shape => {
		const target = resolve(schema, subschema);
		const seen = known.get(target);
		if (seen) return seen;
		const shape = new LazyShape(merge(schema, target), read);
		known.set(target, shape);
		return shape;
	};
	return read(schema);
}

/** Shapes of recursive schemas have no end, so properties are read when they are asked for. */
class LazyShape implements Shape {
	readonly #declared: Declared;
	readonly #read: (subschema: unknown) => Shape;
	#properties: ReadonlyMap<string, Shape> | undefined;

	constructor(declared: Declared, read: (subschema: unknown) => Shape) {
		this.#declared = declared;
		this.#read = read;
	}

	get properties(): ReadonlyMap<string, Shape> {
		this.#properties ??= new Map(this.#declared.properties.map(([name, sub]) => [name, this.#read(sub)]));
		return this.#properties;
	}

	get required(): readonly string[] {
		return this.#declared.required;
	}

	get items(): Shape | undefined {
		return this.#declared.items === undefined ? undefined : this.#read(this.#declared.items);
	}

	get closed(): boolean {
		return this.#declared.closed;
	}

	mayDeclareByPattern(name: string): boolean {
		return this.#declared.patterns.some((pattern) => {
			return name.length > MAX_NAME || !isQuick(pattern) || isMatch(pattern, name);
		});
	}
}

/** The longest name, in UTF-16 code units, that is matched: time grows with the square of it. */
const MAX_NAME = 256;

/**
 * Whether the engine's own matcher, which backtracks, takes time that grows at most with the square of the text: by how
 * the pattern is written. Only single characters are repeated, at two places at most; a pattern that may begin anywhere
 * repeats once more than is written. Lineages load no dependency, so there is no automaton here.
 */
function isQuick(pattern: string): boolean {
	if (/\\[1-9k]|\(\?[^:]/u.test(pattern)) return false;
	const characters = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gsu, "x").replaceAll("(?:", "(");
	const isAnchored = pattern.startsWith("^") && !pattern.includes("|");
	const repeats = characters.match(/[*+?{]/g)?.length ?? 0;
	return !/\)[*+?{]/.test(characters) && repeats + (isAnchored ? 0 : 1) <= 2;
}

function isMatch(pattern: string, name: string): boolean {
	try {
		return new RegExp(pattern, "u").test(name);
	} catch {
		// Early drafts allow patterns that the u flag does not.
		return true;
	}
}

interface Declared {
	readonly properties: readonly (readonly [string, unknown])[];
	readonly patterns: readonly string[];
	readonly required: readonly string[];
	readonly items: unknown;
	readonly closed: boolean;
}

/** The declarations of a subschema together with those of its `allOf`. */
function merge(root: SchemaObject, subschema: unknown): Declared {
	const keywords = asObject(subschema);
	const parts = asArray(keywords.allOf).map((part) => merge(root, resolve(root, part)));
	return {
		properties: [
			...Object.entries(asObject(keywords.properties)),
			...parts.flatMap((part) => part.properties),
		],
		patterns: [
			...Object.keys(asObject(keywords.patternProperties)),
			...parts.flatMap((part) => part.patterns),
		],
		required: [...asArray(keywords.required).map(String), ...parts.flatMap((part) => part.required)],
		items: keywords.items ?? parts.find((part) => part.items !== undefined)?.items,
		closed:
			keywords.additionalProperties === false ||
			keywords.unevaluatedProperties === false ||
			parts.some((part) => part.closed),
	};
}

/** Follows local references; a chain that comes back to itself declares nothing. */
function resolve(root: SchemaObject, subschema: unknown): unknown {
	let here = subschema;
	for (let hops = 0; hops < 100; hops++) {
		const reference = asObject(here).$ref;
		if (typeof reference !== "string") return here;
		here = reference === "#" ? root : asObject(root.$defs)[reference.replace("#/$defs/", "")];
	}
	return {};
}

function asObject(value: unknown): Record<string, unknown> {
	// Any object may be read by key, and what comes out stays unknown.
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asArray(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
