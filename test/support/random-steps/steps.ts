import type { Obj } from "./documents.js";
import type { Random } from "./random.js";

/** A pair of pure functions, and what they are called, for a failing case to be read. */
export interface Pair {
	readonly name: string;
	readonly up: (older: Obj) => Obj;
	readonly down: (newer: Obj) => Obj;
}

type Make = (name: string, other: string, random: Random) => Pair;
type Elements = (list: readonly unknown[]) => unknown[];

const has = (object: Obj, name: string) => Object.hasOwn(object, name);
const without = ({ ...copy }: Obj, name: string) => {
	delete copy[name];
	return copy;
};
const withMember = (object: Obj, name: string, value: unknown): Obj => ({ ...object, [name]: value });
const same = (object: Obj) => object;
const onMember = (name: string, change: (value: unknown) => unknown) => (object: Obj) =>
	has(object, name) ? withMember(object, name, change(object[name])) : object;
const onList = (name: string, change: Elements) =>
	onMember(name, (value) => (Array.isArray(value) ? change(value) : value));
const key = (value: unknown) => JSON.stringify(sorted(value));
const isObject = (value: unknown): value is Obj =>
	typeof value === "object" && value !== null && !Array.isArray(value);
const weight = (value: unknown) => [...key(value)].reduce((sum, c) => sum + c.charCodeAt(0), 0);

