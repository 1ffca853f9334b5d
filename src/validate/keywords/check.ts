import type { Json, Pointer } from "../../json/index.js";
import type { Node, NodeIndex } from "../../schema/index.js";

/** An object of JSON. */
export type Properties = { readonly [name: string]: Json };

/** The names or indices that some keyword has looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
export type Evaluated = Set<string | number>;

/** One keyword of a schema, ready to be asked about instances of one type. */
export interface Check<Instance> {
	readonly keyword: string;
	/** Whether the instance meets the keyword. With `visit.explains` it tells of what is wrong below, too. */
	holds(instance: Instance, visit: Visit): boolean;
	/** What must be so, where it isn't; without it, what `holds` has told is enough. */
	message?(): string;
}

/** An instance being looked at by the keywords of one schema. */
export interface Visit {
	/** Where the schemas beside and below note what they have looked at, if anybody asks. */
	readonly evaluated: Evaluated | undefined;
	/** Whether violations are collected, so that there is something to be gained from going on after the first. */
	readonly explains: boolean;
	/** Whether a child instance meets the schema that a keyword has for it. */
	below(keyword: string, schema: NodeIndex, child: Json, token: string | number): boolean;
	/** The same where a failure is no violation by itself: nothing is told. */
	triesBelow(schema: NodeIndex, child: Json): boolean;
	/** Whether the instance itself meets a schema, whose evaluations then count. */
	here(schema: NodeIndex, instance: Json): boolean;
	/** The same where a failure is no violation by itself. */
	tries(schema: NodeIndex, instance: Json): boolean;
	/** The same, and what is evaluated does not count: for `not`. */
	probes(schema: NodeIndex, instance: Json): boolean;
	/** Of several schemas, the only one that the instance's author can have meant, by its type and tags. */
	meant(schemas: readonly NodeIndex[], instance: Json): NodeIndex | undefined;
	/** Tells of a violation of the instance, or of the child that the token leads to. */
	tell(keyword: string, message: string, token?: string | number): void;
}

/** Checks of formats by name, for formats that assert; a format without a check is opaque: it implies itself only. */
export type FormatChecks = ReadonlyMap<string, (text: string) => boolean>;

/** What the checks of a node are made from. */
export interface SchemaParts {
	readonly node: Node;
	/** How formats assert; undefined if they only annotate. */
	readonly formats: FormatChecks | undefined;
	/** Whether a value is in each set that `enum` and `const` name. */
	readonly sets: readonly { has(value: Json): boolean }[];
}

/** Where the keyword of a node stands. */
export function keywordLocation({ place }: Node, keyword: string): Pointer {
	return `${place.keywordLocation}/${keyword}`;
}
