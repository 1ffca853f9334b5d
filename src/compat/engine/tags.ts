import { type Node, TYPE_BITS } from "../../schema/index.js";
import { canonical } from "../../validate/index.js";

// References in references; tags behind further ones are not seen.
const MAX_DEPTH = 8;

/** Tells alternatives apart by tags: properties that objects of both must have, whose listed values differ. */
export class Tags {
	readonly #node: (id: number) => Node | undefined;
	readonly #known = new Map<number, ReadonlyMap<string, ReadonlySet<string>>>();

	constructor(node: (id: number) => Node | undefined) {
		this.#node = node;
	}

	/** Whether two schemas have no instance in common; false where no tag shows it. */
	areDisjoint(one: number, other: number): boolean {
		const others = this.#of(other);
		for (const [name, values] of this.#of(one)) {
			const there = others.get(name);
			if (there !== undefined && ![...values].some((value) => there.has(value))) return true;
		}
		return false;
	}

	/** The required properties of a schema of objects with the values that each may have. */
	#of(id: number): ReadonlyMap<string, ReadonlySet<string>> {
		const known = this.#known.get(id);
		if (known !== undefined) return known;
		const nodes = this.#conjuncts(id, 0);
		const areObjects = nodes.some(({ types }) => types === TYPE_BITS.object);
		const required = new Set(areObjects ? nodes.flatMap((node) => node.required ?? []) : []);
		const tags = new Map<string, ReadonlySet<string>>();
		for (const { properties } of nodes) {
			for (const [name, property] of required.size === 0 ? [] : (properties ?? [])) {
				const [values] = required.has(name) ? (this.#node(property)?.values ?? []) : [];
				if (values !== undefined) tags.set(name, new Set(values.map(canonical)));
			}
		}
		this.#known.set(id, tags);
		return tags;
	}

	/** The schema and all that it asks for beside its own keywords. */
	#conjuncts(id: number, depth: number): readonly Node[] {
		const node = this.#node(id);
		if (node === undefined) return [];
		if (depth >= MAX_DEPTH) return [node];
		return [node, ...(node.allOf ?? []).flatMap((inner) => this.#conjuncts(inner, depth + 1))];
	}
}
