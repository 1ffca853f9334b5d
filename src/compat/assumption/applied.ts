import { type Node, type NodeIndex, type SchemaGraph, TYPE_BITS } from "../../schema/index.js";
import { matches } from "../../validate/index.js";
import { Tags } from "../engine/tags.js";

/** The schemas that apply to one instance: those that it meets or may have to meet, and those that only test it. */
export interface Applied {
	readonly asserted: readonly NodeIndex[];
	readonly tested: readonly NodeIndex[];
}

/** Of unions, each by the schema that holds it, the alternative that is taken for met. */
export type Picks = ReadonlyMap<NodeIndex, NodeIndex>;

/** The schemas, and those that they apply to the same instance, in order. */
export function appliedTo(
	{ nodes }: SchemaGraph,
	{ asserted, tested }: Applied,
	picks: Picks = new Map(),
): Applied {
	const met = new Set<NodeIndex>();
	const only = new Set<NodeIndex>();
	const pending = [
		...asserted.map((index) => [index, met] as const),
		...tested.map((index) => [index, only] as const),
	];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const [index, side] = next;
		const node = nodes[index];
		if (node === undefined || side.has(index)) continue;
		side.add(index);
		for (const inner of meetingOf(node, picks.get(index))) pending.push([inner, side]);
		for (const inner of [node.if, node.not]) if (inner !== undefined) pending.push([inner, only]);
	}
	const order = (side: ReadonlySet<NodeIndex>) => [...side].sort((a, b) => a - b);
	return { asserted: order(met), tested: order(only).filter((index) => !met.has(index)) };
}

function meetingOf(node: Node, pick: NodeIndex | undefined): readonly NodeIndex[] {
	const union = node.oneOf ?? node.anyOf ?? [];
	const other = node.oneOf === undefined ? [] : (node.anyOf ?? []);
	const branches = [...(node.allOf ?? []), ...other, ...(pick === undefined ? union : [pick])];
	const conditional = [node.then, node.else].filter((index) => index !== undefined);
	return [...branches, ...conditional, ...(node.dependentSchemas?.values() ?? [])];
}

/** Whether one of the schemas says anything about properties or items, or their values. */
export function holdsOthers(graph: SchemaGraph, { asserted }: Applied): boolean {
	return nodesOf(graph, asserted).some((node) => {
		return node.types === TYPE_BITS.object || HOLDING.some((part) => node[part] !== undefined);
	});
}

const HOLDING = [
	"properties",
	"patternProperties",
	"additionalProperties",
	"unevaluatedProperties",
	"prefixItems",
	"items",
	"unevaluatedItems",
] as const;

/** The names and patterns that the schemas mention, and whether other names are taken not to occur. */
export function findMentionedNames(
	graph: SchemaGraph,
	applied: Applied,
): { names: ReadonlySet<string>; patterns: ReadonlySet<string>; isClosed: boolean } {
	const asserted = nodesOf(graph, applied.asserted);
	const all = [...asserted, ...nodesOf(graph, applied.tested)];
	const names = new Set(all.flatMap(mentioned));
	const patterns = new Set(all.flatMap(({ patternProperties }) => [...(patternProperties?.keys() ?? [])]));
	const declares = asserted.some(({ properties, patternProperties }) => {
		return (properties?.size ?? 0) > 0 || (patternProperties?.size ?? 0) > 0;
	});
	// An object of which nothing else is said has no properties; a map says something of names, number or values.
	const isBare = asserted.some(({ types }) => types === TYPE_BITS.object) && !asserted.some(isMap);
	// Who asks for more properties than are declared expects others.
	const asksForMore = asserted.some(({ minProperties = 0 }) => minProperties > names.size);
	const isClosed = (declares || isBare) && !asksForMore && !all.some((node) => isOpen(graph, node));
	return { names, patterns, isClosed };
}

function isMap(node: Node): boolean {
	return MAP_PARTS.some((part) => node[part] !== undefined);
}

const MAP_PARTS = [
	"additionalProperties",
	"unevaluatedProperties",
	"propertyNames",
	"minProperties",
	"maxProperties",
] as const;

function mentioned({ properties, required, dependentRequired, dependentSchemas }: Node): string[] {
	const dependent = [...(dependentRequired ?? [])].flatMap(([name, others]) => [name, ...others]);
	return [
		...(properties?.keys() ?? []),
		...(required ?? []),
		...dependent,
		...(dependentSchemas?.keys() ?? []),
	];
}

/** Whether the schema itself says what undeclared properties may hold; that they may be there declares none. */
function isOpen(graph: SchemaGraph, { additionalProperties, unevaluatedProperties }: Node): boolean {
	return [additionalProperties, unevaluatedProperties].some((index) => saysSomething(graph, index));
}

