import type { CharSet } from "refa";
import type { Program } from "./program.js";

// Ways to follow from one state before the pattern counts as unsafe.
const MAX_WAYS = 200;

/**
 * Whether a matcher that backtracks takes time linear in the text, too: at every place at most one way on takes the
 * next character, and what is not bound to the text's start has no loop. False where that is not seen so simply.
 */
export function isSafe(program: Program): boolean {
	const ways = program.edges.map((_, state) => (isEntered(program, state) ? waysOn(program, state) : []));
	if (ways.some((own) => own === undefined)) return false;
	for (const own of ways) {
		for (const [index, { over }] of (own ?? []).entries()) {
			if ((own ?? []).slice(index + 1).some((other) => !over.isDisjointWith(other.over))) return false;
		}
	}
	return isAnchored(program) || !hasLoop(program);
}

interface Way {
	readonly over: CharSet;
	readonly to: number;
}

/** Whether a character has been read, or nothing yet, where the state is entered. */
function isEntered({ edges, start }: Program, state: number): boolean {
	return (
		state === start || edges.some((out) => out.some(({ to, over }) => to === state && over !== undefined))
	);
}

/** Every way from a state over the next character; undefined if there are too many, or a circle without characters. */
function waysOn({ edges }: Program, from: number): Way[] | undefined {
	const found: Way[] = [];
	const open = new Set<number>();
	const follow = (state: number): boolean => {
		if (open.has(state) || found.length > MAX_WAYS || open.size > MAX_WAYS) return false;
		open.add(state);
		for (const { to, over, past } of edges[state] ?? []) {
			if (past !== undefined && "edges" in past.neighbour) return false;
			if (over !== undefined) found.push({ over, to });
			else if (!follow(to)) return false;
		}
		open.delete(state);
		return true;
	};
	return follow(from) ? found : undefined;
}

/** Whether every way from the start passes a guard that holds at the text's start alone. */
function isAnchored({ edges, start, accept }: Program): boolean {
	const seen = new Set([start]);
	for (const state of seen) {
		if (state === accept) return false;
		for (const { to, over, past } of edges[state] ?? []) {
			if (over !== undefined) return false;
			const isStart =
				past !== undefined && !past.ahead && past.negated && "has" in past.neighbour && past.neighbour.isAll;
			if (!isStart) seen.add(to);
		}
	}
	return true;
}

function hasLoop({ edges }: Program): boolean {
	const done = new Set<number>();
	const open = new Set<number>();
	const visit = (state: number): boolean => {
		if (open.has(state)) return true;
		if (done.has(state)) return false;
		open.add(state);
		const found = (edges[state] ?? []).some(({ to }) => visit(to));
		open.delete(state);
		done.add(state);
		return found;
	};
	try {
		return [...edges.keys()].some(visit);
	} catch {
		// So many states that the stack overflows.
		return true;
	}
}
