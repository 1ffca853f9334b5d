import type { Literal, Pool } from "../../engine/pool.js";

/** "Every value at the place meets the literal", said of the value one step above. */
export type Hold = (pool: Pool, literal: Literal) => Literal;

/** A kind of places in instances, such as the status of each session. */
export class Path {
	/** As one reads it: `sessions[].status`; empty for the whole instance. */
	readonly text: string;
	/** The alternative that the value is one of, if it has a name. */
	readonly within: string | undefined;
	/** How many steps lead there. */
	readonly depth: number;
	readonly #parent: Path | undefined;
	readonly #hold: Hold | undefined;
	readonly #given: readonly Literal[];

	constructor(text = "", within?: string, parent?: Path, hold?: Hold, given: readonly Literal[] = []) {
		this.text = text;
		this.within = within;
		this.depth = parent === undefined ? 0 : parent.depth + 1;
		this.#parent = parent;
		this.#hold = hold;
		this.#given = given;
	}

	/** A step down, from values that meet what is given. */
	step(token: string, hold: Hold, given: readonly Literal[]): Path {
		const dot = this.text === "" || token.startsWith("[") ? "" : ".";
		return new Path(`${this.text}${dot}${token}`, this.within, this, hold, given);
	}

	/** The same place, spoken of one of several alternatives. */
	of(within: string | undefined): Path {
		return within === undefined ? this : new Path(this.text, within, this.#parent, this.#hold, this.#given);
	}

	/** The place as it begins a sentence. */
	get subject(): string {
		const place = this.text === "" ? "The value" : `\`${this.text}\``;
		return this.within === undefined ? place : `${place} (${this.within})`;
	}

	/** "Every value at the place meets the literal", said of whole instances. */
	wrap(pool: Pool, literal: Literal): Literal {
		let wrapped = literal;
		for (let at: Path = this; at.#parent !== undefined; at = at.#parent) {
			const held = at.#hold?.(pool, wrapped) ?? wrapped;
			wrapped = pool.anyOf([held, ...at.#given.map((given) => -given)]);
		}
		return wrapped;
	}
}

/** The property of the name. */
export function property(name: string): Hold {
	return (pool, literal) => pool.schema({ properties: new Map([[name, pool.positive(literal)]]) });
}

/** Properties whose names match. */
export function matching(pattern: string): Hold {
	return (pool, literal) => pool.schema({ patternProperties: new Map([[pattern, pool.positive(literal)]]) });
}

/** Properties beside those that have a name of the list or match a pattern of the list. */
export function beside(names: Iterable<string>, patterns: Iterable<string>): Hold {
	const listed = [...names];
	const matched = [...patterns];
	return (pool, literal) =>
		pool.schema({
			properties: anything(listed),
			patternProperties: anything(matched),
			additionalProperties: pool.positive(literal),
		});
}

/** The item at the index. */
export function item(index: number): Hold {
	return (pool, literal) => pool.schema({ prefixItems: [...free(index), pool.positive(literal)] });
}

/** All items from the index on. */
export function itemsFrom(index: number): Hold {
	return (pool, literal) => pool.schema({ prefixItems: free(index), items: pool.positive(literal) });
}

const ANYTHING = 1;

function anything(names: readonly string[]): ReadonlyMap<string, number> {
	return new Map([...names].sort().map((name) => [name, ANYTHING]));
}

function free(count: number): number[] {
	return Array.from({ length: count }, () => ANYTHING);
}
