import { equal, isObject } from "../../json/index.js";
import type { Identities } from "../residue/index.js";
import type { Coverage } from "./coverage.js";

type Tokens = readonly string[];

/** A difference that no annotation covers. */
export interface FoundChange {
	readonly kind: "dropped" | "moved" | "changed" | "added";
	readonly from?: Tokens;
	readonly to?: Tokens;
}

/** A pair of values at the same place, or of one element at its old and its new one. */
interface Pair {
	readonly before: unknown;
	readonly after: unknown;
	readonly from: Tokens;
	readonly to: Tokens;
	readonly covered: Covered;
	/** Whether this is in an element that has another index now, so that equal parts have moved, too. */
	readonly isShifted: boolean;
}

/** What annotations say of a place, those above it included. */
interface Covered {
	readonly from: boolean;
	readonly to: boolean;
	readonly below: Coverage | undefined;
}

interface Place {
	readonly value: unknown;
	readonly at: Tokens;
	readonly below: Coverage | undefined;
}

/** The differences between what a step was given and what it made, in the order of the document. */
export class Changes {
	readonly #identities: Identities;
	readonly #found: FoundChange[] = [];
	readonly #missing: Place[] = [];
	readonly #added: Place[] = [];
	readonly #pending: Pair[] = [];

	constructor(before: unknown, after: unknown, coverage: Coverage, identities: Identities) {
		this.#identities = identities;
		const { from, to } = coverage;
		this.#pending.push({
			before,
			after,
			from: [],
			to: [],
			covered: { from, to, below: coverage },
			isShifted: false,
		});
		for (let pair = this.#pending.pop(); pair !== undefined; pair = this.#pending.pop()) this.#compare(pair);
	}

	/** What was changed in its place first; then values that are gone and such that came, paired where they are the same. */
	get found(): readonly FoundChange[] {
		const moves = new Moves(this.#missing, this.#added);
		const gone = this.#missing
			.flatMap((place) => moves.partsOf(place))
			.map((leaf): FoundChange => {
				const target = moves.targetOf(leaf);
				return target ? { kind: "moved", from: leaf.at, to: target.at } : { kind: "dropped", from: leaf.at };
			});
		const came = this.#added
			.flatMap((place) => moves.partsOf(place))
			.filter((leaf) => !moves.hasArrived(leaf));
		return [...this.#found, ...gone, ...came.map(({ at }): FoundChange => ({ kind: "added", to: at }))];
	}

	#compare(pair: Pair): void {
		const { before, after, covered } = pair;
		if (before === after) return;
		const explained = covered.from || covered.to;
		if (Array.isArray(before) && Array.isArray(after) && before.length > 0) this.#arrays(before, after, pair);
		else if (isObject(before) && isObject(after) && !isEmpty(before)) this.#objects(before, after, pair);
		else if (!explained && !equal(before, after)) {
			this.#found.push({ kind: "changed", from: pair.from, to: pair.to });
		}
	}

	#objects(before: Members, after: Members, pair: Pair): void {
		for (const name in before) {
			if (Object.hasOwn(after, name)) {
				if (pair.isShifted || before[name] !== after[name])
					this.#descend(before[name], after[name], name, name, pair);
			} else this.#lose(before[name], [...pair.from, name], inner(pair.covered, name));
		}
		for (const name in after) {
			if (!Object.hasOwn(before, name))
				this.#gain(after[name], [...pair.to, name], inner(pair.covered, name));
		}
	}

	#arrays(before: readonly unknown[], after: readonly unknown[], pair: Pair): void {
		const [old, young] = [this.#identities.indexOf(before), this.#identities.indexOf(after)];
		const places =
			old && young ? before.map((element) => young.get(this.#identities.of(element) as never)) : undefined;
		for (let i = 0; i < before.length; i++) {
			const at = places ? places[i] : i < after.length ? i : undefined;
			const token = String(i);
			if (at === undefined) this.#lose(before[i], [...pair.from, token], inner(pair.covered, token));
			else if (pair.isShifted || at !== i || before[i] !== after[i]) {
				this.#descend(before[i], after[at], token, String(at), pair);
			}
		}
		for (let i = 0; i < after.length; i++) {
			const isNew = old ? !old.has(this.#identities.of(after[i]) as never) : i >= before.length;
			const token = String(i);
			if (places ? isNew : i >= before.length)
				this.#gain(after[i], [...pair.to, token], inner(pair.covered, token));
		}
	}

	#descend(before: unknown, after: unknown, from: string, to: string, pair: Pair): void {
		const covered = inner(pair.covered, from);
		const isShifted = pair.isShifted || from !== to;
		const places = { from: [...pair.from, from], to: [...pair.to, to] };
		if (!isShifted || !equal(before, after))
			this.#pending.push({ before, after, ...places, covered, isShifted });
		else if (!covered.from) this.#found.push({ kind: "moved", ...places });
	}

	#lose(value: unknown, at: Tokens, covered: Covered): void {
		if (!covered.from) this.#spread(value, at, covered.below, "from", this.#missing);
	}

	#gain(value: unknown, at: Tokens, covered: Covered): void {
		if (!covered.to) this.#spread(value, at, covered.below, "to", this.#added);
	}

	/** Adds a value, or those parts of it that annotations below it don't cover. */
	#spread(
		value: unknown,
		at: Tokens,
		below: Coverage | undefined,
		side: "from" | "to",
		places: Place[],
	): void {
		const pending: Place[] = [{ value, at, below }];
		for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
			if (place.below?.[side]) continue;
			if (!place.below?.isInner || typeof place.value !== "object" || place.value === null) {
				places.push(place);
				continue;
			}
			for (const [name, child] of Object.entries(place.value)) {
				pending.push({ value: child, at: [...place.at, name], below: place.below.at(name) });
			}
		}
	}
}

