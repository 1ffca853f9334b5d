import { CharBase, CharSet, NFA } from "refa";
import { MAX_CHARACTER } from "../../validate/index.js";

// Steps of work: some automata have exponentially many sets of states, others very large ones.
const MAX_WORK = 500_000;

/** The automaton of the strings that another does not accept; throws a RangeError where it is too large. */
export function complement(language: NFA, maxStates: number): NFA {
	return new Complement(language, maxStates).made;
}

/** A set of states that the same strings lead to. */
interface Subset {
	readonly states: readonly NFA.ReadonlyNode[];
	readonly node: NFA.Node;
}

class Complement {
	readonly made: NFA;
	readonly #language: NFA;
	readonly #classes: CharBase;
	readonly #split = new Map<CharSet, readonly number[]>();
	readonly #numbers = new Map<NFA.ReadonlyNode, number>();
	readonly #builder: NFA.Builder;
	readonly #known = new Map<string, Subset>();
	readonly #pending: Subset[] = [];
	#work = 0;

	constructor(language: NFA, maxStates: number) {
		this.#language = language;
		this.#builder = new NFA.Builder(new NFA.LimitedNodeFactory(maxStates));
		const sets = new Map<string, CharSet>();
		for (const node of language.nodes()) {
			this.#numbers.set(node, this.#numbers.size);
			for (const characters of node.out.values()) sets.set(characters.toRangesString(), characters);
		}
		// What no edge leads over is a class, too.
		this.#classes = new CharBase([...sets.values(), CharSet.all(MAX_CHARACTER)]);
		this.#subset([language.initial], this.#builder.initial);
		for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) this.#link(next);
		this.made = NFA.fromBuilder(this.#builder, { maxCharacter: MAX_CHARACTER });
		this.made.removeUnreachable();
	}

	#subset(states: Iterable<NFA.ReadonlyNode>, node?: NFA.Node): Subset {
		const sorted = [...states].sort((a, b) => this.#number(a) - this.#number(b));
		this.#work += sorted.length;
		if (this.#work > MAX_WORK) throw new RangeError("too much work");
		const key = sorted.map((state) => this.#number(state)).join();
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const made = { states: sorted, node: node ?? this.#builder.createNode() };
		if (!sorted.some((state) => this.#language.finals.has(state as NFA.Node))) {
			this.#builder.makeFinal(made.node);
		}
		this.#known.set(key, made);
		this.#pending.push(made);
		return made;
	}

	#link({ states, node }: Subset): void {
		const targets = this.#classes.sets.map(() => new Set<NFA.ReadonlyNode>());
		for (const { out } of states) {
			for (const [to, characters] of out) {
				for (const number of this.#classesOf(characters)) targets[number]?.add(to);
			}
		}
		for (const [number, states] of targets.entries()) {
			const characters = this.#classes.sets[number];
			// Where everything that follows is accepted, nothing is left for the complement.
			if (characters === undefined || [...states].some((state) => this.#acceptsAll(state))) continue;
			this.#builder.linkNodes(node, this.#subset(states).node, characters);
		}
	}

	#classesOf(characters: CharSet): readonly number[] {
		const known = this.#split.get(characters);
		if (known !== undefined) return known;
		const split = this.#classes.split(characters);
		this.#split.set(characters, split);
		return split;
	}

	#acceptsAll(state: NFA.ReadonlyNode): boolean {
		return this.#language.finals.has(state as NFA.Node) && (state.out.get(state)?.isAll ?? false);
	}

	#number(state: NFA.ReadonlyNode): number {
		return this.#numbers.get(state) ?? -1;
	}
}
