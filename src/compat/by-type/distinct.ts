import type { Json } from "../../json/index.js";
import { canonical } from "../../validate/index.js";
import { EMPTY, found, type Outcome, undecided } from "../engine/outcome.js";
import type { Literal } from "../engine/pool.js";
import type { Solver } from "../engine/solver.js";

type Goal = readonly Literal[];

const MAX_DISTINCT = 100;

/** An array whose items meet the goals in turn and are all different. */
export function distinct(solver: Solver, goals: readonly Goal[]): Outcome {
	if (goals.length > MAX_DISTINCT) return undecided("uniqueItems");
	const domains = new Map<string, Domain>();
	const ofItem = goals.map((goal) => {
		const key = [...new Set(goal)].sort((a, b) => a - b).join();
		const domain = domains.get(key) ?? domainOf(solver, goal, goals.length);
		domains.set(key, domain);
		return domain;
	});
	if (ofItem.some((domain) => domain.doubt !== undefined)) {
		return ofItem.find((domain) => domain.doubt !== undefined)?.doubt ?? EMPTY;
	}
	// Items with as many values as there are items never go without: the scarce ones choose first.
	const order = ofItem.map((_, index) => index).sort((a, b) => sizeOf(ofItem[a]) - sizeOf(ofItem[b]));
	const chosen = new Map<number, Json>();
	if (!assign(solver, order, ofItem, chosen, new Set())) return EMPTY;
	return found(goals.map((_, index) => chosen.get(index) ?? null));
}

interface Domain {
	readonly values: readonly Json[];
	readonly doubt?: Outcome;
}

/** Up to so many different values of a goal; fewer mean that there are no more. */
function domainOf(solver: Solver, goal: Goal, limit: number): Domain {
	const values: Json[] = [];
	while (values.length < limit) {
		solver.budget.spend(5);
		const others = values.length === 0 ? [] : [-solver.pool.oneOfValues(values)];
		const outcome = solver.solve([...goal, ...others]);
		if (outcome.kind === "unknown") return { values, doubt: outcome };
		if (outcome.kind === "empty") break;
		values.push(outcome.value);
	}
	return { values };
}

function sizeOf(domain: Domain | undefined): number {
	return domain?.values.length ?? 0;
}

function assign(
	solver: Solver,
	order: readonly number[],
	domains: readonly Domain[],
	chosen: Map<number, Json>,
	used: Set<string>,
): boolean {
	const [item, ...rest] = order;
	if (item === undefined) return true;
	for (const value of domains[item]?.values ?? []) {
		solver.budget.spend();
		const key = canonical(value);
		if (used.has(key)) continue;
		used.add(key);
		chosen.set(item, value);
		if (assign(solver, rest, domains, chosen, used)) return true;
		used.delete(key);
	}
	return false;
}