type Members = { readonly [name: string]: unknown };

function isEmpty(object: Members): boolean {
	for (const _ in object) return false;
	return true;
}

const NOTHING: Covered = { from: false, to: false, below: undefined };

function inner({ from, to, below }: Covered, token: string): Covered {
	const child = below?.at(token);
	if (child) return { from: from || child.from, to: to || child.to, below: child };
	return from || to ? { from, to, below: undefined } : NOTHING;
}

/** The leaves of what is gone, by those of what came that hold the same: each must be the only one of its kind on both sides. */
class Moves {
	readonly #leaves = new Map<Place, readonly Place[]>();
	readonly #targets = new Map<Place, Place>();
	readonly #arrived = new Set<Place>();

	constructor(missing: readonly Place[], added: readonly Place[]) {
		if (missing.length === 0 || added.length === 0) return;
		for (const place of [...missing, ...added]) this.#leaves.set(place, leavesOf(place));
		const came = this.#byValue(added);
		for (const [value, place] of this.#byValue(missing)) {
			const target = came.get(value);
			if (place === undefined || target === undefined || !areOfOneElement(place.at, target.at)) continue;
			this.#targets.set(place, target);
			this.#arrived.add(target);
		}
	}

	/** A place where nothing in it moved, else each of its leaves. */
	partsOf(place: Place): readonly Place[] {
		const leaves = this.#leaves.get(place) ?? [];
		return leaves.some((leaf) => this.#targets.has(leaf) || this.#arrived.has(leaf)) ? leaves : [place];
	}

	targetOf(leaf: Place): Place | undefined {
		return this.#targets.get(leaf);
	}

	hasArrived(leaf: Place): boolean {
		return this.#arrived.has(leaf);
	}

	/** Texts and numbers; undefined for those that there are several of. Other leaves say too little to be known again. */
	#byValue(places: readonly Place[]): ReadonlyMap<unknown, Place | undefined> {
		const known = new Map<unknown, Place | undefined>();
		for (const place of places) {
			for (const leaf of this.#leaves.get(place) ?? []) {
				const { value } = leaf;
				if (typeof value !== "number" && (typeof value !== "string" || value === "")) continue;
				known.set(value, known.has(value) ? undefined : leaf);
			}
		}
		return known;
	}
}

/** Whether two places are in elements of the same indices: a value of another element is only the same by chance. */
function areOfOneElement(from: Tokens, to: Tokens): boolean {
	const indices = (tokens: Tokens) => tokens.filter((token) => /^\d+$/.test(token)).join("/");
	return indices(from) === indices(to);
}

function leavesOf(root: Place): readonly Place[] {
	const leaves: Place[] = [];
	const pending: Place[] = [root];
	for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
		const { value, at } = place;
		const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
		if (children.length === 0) leaves.push(place);
		for (const [name, child] of children.reverse()) {
			pending.push({ value: child, at: [...at, name], below: undefined });
		}
	}
	return leaves;
}
