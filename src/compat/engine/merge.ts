import type { Node, NodeIndex, SchemaGraph } from "../../schema/index.js";
import { canonical, coloursBelow, describeShape, mapNode, type NodeShape } from "../../validate/index.js";

// A graph that needs more rounds than this to settle keeps all its nodes apart, which is right, only slower.
const MAX_ROUNDS = 200;

/** Several graphs in one. */
export interface Merged {
	readonly nodes: readonly Node[];
	/** Where a node of one of the graphs went, counted from the first index. */
	index(graph: number, node: NodeIndex): number;
}

/** A node of one of the graphs; its children's indices count from where its graph begins. */
interface Member {
	readonly node: Node;
	readonly start: number;
}

/**
 * The nodes of several graphs as one list in which nodes of equal structure are one; recursion does not matter. The
 * indices that the nodes hold count from the given one.
 */
export function mergeEqual(graphs: readonly SchemaGraph[], first: NodeIndex): Merged {
	const members: Member[] = [];
	const offsets: number[] = [];
	for (const { nodes } of graphs) {
		const start = members.length;
		offsets.push(start);
		for (const node of nodes) members.push({ node, start });
	}
	const target = members.map((_, index) => aliased(members, index));
	const colours = colour(members, graphs.flatMap(looksOf), target);
	const representatives: Member[] = [];
	const classes = new Map<number, number>();
	const classOf = (index: NodeIndex): number => {
		const at = target[index] ?? index;
		const own = colours[at] ?? index;
		const known = classes.get(own);
		if (known !== undefined) return known;
		const made = representatives.push(members[at] ?? NOBODY) - 1 + first;
		classes.set(own, made);
		return made;
	};
	const index = (graph: number, node: NodeIndex) => classOf((offsets[graph] ?? 0) + node);
	// All that a graph holds can be reached from its root.
	for (const [graph, { root }] of graphs.entries()) index(graph, root);
	const merged: Node[] = [];
	for (let next = 0; next < representatives.length; next++) {
		const { node, start } = representatives[next] ?? NOBODY;
		merged.push(mapNode(node, (child) => classOf(child + start)));
	}
	return { nodes: merged, index };
}

const NOBODY: Member = { node: { place: { file: "", keywordLocation: "" } }, start: 0 };

/** A schema that only refers to another one is that one. */
function aliased(members: readonly Member[], index: NodeIndex): NodeIndex {
	let at = index;
	for (;;) {
		const { node, start } = members[at] ?? NOBODY;
		const next = onlyReference(node);
		if (next === undefined) return at;
		at = next + start;
	}
}

function onlyReference(node: Node): NodeIndex | undefined {
	let only: NodeIndex | undefined;
	for (const part in node) {
		if (part === "place") continue;
		const held = part === "allOf" || part === "anyOf" || part === "oneOf" ? node[part] : undefined;
		if (held === undefined || held.length !== 1 || only !== undefined) return undefined;
		only = held[0];
	}
	return only;
}

/** Splits the nodes into classes of equal structure, by refining what they look like from outside. */
function colour(
	members: readonly Member[],
	looks: readonly Look[],
	target: readonly NodeIndex[],
): readonly number[] {
	// What an opaque keyword means is not known, so such a schema is like no other.
	const texts = members.map(({ node }, index) => {
		return node.opaque === undefined ? (looks[index]?.text ?? "") : `opaque ${index}`;
	});
	let colours = numbered(texts);
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const before = colours.colours;
		const next = numbered(
			looks.map(({ shape }, index) => {
				const start = members[index]?.start ?? 0;
				const colourOf = (child: NodeIndex) => before[target[child + start] ?? child + start] ?? 0;
				return `${before[index]}|${coloursBelow(shape, colourOf)}`;
			}),
		);
		if (next.count === colours.count) return next.colours;
		colours = next;
	}
	return members.map((_, index) => index);
}

interface Look {
	readonly shape: NodeShape;
	/** What the node is like, its children apart. */
	readonly text: string;
}

const LOOKS = new WeakMap<readonly Node[], readonly Look[]>();

/** Worked out once for all nodes of a graph: the same schema is in many questions. */
function looksOf({ nodes }: SchemaGraph): readonly Look[] {
	const known = LOOKS.get(nodes);
	if (known !== undefined) return known;
	const made = nodes.map((node) => {
		const shape = describeShape(node);
		return { shape, text: `${shape.places}|${ownSignature(node)}` };
	});
	LOOKS.set(nodes, made);
	return made;
}

function numbered(texts: readonly string[]): { colours: readonly number[]; count: number } {
	const numbers = new Map<string, number>();
	const colours = texts.map((text) => {
		const known = numbers.get(text) ?? numbers.size;
		numbers.set(text, known);
		return known;
	});
	return { colours, count: numbers.size };
}

/** Parts that hold neither nodes nor lists. */
const PLAIN = [
	"never",
	"types",
	"integer",
	"multipleOf",
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"minLength",
	"maxLength",
	"pattern",
	"format",
	"minContains",
	"maxContains",
	"containsEvaluates",
	"minItems",
	"maxItems",
	"uniqueItems",
	"minProperties",
	"maxProperties",
] as const;

const PLAIN_PARTS: ReadonlySet<string> = new Set(PLAIN);

function isPlain(part: string): part is (typeof PLAIN)[number] {
	return PLAIN_PARTS.has(part);
}

function ownSignature(node: Node): string {
	const parts: string[] = [];
	// Few parts are there: to ask for each of the others would cost more.
	for (const part in node) {
		if (isPlain(part)) parts.push(`${part}=${JSON.stringify(node[part])}`);
	}
	if (node.required !== undefined)
		parts.push(`required=${JSON.stringify([...new Set(node.required)].sort())}`);
	for (const values of node.values ?? [])
		parts.push(`values=${[...new Set(values.map(canonical))].sort().join(",")}`);
	for (const [name, required] of node.dependentRequired ?? []) {
		parts.push(`dependent=${JSON.stringify([name, [...required].sort()])}`);
	}
	return parts.sort().join(";");
}
