import type { Json } from "../json/index.js";
import { ALL_TYPES, type NodeIndex, type ReadGraph, TYPE_BITS } from "../schema/index.js";
import { keyText, literalOf } from "./literal.js";

/** One of the alternatives of what may stand at a place. */
export interface DraftAlternative {
	/** The types as bits. */
	readonly types: number;
	readonly values: readonly Json[] | undefined;
	readonly members: ReadonlyMap<string, NodeIndex>;
	readonly required: ReadonlySet<string>;
	readonly items: NodeIndex | undefined;
}

/** Deeper is left open, as is what refers to itself. */
const DEEPEST = 12;
/** More alternatives are no union that somebody tells apart. */
const MOST = 64;

/** A version's schema: what it says of each place, references followed. */
export class DraftSchema {
	readonly root: NodeIndex;
	readonly #graph: ReadGraph;

	constructor(graph: ReadGraph) {
		this.#graph = graph;
		this.root = graph.root;
	}

	/** The alternatives at a place. */
	at(index: NodeIndex, depth = 0): readonly DraftAlternative[] {
		const node = this.#graph.nodes[index];
		if (node === undefined || depth > DEEPEST) return [ANYTHING];
		const { types = ALL_TYPES, values, properties, required, items } = node;
		let all: readonly DraftAlternative[] = [
			{
				types,
				values: values?.[0],
				members: properties ?? new Map(),
				required: new Set(required),
				items,
			},
		];
		const also = (others: readonly DraftAlternative[]) => {
			all = all.flatMap((one) => others.map((other) => both(one, other))).slice(0, MOST);
		};
		for (const part of node.allOf ?? []) also(this.at(part, depth + 1));
		for (const branches of [node.anyOf, node.oneOf]) {
			if (branches !== undefined) also(branches.flatMap((branch) => this.at(branch, depth + 1)));
		}
		return all;
	}

	/** The alternatives that objects may have. */
	objectsAt(index: NodeIndex): readonly DraftAlternative[] {
		return this.at(index).filter(
			({ types, values }) => (types & TYPE_BITS.object) !== 0 && types !== ALL_TYPES && values === undefined,
		);
	}

	/** The texts that may stand there, where only few may; null does not count. */
	wordsAt(index: NodeIndex): readonly string[] | undefined {
		const all = this.at(index).flatMap(({ values, types }) => (types === TYPE_BITS.null ? [] : [values]));
		const words = all.flat().filter((value) => value !== null);
		const areWords = words.length > 0 && words.every((value) => typeof value === "string");
		return areWords ? words.filter((value) => typeof value === "string") : undefined;
	}

	/** Whether null may stand there. */
	takesNull(index: NodeIndex): boolean {
		return this.at(index).some(
			({ types, values }) => (types & TYPE_BITS.null) !== 0 && (values?.includes(null) ?? true),
		);
	}

	/** What the document says beside what it asserts, such as a description. */
	annotation(index: NodeIndex, keyword: "default" | "description"): Json | undefined {
		const schema = this.#graph.written[index]?.schema;
		return typeof schema === "object" ? schema[keyword] : undefined;
	}

	/** The type of a place as TypeScript writes it, members in order of their names: equal texts are equal types. */
	typeText(index: NodeIndex, depth = 0): string {
		if (depth > DEEPEST) return "unknown";
		const texts = this.at(index).flatMap((one) => this.#texts(one, depth));
		return [...new Set(texts)].sort().join(" | ");
	}

	#texts({ types, values, members, required, items }: DraftAlternative, depth: number): string[] {
		if (values !== undefined) return values.map((value) => literalOf(value));
		if (types === ALL_TYPES && members.size === 0) return ["unknown"];
		return Object.entries(TYPE_BITS).flatMap(([name, bit]) => {
			if ((types & bit) === 0) return [];
			if (name === "array")
				return `readonly (${items === undefined ? "unknown" : this.typeText(items, depth + 1)})[]`;
			if (name !== "object") return name;
			const inner = [...members]
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([member, at]) => {
					return `${keyText(member)}${required.has(member) ? "" : "?"}: ${this.typeText(at, depth + 1)}`;
				});
			return `{ ${inner.join("; ")} }`;
		});
	}
}

const ANYTHING: DraftAlternative = {
	types: ALL_TYPES,
	values: undefined,
	members: new Map(),
	required: new Set(),
	items: undefined,
};

function both(a: DraftAlternative, b: DraftAlternative): DraftAlternative {
	return {
		types: a.types & b.types,
		values:
			a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
		members: new Map([...b.members, ...a.members]),
		required: new Set([...a.required, ...b.required]),
		items: a.items ?? b.items,
	};
}