/** Members in one order, as steps must not look at it. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((name) => [name, sorted(value[name])]),
	);
}

const rename = (from: string, to: string) => (object: Obj) =>
	has(object, from) && !has(object, to) ? withMember(without(object, from), to, object[from]) : object;

const list = (name: string, up: Elements, down: Elements = (x) => [...x]): Pair => ({
	name: `list ${name} ${up.name}`,
	up: onList(name, up),
	down: onList(name, down),
});

/** The kinds of pairs: lossy, renaming, reordering, filtering, deduplicating, merging, splitting, throwing, sharing. */
const MAKERS: { readonly [kind: string]: Make } = {
	identity: () => ({ name: "", up: same, down: same }),
	rename: (a, b) => ({ name: "", up: rename(a, b), down: rename(b, a) }),
	renameOneWay: (a, b) => ({ name: "", up: rename(a, b), down: same }),
	renameId: () => ({ name: "", up: rename("id", "key"), down: rename("key", "id") }),
	dropId: () => ({ name: "", up: (x) => without(x, "id"), down: same }),
	drop: (a) => ({ name: "", up: (x) => without(x, a), down: same }),
	dropToDefault: (a) => ({ name: "", up: (x) => without(x, a), down: (y) => withMember(y, a, null) }),
	dropToUndefined: (a) => ({ name: "", up: (x) => withMember(x, a, undefined), down: same }),
	add: () => ({ name: "", up: (x) => withMember(x, "added", 1), down: (y) => without(y, "added") }),
	addForGood: () => ({ name: "", up: (x) => withMember(x, "added", 1), down: same }),
	invent: () => ({ name: "", up: same, down: (y) => withMember(y, "invented", { id: "i", deep: [1] }) }),
	round: (a) => ({
		name: "",
		up: onMember(a, (v) => (typeof v === "number" ? Math.round(v) : v)),
		down: same,
	}),
	lower: (a) => ({
		name: "",
		up: onMember(a, (v) => (typeof v === "string" ? v.toLowerCase().trim() : v)),
		down: same,
	}),
	scale: (a) => ({
		name: "",
		up: onMember(a, (v) => (typeof v === "number" ? Math.round(v * 100) : v)),
		down: onMember(a, (v) => (typeof v === "number" ? v / 100 : v)),
	}),
	nest: (a) => ({
		name: "",
		up: (x) => (has(x, a) && !has(x, "nest") ? withMember(without(x, a), "nest", { [a]: x[a] }) : x),
		down: (y) => (isObject(y.nest) && !has(y, a) ? { ...without(y, "nest"), ...y.nest } : y),
	}),
	merge: (a, b) => ({
		name: "",
		up: (x) => withMember(without(without(x, a), b), "both", `${String(x[a])} ${String(x[b])}`),
		down: (y) => {
			const [one = "", ...rest] = String(y.both).split(" ");
			return { ...without(y, "both"), [a]: one, [b]: rest.join(" ") };
		},
	}),
	split: (a) => ({
		name: "",
		up: (x) => {
			const [first = "", ...last] = String(x[a] ?? "").split(" ");
			return { ...without(x, a), first, last: last.join(" ") };
		},
		down: (y) => ({
			...without(without(y, "first"), "last"),
			[a]: `${y.first ?? ""} ${y.last ?? ""}`.trim(),
		}),
	}),
	reverse: (a) => list(a, (x) => [...x].reverse()),
	reverseBoth: (a) =>
		list(
			a,
			(x) => [...x].reverse(),
			(y) => [...y].reverse(),
		),
	sort: (a) => list(a, (x) => [...x].sort((p, q) => (key(p) < key(q) ? -1 : 1))),
	filter: (a) => list(a, (x) => x.filter((e) => weight(e) % 3 !== 0)),
	filterAll: (a) => list(a, () => []),
	dedupe: (a) => list(a, (x) => x.filter((e, i) => x.findIndex((o) => key(o) === key(e)) === i)),
	repeat: (a) => list(a, (x) => x.flatMap((e) => [e, e])),
	first: (a) => list(a, (x) => x.slice(0, 1)),
	prepend: (a) =>
		list(
			a,
			(x) => [{ id: "new" }, ...x],
			(y) => y.slice(1),
		),
	sharing: (a) => ({
		name: "",
		up: (x) => (has(x, a) ? withMember(x, "copy", x[a]) : x),
		down: (y) => without(y, "copy"),
	}),
	sharingBack: (a, b) => ({
		name: "",
		up: (x) => without(x, b),
		down: (y) => withMember(y, b, y[a] ?? null),
	}),
	throwingBack: () => ({
		name: "",
		up: (x) => withMember(x, "up", true),
		down: (y) => {
			if (weight(y) % 3 === 0) throw new RangeError("not this one");
			return without(y, "up");
		},
	}),
	neverBack: (a) => ({
		name: "",
		up: (x) => without(x, a),
		down: () => {
			throw new Error("never");
		},
	}),
	constantBack: () => ({ name: "", up: (x) => withMember(x, "v", 2), down: () => ({ id: "none" }) }),
	constant: () => ({ name: "", up: () => ({ id: "r1" }), down: same }),
	swapPerson: (a) => ({
		name: "",
		up: onMember(a, (v) => (isObject(v) && "id" in v ? { ref: v.id } : v)),
		down: onMember(a, (v) => (isObject(v) && "ref" in v ? { id: v.ref } : v)),
	}),
	idsBeside: (a) => ({
		name: "",
		up: (x) => withMember(x, "ids", Array.isArray(x[a]) ? x[a].map((e) => (isObject(e) ? e.id : e)) : null),
		down: (y) => without(y, "ids"),
	}),
	inElements: (a, b, random) => {
		const inner = random.pick(["drop", "round", "lower", "add", "dropId", "rename"]);
		const member = random.pick(["name", "price", "mail", "sku", "tags", "n", "members"]);
		const { up, down } = MAKERS[inner]?.(member, b, random) ?? { up: same, down: same };
		const each =
			(change: (object: Obj) => Obj): Elements =>
			(all) =>
				all.map((e) => (isObject(e) ? change(e) : e));
		return { ...list(a, each(up), each(down)), name: `${inner} ${member}` };
	},
};

/** One to three pairs, one after the other. */
export function randomPair(random: Random): Pair {
	const pairs = Array.from({ length: 1 + random.below(3) }, () => {
		const kind = random.pick(Object.keys(MAKERS));
		const names = ["a", "b", "c", "d", "e"];
		const [a, b] = [random.pick(names), random.pick(names)];
		const made = MAKERS[kind]?.(a, b, random) as Pair;
		return { ...made, name: `${kind} ${a} ${b} ${made.name}` };
	});
	return {
		name: pairs.map(({ name }) => name).join(", "),
		up: (x) => pairs.reduce((value, { up }) => up(value), x),
		down: (y) => pairs.reduceRight((value, { down }) => down(value), y),
	};
}
