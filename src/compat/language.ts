import type { Concatenation } from "refa";
import { combineTransformers, DFA, JS, NFA, type NoParent, Transformers, transform } from "refa";

/** The strings that a pattern matches, or those that it doesn't, as an automaton over code points. */
export type Language = NFA;

const MAX_CHARACTER = 0x10ffff;
const MAX_STATES = 5_000;
const MAX_KNOWN = 500;
const known = new Map<string, Language | undefined>();

/** The language of a pattern; undefined where it is not regular, or too large. */
export function languageOf(source: string): Language | undefined {
	return remembered(`+${source}`, () => automaton(source));
}

/** The strings that the pattern does not match; undefined where that is not known. */
export function complementOf(source: string): Language | undefined {
	return remembered(`-${source}`, () => {
		const language = languageOf(source);
		if (language === undefined) return undefined;
		const factory = new DFA.LimitedNodeFactory(MAX_STATES);
		const dfa = DFA.fromFA(language, factory);
		dfa.complement(factory);
		return NFA.fromFA(dfa, new NFA.LimitedNodeFactory(MAX_STATES));
	});
}

/** The strings of so many code points. */
export function ofLengths(min: number, max: number): Language | undefined {
	const upTo = max === Number.POSITIVE_INFINITY ? "" : String(max);
	return remembered(`#${min},${max}`, () => {
		if (Math.max(min, max === Number.POSITIVE_INFINITY ? 0 : max) > MAX_STATES / 10) return undefined;
		const { expression } = parse(`[^]{${min},${upTo}}`);
		return NFA.fromRegex(
			expression,
			{ maxCharacter: MAX_CHARACTER },
			{},
			new NFA.LimitedNodeFactory(MAX_STATES),
		);
	});
}

/** The strings that are in both languages; undefined where the automaton is too large. */
export function intersection(a: Language, b: Language): Language | undefined {
	try {
		const both = NFA.fromIntersection(a, b, new NFA.LimitedNodeFactory(MAX_STATES));
		both.removeUnreachable();
		return both;
	} catch {
		return undefined;
	}
}

function remembered(key: string, make: () => Language | undefined): Language | undefined {
	if (known.has(key)) return known.get(key);
	if (known.size >= MAX_KNOWN) known.clear();
	let made: Language | undefined;
	try {
		made = make();
	} catch {
		// Too many states, or syntax that automata don't have: the pattern is then opaque.
		made = undefined;
	}
	known.set(key, made);
	return made;
}

const simplify = combineTransformers([
	Transformers.inline(),
	Transformers.removeDeadBranches(),
	Transformers.removeUnnecessaryAssertions(),
	Transformers.applyAssertions(),
	Transformers.factorOut(),
	Transformers.nestedQuantifiers(),
]);

function automaton(source: string): Language | undefined {
	const { expression, maxCharacter } = parse(`[^]*(?:${source})[^]*`);
	const simple = transform(simplify, expression, { maxPasses: 50 });
	const alternatives = simple.alternatives.flatMap((alternative) => {
		const bare = withoutEdges(alternative);
		return bare === undefined ? [] : [bare];
	});
	if (alternatives.some(hasAssertion)) return undefined;
	const factory = new NFA.LimitedNodeFactory(MAX_STATES);
	return NFA.fromRegex(alternatives, { maxCharacter }, { assertions: "throw" }, factory);
}

function parse(source: string) {
	return JS.Parser.fromLiteral({ source, flags: "u" }).parse({
		backreferences: "throw",
		assertions: "parse",
	});
}

type Bare = NoParent<Concatenation>;

/**
 * The alternative without assertions at its own edges, where they are decided: before the first character of a
 * string stands nothing, as after its last. Undefined if one of them cannot hold.
 */
function withoutEdges(alternative: Bare): Bare | undefined {
	const elements = [...alternative.elements];
	for (let first = elements[0]; first?.type === "Assertion" && first.kind === "behind"; first = elements[0]) {
		if (!decidedAtEdge(first)) return { ...alternative, elements };
		if (!first.negate) return undefined;
		elements.shift();
	}
	for (
		let last = elements.at(-1);
		last?.type === "Assertion" && last.kind === "ahead";
		last = elements.at(-1)
	) {
		if (!decidedAtEdge(last)) return { ...alternative, elements };
		if (!last.negate) return undefined;
		elements.pop();
	}
	return withoutInnerEdges({ ...alternative, elements });
}

/** The first and the last element may be a group, whose alternatives then have the same edges. */
function withoutInnerEdges(alternative: Bare): Bare | undefined {
	const { elements } = alternative;
	const [only] = elements;
	if (elements.length !== 1 || only?.type !== "Alternation") return alternative;
	const alternatives = only.alternatives.flatMap((inner) => withoutEdges(inner) ?? []);
	return { ...alternative, elements: [{ ...only, alternatives }] };
}

/** An assertion about characters beyond the edge is decided if it needs at least one. */
function decidedAtEdge(assertion: { readonly alternatives: readonly Bare[] }): boolean {
	return assertion.alternatives.every(({ elements }) =>
		elements.some((element) => element.type === "CharacterClass"),
	);
}

function hasAssertion(alternative: Bare): boolean {
	return alternative.elements.some((element) => {
		if (element.type === "Assertion") return true;
		return "alternatives" in element && element.alternatives.some(hasAssertion);
	});
}
