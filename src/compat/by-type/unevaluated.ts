import type { Node } from "../../schema/index.js";
import type { Atom } from "../engine/atom.js";
import type { Alternative } from "../engine/branch.js";
import { Undecidable } from "../engine/outcome.js";
import { type Literal, type Pool, TRUE } from "../engine/pool.js";

/** Which names and items are evaluated, once it is known which in-place schemas the instance meets. */
interface Reach {
	readonly names: ReadonlySet<string>;
	readonly patterns: readonly string[];
	/** Items before this index. */
	readonly upTo: number;
	/** Items that meet one of these. */
	readonly contained: readonly Literal[];
	readonly everyName: boolean;
}

interface Way {
	readonly literals: readonly Literal[];
	readonly atoms: readonly Atom[];
	readonly reach: Reach;
}

const MAX_WAYS = 1_024;
const NOWHERE: Reach = { names: new Set(), patterns: [], upTo: 0, contained: [], everyName: false };

/**
 * The ways in which a schema's `unevaluatedProperties` or `unevaluatedItems` is met (for the schema's id) or broken
 * (for its negative): in each it is settled which in-place schemas hold, so that what they evaluate is known.
 */
export function unevaluatedWays(
	pool: Pool,
	literal: Literal,
	type: "object" | "array" | string,
): Alternative[] {
	const node = pool.node(Math.abs(literal));
	const ways = new Ways(pool, type === "object").below(node, true);
	const possible = literal > 0 ? ways : ways.filter(({ reach }) => !isAll(reach, type === "object"));
	return possible.map(({ literals, atoms, reach }) => ({
		literals,
		atoms: [
			...atoms,
			...(type === "object"
				? ofNames(pool, node, reach, literal > 0)
				: ofItems(pool, node, reach, literal > 0)),
		],
	}));
}

function ofNames(pool: Pool, node: Node, reach: Reach, met: boolean): Atom[] {
	const each = pool.literal(node.unevaluatedProperties ?? TRUE);
	if (reach.everyName) return [];
	const region = { in: "rest", names: reach.names, patterns: reach.patterns } as const;
	return met ? [{ is: "properties", region, each }] : [{ is: "property", region, meets: [-each] }];
}

function ofItems(pool: Pool, node: Node, reach: Reach, met: boolean): Atom[] {
	const each = pool.literal(node.unevaluatedItems ?? TRUE);
	const to = Number.POSITIVE_INFINITY;
	if (reach.upTo === to) return [];
	if (met) return [{ is: "items", from: reach.upTo, to, each: pool.anyOf([...reach.contained, each]) }];
	return [
		{ is: "item", from: reach.upTo, to, meets: [-each, ...reach.contained.map((literal) => -literal)] },
	];
}

function isAll(reach: Reach, names: boolean): boolean {
	return names ? reach.everyName : reach.upTo === Number.POSITIVE_INFINITY;
}

/** Lists the combinations of in-place schemas that matter for what is evaluated. */
class Ways {
	readonly #pool: Pool;
	readonly #names: boolean;

	constructor(pool: Pool, names: boolean) {
		this.#pool = pool;
		this.#names = names;
	}

	/** The ways below a schema that is met; at the top its own unevaluated* is the one in question. */
	below(node: Node, top = false): readonly Way[] {
		const own = this.#own(node, top);
		let ways: readonly Way[] = [{ literals: [], atoms: [], reach: own }];
		for (const id of node.allOf ?? []) ways = this.#cross(ways, this.#always(id));
		for (const id of node.anyOf ?? []) ways = this.#cross(ways, this.#maybe(id));
		for (const id of node.oneOf ?? []) ways = this.#cross(ways, this.#maybe(id));
		ways = this.#cross(ways, this.#conditional(node));
		if (this.#names) {
			for (const [name, id] of node.dependentSchemas ?? [])
				ways = this.#cross(ways, this.#dependent(name, id));
		}
		return ways;
	}