/** Whether a schema of further properties or items is there, and neither of the two trivial ones. */
function saysSomething({ nodes }: SchemaGraph, index: NodeIndex | undefined): boolean {
	const node = index === undefined ? undefined : nodes[index];
	if (node === undefined || node.never) return false;
	for (const part in node) if (part !== "place") return true;
	return false;
}

/** A name, the names that match a pattern, or all that neither a name nor a pattern is given for. */
interface Names {
	readonly name?: string;
	readonly pattern?: string;
}

/** The schemas that apply to the value of a property. */
export function atProperty(graph: SchemaGraph, applied: Applied, { name, pattern }: Names): Applied {
	const isMatch = (source: string) => (name === undefined ? source === pattern : matches(source, name));
	const inside = ({ properties, patternProperties = new Map(), additionalProperties }: Node) => {
		const own = name === undefined ? undefined : properties?.get(name);
		const matching = [...patternProperties].filter(([source]) => isMatch(source)).map(([, index]) => index);
		const declared = own === undefined ? matching : [own, ...matching];
		return declared.length > 0 || additionalProperties === undefined ? declared : [additionalProperties];
	};
	const isOther = name === undefined && pattern === undefined;
	return below(graph, applied, inside, ({ unevaluatedProperties }) => unevaluatedProperties, isOther);
}

/** The schemas that apply to the first items, one by one, and to all others. */
export function atItems(
	graph: SchemaGraph,
	applied: Applied,
): { first: readonly Applied[]; others: Applied; isClosed: boolean } {
	const all = nodesOf(graph, [...applied.asserted, ...applied.tested]);
	const length = Math.max(0, ...all.map(({ prefixItems }) => prefixItems?.length ?? 0));
	const item = (at: number) => {
		const inside = ({ prefixItems = [], items }: Node) =>
			[prefixItems[at] ?? items].filter((index) => index !== undefined);
		return below(graph, applied, inside, ({ unevaluatedItems }) => unevaluatedItems, at === length);
	};
	// A tuple's writer writes what it lists, unless something is said of further items, or more are asked for.
	const isClosed =
		nodesOf(graph, applied.asserted).some(({ prefixItems }) => prefixItems !== undefined) &&
		!all.some(({ items, unevaluatedItems, contains, minItems = 0 }) => {
			if (contains !== undefined || minItems > length) return true;
			return saysSomething(graph, items) || saysSomething(graph, unevaluatedItems);
		});
	return { first: Array.from({ length }, (_, at) => item(at)), others: item(length), isClosed };
}

/** What is left for `unevaluated*` is asserted only of what no other keyword mentions. */
function below(
	graph: SchemaGraph,
	applied: Applied,
	inside: (node: Node) => readonly NodeIndex[],
	rest: (node: Node) => NodeIndex | undefined,
	isRest: boolean,
): Applied {
	const asserted = nodesOf(graph, applied.asserted);
	const tested = nodesOf(graph, applied.tested).flatMap(inside);
	const unevaluated = asserted.map(rest).filter((index) => index !== undefined);
	return {
		asserted: [...asserted.flatMap(inside), ...(isRest ? unevaluated : [])],
		tested: isRest ? tested : [...tested, ...unevaluated],
	};
}

// Alternatives of one union, beyond which their names count for all.
const MAX_ALTERNATIVES = 100;

/** A union of which every instance meets exactly one alternative, told by a tag, that is not picked from yet. */
export function taggedUnion(
	graph: SchemaGraph,
	{ asserted }: Applied,
	picks: Picks,
): { readonly holder: NodeIndex; readonly alternatives: readonly NodeIndex[] } | undefined {
	const tags = new Tags((index) => graph.nodes[index]);
	const pending = [...asserted];
	const seen = new Set<NodeIndex>();
	for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
		const node = graph.nodes[holder];
		if (node === undefined || seen.has(holder)) continue;
		seen.add(holder);
		const pick = picks.get(holder);
		pending.push(...(node.allOf ?? []), ...(pick === undefined ? [] : [pick]));
		const alternatives = node.oneOf ?? node.anyOf ?? [];
		if (pick !== undefined || alternatives.length < 2 || alternatives.length > MAX_ALTERNATIVES) continue;
		const areTagged = alternatives.every((one, index) =>
			alternatives.slice(index + 1).every((other) => tags.areDisjoint(one, other)),
		);
		if (areTagged) return { holder, alternatives };
	}
	return undefined;
}

function nodesOf({ nodes }: SchemaGraph, indices: readonly NodeIndex[]): readonly Node[] {
	return indices.map((index) => nodes[index]).filter((node) => node !== undefined);
}
