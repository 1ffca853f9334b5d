import type { Node } from "../../../schema/index.js";
import type { Literal } from "../../engine/pool.js";
import type { Demand, Pair, Walk } from "../pair.js";
import type { Narrowing } from "../rules.js";
import { choicesOf, type OpenChoice } from "../view/choices.js";
import { finiteUnion } from "../view/finite.js";
import { keywordPlace } from "../view/place.js";
import type { View } from "../view/view.js";
import { branchLabel, kindOf, nameOf } from "../wording/branch-name.js";
import { matched, similarity } from "./match-alternatives.js";

interface Rules {
	readonly added: Narrowing;
	/** Where values meet more than one alternative at once. */
	readonly narrowed?: Narrowing;
	readonly branchRemoved: Narrowing;
}

const RULES_OF: Readonly<Record<"anyOf" | "oneOf", Rules>> = {
	anyOf: { added: "any-of-added", branchRemoved: "any-of-branch-removed" },
	oneOf: { added: "one-of-added", narrowed: "one-of-narrowed", branchRemoved: "one-of-branch-removed" },
};

/** `anyOf` and `oneOf`. */
export function* alternatives(walk: Walk, { wide, narrow }: Pair): Generator<Demand> {
	const { pool } = walk.inquiry;
	for (const node of narrow.beyond(wide)) {
		for (const part of ["anyOf", "oneOf"] as const) {
			const branches = node[part];
			// Alternatives that list values have been spoken of as one list.
			if (branches === undefined || finiteUnion(narrow, branches) !== undefined) continue;
			const asked = branches.map((branch) => narrow.below([branch]));
			const literal = pool.schema({ [part]: asked.map((view) => pool.positive(view.literal)) });
			yield {
				literal,
				explain: (pair, sure) => new Union(walk, pair, node, part, asked, literal).explain(sure),
			};
		}
	}
}

class Union {
	readonly #walk: Walk;
	readonly #pair: Pair;
	readonly #rules: Rules;
	readonly #place;
	readonly #asked: readonly View[];
	readonly #literal: Literal;

	constructor(
		walk: Walk,
		pair: Pair,
		node: Node,
		part: "anyOf" | "oneOf",
		asked: readonly View[],
		literal: Literal,
	) {
		this.#walk = walk;
		this.#pair = pair;
		this.#rules = RULES_OF[part];
		this.#place = keywordPlace(pair.narrow.side, node, part);
		this.#asked = asked;
		this.#literal = literal;
	}

	explain(sure: boolean): boolean {
		const choice = this.#choice();
		return choice === undefined ? this.#single(sure) : this.#several(choice, sure);
	}

	/** The choice of the wider side that this one came from. */
	#choice(): OpenChoice | undefined {
		const { wide, taken } = this.#pair;
		const open = choicesOf(wide).filter((choice) => choice.part !== "if" && !taken.has(choice.node));
		const known = new Set(this.#asked.map(({ literal }) => literal));
		const common = ({ ways }: OpenChoice) => ways.filter(({ literal }) => known.has(literal)).length;
		const [best] = [...open].sort((a, b) => common(b) - common(a));
		return best;
	}

	/** The wider side knows no alternatives: it may be like one of these. */
	#single(sure: boolean): boolean {
		const { wide } = this.#pair;
		const { pool } = this.#walk.inquiry;
		const like = this.#asked.filter((asked) => similarity(pool, wide, asked) > 0);
		const [only] = like;
		if (only !== undefined && like.length === 1 && this.#visit(this.#pair, only)) return true;
		return this.#walk.report(this.#pair, this.#rules.added, wide.place, this.#place, sure);
	}

	#several(choice: OpenChoice, sure: boolean): boolean {
		const { wide, at, given, taken } = this.#pair;
		const had = choice.ways.map(({ entries }) => wide.below(entries));
		const successors = matched(this.#walk.inquiry.pool, had, this.#asked);
		let isExplained = false;
		for (const [index, way] of choice.ways.entries()) {
			const pair = {
				...this.#pair,
				wide: wide.with(way.entries),
				at: at.of(branchLabel(had[index] ?? wide)),
				given: [...given, way.literal],
				taken: new Set([...taken, choice.node]),
			};
			const answer = this.#walk.violated(pair, this.#literal);
			if (answer === "none") continue;
			const successor = this.#asked[successors[index] ?? -1];
			const isTold =
				successor === undefined
					? this.#removed(had[index] ?? wide, index, answer === "some")
					: this.#visit(pair, successor) || this.#overlaps(choice, answer === "some");
			isExplained ||= isTold;
		}
		return isExplained || this.#overlaps(choice, sure);
	}

	#overlaps({ node, part }: OpenChoice, sure: boolean): boolean {
		const { narrowed } = this.#rules;
		if (narrowed === undefined) return false;
		const from = keywordPlace(this.#pair.wide.side, node, part);
		return this.#walk.report(this.#pair, narrowed, from, this.#place, sure);
	}

	#removed(branch: View, index: number, sure: boolean): true {
		const what = nameOf(branch) ?? kindOf(this.#walk.inquiry, branch, index);
		return this.#walk.report(this.#pair, this.#rules.branchRemoved, branch.place, this.#place, sure, {
			what,
		});
	}

	/** What is refused by one alternative, of values that meet none of the others either. */
	#visit(pair: Pair, narrow: View): boolean {
		return this.#walk.visit({ ...pair, narrow, given: [...pair.given, -this.#literal] });
	}
}