	#always(id: number): readonly Way[] {
		return this.#matters(id) ? this.below(this.#pool.node(id)) : FREE;
	}

	#maybe(id: number): readonly Way[] {
		if (!this.#matters(id)) return FREE;
		return [
			...this.#with([this.#pool.literal(id)], this.below(this.#pool.node(id))),
			{ literals: [this.#pool.literal(-id)], atoms: [], reach: NOWHERE },
		];
	}

	#conditional(node: Node): readonly Way[] {
		if (node.if === undefined) return FREE;
		const parts = [node.if, node.then, node.else].filter((id) => id !== undefined);
		if (!parts.some((id) => this.#matters(id))) return FREE;
		const then = node.then === undefined ? FREE : this.#always(node.then);
		const otherwise = node.else === undefined ? FREE : this.#always(node.else);
		return [
			...this.#with([this.#pool.literal(node.if)], this.#cross(this.#always(node.if), then)),
			...this.#with([this.#pool.literal(-node.if)], otherwise),
		];
	}

	#dependent(name: string, id: number): readonly Way[] {
		if (!this.#matters(id)) return FREE;
		const region = { in: "name", name } as const;
		const there: Atom = { is: "property", region, meets: [] };
		const missing: Atom = { is: "properties", region, each: -1 };
		return [
			...this.#always(id).map((way) => ({ ...way, atoms: [...way.atoms, there] })),
			{ literals: [], atoms: [missing], reach: NOWHERE },
		];
	}

	#with(literals: readonly Literal[], ways: readonly Way[]): readonly Way[] {
		return ways.map((way) => ({ ...way, literals: [...literals, ...way.literals] }));
	}

	#cross(left: readonly Way[], right: readonly Way[]): readonly Way[] {
		if (right === FREE) return left;
		if (left.length * right.length > MAX_WAYS) {
			throw new Undecidable(this.#names ? "unevaluatedProperties" : "unevaluatedItems");
		}
		return left.flatMap((a) => right.map((b) => both(a, b)));
	}

	#own(node: Node, top: boolean): Reach {
		if (this.#names) {
			const everyName =
				node.additionalProperties !== undefined || (!top && node.unevaluatedProperties !== undefined);
			const names = new Set(node.properties?.keys());
			return { ...NOWHERE, names, patterns: [...(node.patternProperties?.keys() ?? [])], everyName };
		}
		const all = node.items !== undefined || (!top && node.unevaluatedItems !== undefined);
		const contained =
			node.contains !== undefined && node.containsEvaluates ? [this.#pool.literal(node.contains)] : [];
		return { ...NOWHERE, upTo: all ? Number.POSITIVE_INFINITY : (node.prefixItems?.length ?? 0), contained };
	}

	/** Whether the schema, or one in place below it, evaluates anything. */
	#matters(id: number): boolean {
		const node = this.#pool.node(id);
		const { names, patterns, upTo, contained, everyName } = this.#own(node, false);
		if (names.size > 0 || patterns.length > 0 || upTo > 0 || contained.length > 0 || everyName) return true;
		const below = [...(node.allOf ?? []), ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
		for (const part of [node.if, node.then, node.else]) if (part !== undefined) below.push(part);
		return [...below, ...(node.dependentSchemas?.values() ?? [])].some((inner) => this.#matters(inner));
	}
}

const FREE: readonly Way[] = [{ literals: [], atoms: [], reach: NOWHERE }];

function both(a: Way, b: Way): Way {
	return {
		literals: [...a.literals, ...b.literals],
		atoms: [...a.atoms, ...b.atoms],
		reach: {
			names: new Set([...a.reach.names, ...b.reach.names]),
			patterns: [...new Set([...a.reach.patterns, ...b.reach.patterns])],
			upTo: Math.max(a.reach.upTo, b.reach.upTo),
			contained: [...a.reach.contained, ...b.reach.contained],
			everyName: a.reach.everyName || b.reach.everyName,
		},
	};
}
