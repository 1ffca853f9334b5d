import type { Node, NodeIndex, SchemaGraph } from "../schema/index.js";
import { matches } from "../validate/index.js";

/** The schemas that apply to one instance: those that it meets or may have to meet, and those that only test it. */
export interface Applied {
	readonly asserted: readonly NodeIndex[];
	readonly tested: readonly NodeIndex[];
}

/** The schemas, and those that they apply to the same instance, in order. */
export function appliedTo({ nodes }: SchemaGraph, { asserted, tested }: Applied): Applied {
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
		for (const inner of meetingOf(node)) pending.push([inner, side]);
		for (const inner of [node.if, node.not]) if (inner !== undefined) pending.push([inner, only]);
	}
	const order = (side: ReadonlySet<NodeIndex>) => [...side].sort((a, b) => a - b);
	return { asserted: order(met), tested: order(only).filter((index) => !met.has(index)) };
}

function meetingOf(node: Node): readonly NodeIndex[] {
	const branches = [...(node.allOf ?? []), ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
	const conditional = [node.then, node.else].filter((index) => index !== undefined);
	return [...branches, ...conditional, ...(node.dependentSchemas?.values() ?? [])];
}

/** Whether one of the schemas says anything about properties or items, or their values. */
export function holdsOthers(graph: SchemaGraph, { asserted }: Applied): boolean {
	return nodesOf(graph, asserted).some((node) => HOLDING.some((part) => node[part] !== undefined));
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
export function namesOf(
	graph: SchemaGraph,
	applied: Applied,
): { names: ReadonlySet<string>; patterns: ReadonlySet<string>; isClosed: boolean } {
	const asserted = nodesOf(graph, applied.asserted);
	const all = [...asserted, ...nodesOf(graph, applied.tested)];
	const names = new Set(all.flatMap(mentioned));
	const patterns = new Set(all.flatMap(({ patternProperties }) => [...(patternProperties?.keys() ?? [])]));
	const declares = asserted.some(({ properties }) => (properties?.size ?? 0) > 0);
	// Who asks for more properties than are declared expects others.
	const asksForMore = asserted.some(({ minProperties = 0 }) => minProperties > names.size);
	return { names, patterns, isClosed: declares && !asksForMore && !all.some((node) => isOpen(graph, node)) };
}

function mentioned({ properties, required, dependentRequired, dependentSchemas }: Node): string[] {
	const dependent = [...(dependentRequired ?? [])].flatMap(([name, others]) => [name, ...others]);
	return [
		...(properties?.keys() ?? []),
		...(required ?? []),
		...dependent,
		...(dependentSchemas?.keys() ?? []),
	];
}

/** Whether the schema itself says what undeclared properties may hold. */
function isOpen({ nodes }: SchemaGraph, { additionalProperties, unevaluatedProperties }: Node): boolean {
	return [additionalProperties, unevaluatedProperties].some(
		(index) => index !== undefined && !nodes[index]?.never,
	);
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
): { first: readonly Applied[]; others: Applied } {
	const all = nodesOf(graph, [...applied.asserted, ...applied.tested]);
	const length = Math.max(0, ...all.map(({ prefixItems }) => prefixItems?.length ?? 0));
	const item = (at: number) => {
		const inside = ({ prefixItems = [], items }: Node) =>
			[prefixItems[at] ?? items].filter((index) => index !== undefined);
		return below(graph, applied, inside, ({ unevaluatedItems }) => unevaluatedItems, at === length);
	};
	return { first: Array.from({ length }, (_, at) => item(at)), others: item(length) };
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

function nodesOf({ nodes }: SchemaGraph, indices: readonly NodeIndex[]): readonly Node[] {
	return indices.map((index) => nodes[index]).filter((node) => node !== undefined);
}
