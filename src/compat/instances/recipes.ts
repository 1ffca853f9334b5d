import type { Json } from "../../json/index.js";
import { canonical, typeOf } from "../../validate/index.js";
import type { Branch } from "../engine/branch.js";
import type { Literal } from "../engine/pool.js";
import { arrayRecipe } from "./arrays.js";
import { numberRecipe } from "./numbers.js";
import { objectRecipe } from "./objects.js";
import { Deck } from "./random.js";
import { type CandidateMaker, fresh, type Recipe } from "./recipe.js";
import type { Sampler } from "./sampler.js";
import { stringRecipe } from "./texts.js";

type Goal = readonly Literal[];

const MAX_RECIPES = 24;
const MAX_BRANCHES = 64;

/** The ways to make instances of a goal: each alternative of each choice is taken by one of them, as far as they go. */
export function recipesOf(sampler: Sampler, goal: Goal): readonly Recipe[] {
	const { solver } = sampler;
	const listed = solver.listed(goal);
	if (listed !== undefined) return ofValues(sampler, listed, goal);
	return solver.typesOf(goal).flatMap((type) => {
		const collected: Recipe[] = [];
		sampler.attempt(
			() => collect(sampler, goal, solver.branch(type, goal), collected),
			(reason) => sampler.skipped.add(reason),
		);
		return collected;
	});
}

/** The branch as it is, then with one choice taken, in each possible way, then with two, and so on. */
function collect(sampler: Sampler, goal: Goal, start: Branch, recipes: Recipe[]): void {
	const pending = [start];
	const seen = new Set<string>();
	for (let at = 0; at < Math.min(pending.length, MAX_BRANCHES) && recipes.length < MAX_RECIPES; at++) {
		const branch = pending[at];
		const settled = branch && firstSettled(sampler, branch, goal);
		if (branch === undefined || settled === undefined) continue;
		if (!seen.has(keyOf(settled.branch)))
			recipes.push(...ofBranch(sampler, settled.branch, goal, settled.value));
		seen.add(keyOf(settled.branch));
		for (const choice of branch.choices) {
			// What refuses a schema has a way for each of its keywords: far more than make a difference.
			if (choice.of < 0) continue;
			for (const alternative of choice.alternatives) pending.push(branch.taking(choice, alternative));
		}
	}
}

function firstSettled(
	sampler: Sampler,
	branch: Branch,
	goal: Goal,
): { branch: Branch; value: Json } | undefined {
	for (const way of sampler.solver.ways(branch, goal)) {
		if (way.outcome.kind === "value") return { branch: way.branch, value: way.outcome.value };
		if (way.outcome.kind === "unknown") sampler.skipped.add(way.outcome.reason);
	}
	return undefined;
}

function keyOf({ met, atoms }: Branch): string {
	const plain = (_: string, held: unknown) => (held instanceof Set ? [...held] : held);
	return `${[...met].sort().join()} ${JSON.stringify(atoms, plain)}`;
}

function ofBranch(sampler: Sampler, branch: Branch, goal: Goal, smallest: Json): Recipe[] {
	const [list] = branch.inside;
	if (list !== undefined) {
		const values = list.values.filter((value) => typeOf(value) === branch.type);
		return ofValues(sampler, values, goal);
	}
	const { isSure, make } = makerOf(sampler, branch);
	const isSettled = branch.choices.length === 0 && branch.outside.length === 0;
	return [{ smallest, isSure: isSure && isSettled, make }];
}

function makerOf(sampler: Sampler, { type, atoms }: Branch): CandidateMaker {
	switch (type) {
		case "null":
			return { isSure: true, make: () => null };
		case "boolean": {
			const deck = new Deck(sampler.random, [false, true]);
			return { isSure: true, make: () => deck.draw() };
		}
		case "number":
			return numberRecipe(sampler.random, atoms);
		case "string":
			return stringRecipe(sampler, atoms);
		case "array":
			return arrayRecipe(sampler, atoms);
		case "object":
			return objectRecipe(sampler, atoms);
	}
}

function ofValues(sampler: Sampler, values: readonly Json[], goal: Goal): Recipe[] {
	const holds = (value: Json) =>
		sampler.attempt(
			() => sampler.holds(goal, value),
			() => false,
		);
	const meeting = [...new Map(values.map((value) => [canonical(value), value])).values()].filter(holds);
	const [smallest] = meeting;
	if (smallest === undefined) return [];
	const deck = new Deck(sampler.random, meeting);
	return [{ smallest, isSure: true, make: () => fresh(deck.draw()) }];
}
