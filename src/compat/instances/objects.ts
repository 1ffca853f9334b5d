import type { Json } from "../../json/index.js";
import { type ObjectPlan, objectPlan } from "../by-type/object.js";
import type { Atom } from "../engine/atom.js";
import { Deck, type Random } from "./random.js";
import type { CandidateMaker } from "./recipe.js";
import type { Filling, Room } from "./room.js";
import type { InstanceSource, Sampler } from "./sampler.js";
import { undeclaredOf } from "./undeclared-names.js";

/** A property that an object may have. */
interface Optional {
	readonly name: string;
	readonly source: InstanceSource;
	readonly isThere: Deck<boolean>;
}

/** Objects that meet the atoms: each optional property there and missing, undeclared ones where they may be. */
export function objectRecipe(sampler: Sampler, atoms: readonly Atom[]): CandidateMaker {
	const plan = objectPlan(sampler.solver, atoms);
	const asked = plan && askedOf(sampler, plan);
	if (plan === undefined || asked === undefined) return { isSure: true, make: () => undefined };
	const objects = new Objects(sampler, plan, asked);
	return { isSure: true, make: (room) => objects.make(room) };
}

function askedOf(sampler: Sampler, { names, asked }: ObjectPlan): Map<string, InstanceSource> | undefined {
	const sources = new Map<string, InstanceSource>();
	for (const [name, literals] of asked) {
		const source = sampler.source([...names.demands(name), ...literals]);
		if (source === undefined) return undefined;
		sources.set(name, source);
	}
	return sources;
}

class Objects {
	readonly #random: Random;
	readonly #plan: ObjectPlan;
	readonly #asked: ReadonlyMap<string, InstanceSource>;
	readonly #optional: readonly Optional[];
	readonly #undeclared: ReadonlyMap<string, InstanceSource>;
	readonly #order: readonly string[];
	readonly #fillings: Deck<Filling>;
	readonly #extras: Deck<number>;

	constructor(sampler: Sampler, plan: ObjectPlan, asked: ReadonlyMap<string, InstanceSource>) {
		const { random } = sampler;
		this.#random = random;
		this.#plan = plan;
		this.#asked = asked;
		this.#optional = [...plan.names.known].flatMap((name) => {
			const source = asked.has(name) ? undefined : sampler.source(plan.names.demands(name));
			return source === undefined ? [] : [{ name, source, isThere: new Deck(random, [true, false]) }];
		});
		this.#undeclared = undeclaredOf(sampler, plan);
		this.#order = [...new Set([...plan.names.known, ...asked.keys()])];
		this.#fillings = new Deck<Filling>(random, ["bare", "some", "some", "some", "full"]);
		this.#extras = new Deck(random, this.#order.length === 0 ? [0, 1, 2, 3] : [0, 0, 0, 1, 2]);
	}

	make(room: Room): Json | undefined {
		const filling = room.filling === "some" ? this.#fillings.draw() : room.filling;
		const chosen = new Map(this.#asked);
		this.#choose(chosen, filling);
		if (chosen.size < this.#plan.min) return undefined;
		const order = [...this.#order, ...chosen.keys()];
		const entries = new Map<string, Json>();
		for (const name of order) {
			const source = entries.has(name) ? undefined : chosen.get(name);
			if (source !== undefined) entries.set(name, source.make(room));
		}
		return Object.fromEntries(entries);
	}

	#choose(chosen: Map<string, InstanceSource>, filling: Filling): void {
		const { min, max } = this.#plan;
		const first = this.#random.below(this.#optional.length);
		const optional = [...this.#optional.slice(first), ...this.#optional.slice(0, first)];
		for (const { name, source, isThere } of optional) {
			const wanted = filling === "full" || (filling === "some" && isThere.draw());
			if (wanted && chosen.size < max) chosen.set(name, source);
		}
		for (const { name, source } of optional) if (chosen.size < min) chosen.set(name, source);
		const extras = filling === "bare" ? 0 : this.#extras.draw();
		for (const [name, source] of this.#rotated(extras, chosen.size)) {
			if (chosen.size < max) chosen.set(name, source);
		}
	}

	/** So many undeclared properties, more if the object would be too small. */
	#rotated(extras: number, size: number): readonly (readonly [string, InstanceSource])[] {
		const count = Math.max(extras, this.#plan.min - size);
		if (count === 0 || this.#undeclared.size === 0) return [];
		const all = [...this.#undeclared];
		const first = this.#random.below(all.length);
		return [...all.slice(first), ...all.slice(0, first)].slice(0, count);
	}
}
