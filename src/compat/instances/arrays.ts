import type { Json } from "../../json/index.js";
import { canonical } from "../../validate/index.js";
import { type ArrayPlan, arrayPlan } from "../by-type/array.js";
import type { Atom } from "../engine/atom.js";
import { Deck, type Random } from "./random.js";
import type { CandidateMaker } from "./recipe.js";
import type { Room } from "./room.js";
import type { InstanceSource, Sampler } from "./sampler.js";

const MAX_EDGE = 24;
const MAX_TRIES = 8;

/** Arrays that meet the atoms: of the least and the greatest length, and some between. */
export function arrayRecipe(sampler: Sampler, atoms: readonly Atom[]): CandidateMaker {
	const plan = arrayPlan(sampler.solver, atoms);
	if (plan === undefined) return { isSure: true, make: () => undefined };
	const items = new Items(sampler, plan);
	const lengths = lengthsOf(sampler.random, plan, items);
	const make = (room: Room) => {
		const length = room.filling === "bare" ? Math.max(plan.min, plan.goals.length) : lengths.draw();
		const made = items.make(length, room);
		return plan.isPaired ? paired(sampler.random, made) : made;
	};
	return { isSure: plan.goals.length === 0 && !plan.isLimited && !plan.isUnique && !plan.isPaired, make };
}

function lengthsOf(random: Random, { min, max, tail, goals }: ArrayPlan, items: Items): Deck<number> {
	const least = Math.max(min, goals.length);
	const edge = max <= least + MAX_EDGE ? [max] : [];
	const usual = [least, least + 1, least + 2, least + 3, tail, tail + 1, ...edge];
	const possible = usual.filter((length) => length >= least && length <= max && items.reach(length));
	return new Deck(random, possible.length > 0 ? new Set(possible) : [least]);
}

/** The items by their place: from the tail on, all places are alike. */
class Items {
	readonly #sampler: Sampler;
	readonly #plan: ArrayPlan;
	readonly #sources: (InstanceSource | undefined)[] = [];

	constructor(sampler: Sampler, plan: ArrayPlan) {
		this.#sampler = sampler;
		this.#plan = plan;
	}

	/** Whether arrays may be so long. */
	reach(length: number): boolean {
		for (let index = 0; index < Math.min(length, this.#alike() + 1); index++) {
			if (this.#source(index) === undefined) return false;
		}
		return true;
	}

	/** An array of the length, or a shorter one where items would repeat. */
	make(length: number, room: Room): Json[] {
		const made: Json[] = [];
		const used = new Set<string>();
		while (made.length < length) {
			const source = this.#source(made.length);
			const item = source && (this.#plan.isUnique ? unused(source, room, used) : source.make(room));
			if (item === undefined) break;
			made.push(item);
		}
		return made;
	}

	#alike(): number {
		return Math.max(this.#plan.tail, this.#plan.goals.length);
	}

	#source(index: number): InstanceSource | undefined {
		const at = Math.min(index, this.#alike());
		if (!(at in this.#sources)) {
			this.#sources[at] = this.#sampler.source(this.#plan.goals[at] ?? this.#plan.goal(at));
		}
		return this.#sources[at];
	}
}

function unused(source: InstanceSource, room: Room, used: Set<string>): Json | undefined {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const item = source.make(room);
		const key = canonical(item);
		if (used.has(key)) continue;
		used.add(key);
		return item;
	}
	return undefined;
}

/** Makes one item a repetition of another. */
function paired(random: Random, items: readonly Json[]): readonly Json[] {
	if (items.length < 2) return items;
	const second = 1 + random.below(items.length - 1);
	const first = items[random.below(second)] ?? null;
	return items.map((item, index) => (index === second ? structuredClone(first) : item));
}
