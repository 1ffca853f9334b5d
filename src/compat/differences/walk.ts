import type { SchemaPlace } from "../../schema/index.js";
import type { Literal, Pool } from "../engine/pool.js";
import { FAMILIES } from "./families/families.js";
import type { Answer, Inquiry } from "./inquiry.js";
import type { Demand, Pair, Said, UnmetDemand, Walk } from "./pair.js";
import type { Narrowing } from "./rules.js";
import { choicesOf } from "./view/choices.js";
import { type Hold, Path } from "./view/path.js";
import { type Side, View } from "./view/view.js";

// Beyond, the last resort speaks.
const MAX_PAIRS = 5_000;
const MAX_DEPTH = 100;

/** What one document refuses of that which the other allows, found by walking along both. */
export class Narrowings implements Walk {
	readonly inquiry: Inquiry;
	readonly findings: UnmetDemand[] = [];
	readonly #root: Pair;
	readonly #writes: Literal;
	readonly #seen = new Set<string>();
	readonly #reported = new Set<string>();

	/** The literal is of all that the wider side's writers write. */
	constructor(inquiry: Inquiry, wide: Side, narrow: Side, writes: Literal) {
		this.inquiry = inquiry;
		this.#writes = writes;
		this.#root = { wide: whole(wide), narrow: whole(narrow), at: new Path(), given: [], taken: new Set() };
	}

	/** Walks along the whole documents, of which it is known or feared that one refuses something of the other. */
	all(sure: boolean): readonly UnmetDemand[] {
		this.visit(this.#root);
		const { wide, narrow } = this.#root;
		const isExplained = this.findings.some((finding) => finding.sure || !sure);
		if (!isExplained) this.report(this.#root, "schema-narrowed", wide.place, narrow.place, sure);
		return this.findings;
	}

	violated({ wide, at, given }: Pair, literal: Literal): Answer {
		const { inquiry } = this;
		const here = inquiry.ask([...wide.literals, ...given, -literal]);
		if (here === "none") return here;
		const excused = inquiry.pool.anyOf([literal, ...given.map((known) => -known)]);
		const everywhere = at.wrap(inquiry.pool, excused);
		const inWhole = inquiry.ask([this.#writes, -everywhere]);
		return inWhole === "unknown" ? here : inWhole;
	}

	report(
		pair: Pair,
		rule: Narrowing,
		wide: SchemaPlace,
		narrow: SchemaPlace,
		sure: boolean,
		said: Said = {},
	): true {
		const key = JSON.stringify([rule, wide, narrow, said.what]);
		if (!this.#reported.has(key)) {
			this.#reported.add(key);
			this.findings.push({ rule, wide, narrow, at: pair.at.subject, sure, ...said });
		}
		return true;
	}

	descend(pair: Pair, token: string, hold: Hold, wide: View, narrow: View): boolean {
		return this.visit({
			wide,
			narrow,
			at: pair.at.step(token, hold, pair.given),
			given: [],
			taken: new Set(),
		});
	}

	visit(pair: Pair): boolean {
		const { wide, narrow } = pair;
		if (narrow.isWithin(wide)) return false;
		const key = `${wide.id}|${narrow.id}`;
		if (this.#seen.has(key)) return true;
		const answer = this.violated(pair, narrow.literal);
		if (answer === "none") return false;
		this.#seen.add(key);
		const isEnough = this.inquiry.spent || this.#seen.size > MAX_PAIRS || pair.at.depth > MAX_DEPTH;
		if (!isEnough && this.#explain(pair)) return true;
		return this.report(pair, "schema-narrowed", wide.place, narrow.place, answer === "some");
	}

	#explain(pair: Pair): boolean {
		const given = [...pair.given];
		const violated: Literal[] = [];
		let isExplained = false;
		for (const family of FAMILIES) {
			const demands = [...family(this, pair, [...violated])];
			// What is given grows on the way: later demands are asked of values that meet the plain ones before.
			for (const [demand, here, answer] of this.#unmet({ ...pair, given }, demands)) {
				if (this.inquiry.spent) return false;
				if (this.#explainDemand(here, demand, answer === "some")) isExplained = true;
				violated.push(demand.literal);
				if (demand.isPlain) given.push(demand.literal);
			}
		}
		return isExplained;
	}

	/** The demands that are not met; most are, so that many are asked about at once. */
	*#unmet(pair: Pair, demands: readonly Demand[]): Generator<readonly [Demand, Pair, Answer]> {
		const [first] = demands;
		if (first === undefined) return;
		if (demands.length > 1) {
			const all = together(this.inquiry.pool, demands);
			if (this.inquiry.ask([...pair.wide.literals, ...pair.given, -all]) === "none") return;
			const half = Math.ceil(demands.length / 2);
			yield* this.#unmet(pair, demands.slice(0, half));
			yield* this.#unmet(pair, demands.slice(half));
			return;
		}
		const here = { ...pair, given: [...pair.given, ...(first.given ?? [])] };
		const answer = this.violated(here, first.literal);
		if (answer !== "none") yield [first, here, answer];
	}

	/** Where the wider side has nothing to compare with, one of its alternatives may. */
	#explainDemand(pair: Pair, demand: Demand, sure: boolean): boolean {
		const { wide, given, taken } = pair;
		if (this.inquiry.spent) return false;
		const [choice] = choicesOf(wide).filter(({ node }) => !taken.has(node));
		if (choice === undefined || (demand.compares?.(wide) ?? true)) return demand.explain(pair, sure);
		let isExplained = false;
		for (const { literal, entries } of choice.ways) {
			const way = {
				...pair,
				wide: wide.with(entries),
				given: [...given, literal],
				taken: new Set([...taken, choice.node]),
			};
			const answer = this.violated(way, demand.literal);
			if (answer !== "none" && this.#explainDemand(way, demand, answer === "some")) isExplained = true;
		}
		return isExplained || demand.explain(pair, sure);
	}
}

function whole(side: Side): View {
	const { root, nodes } = side.schema.asked;
	const place = nodes[root]?.place ?? { file: "", keywordLocation: "" };
	return new View(side, [root], place);
}

/** All demands as one literal; those on properties as one schema, which the engine is much quicker with. */
function together(pool: Pool, demands: readonly Demand[]): Literal {
	const properties = new Map<string, number>();
	for (const { property } of demands) {
		if (property !== undefined) properties.set(property[0], pool.positive(property[1]));
	}
	if (properties.size === demands.length) return pool.schema({ properties });
	return pool.allOf(demands.map(({ literal }) => literal));
}
