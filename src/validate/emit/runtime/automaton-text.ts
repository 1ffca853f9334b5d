import type { CharSet } from "refa";
import type { Program } from "../../pattern/index.js";

// Larger automata would outweigh the validator; their patterns are left to the engine.
const MAX_STATES = 2_000;

/**
 * A program as data for the helper `automaton`: for each state its steps, each `[to]`, `[to, ranges]` over a character,
 * or `[to, ranges, before]` past a guard; undefined where a guard looks beyond the neighbouring characters.
 */
export function automatonText(program: Program): string | undefined {
	const { edges, start, accept } = program;
	if (edges.length > MAX_STATES) return undefined;
	const states: string[] = [];
	for (const out of edges) {
		const steps: string[] = [];
		for (const { to, over, past } of out) {
			if (past === undefined) {
				steps.push(over === undefined ? `[${to}]` : `[${to}, ${rangesOf(over)}]`);
				continue;
			}
			if ("edges" in past.neighbour) return undefined;
			const kind = (past.ahead ? 1 : 2) + (past.negated ? 2 : 0);
			steps.push(`[${to}, ${rangesOf(past.neighbour)}, ${kind}]`);
		}
		states.push(`[${steps.join(", ")}]`);
	}
	return `[${states.join(", ")}], ${start}, ${accept}`;
}

function rangesOf({ ranges }: CharSet): string {
	return `[${ranges.map(({ min, max }) => `${min}, ${max}`).join(", ")}]`;
}
