import type { AccountEntry } from "../../../src/index.js";

// Law 7, told by the older value: it shares no code with the engine, so equality and pointers are written once more.

const ABSENT = Symbol("absent");

type Obj = { readonly [name: string]: unknown };

/** What an edit is judged by: `y` is the newer value, `edited` the same after the edit. */
export interface Case {
	/** The older value. */
	readonly x: unknown;
	/** The way back from `y` without residue, and from `edited`. */
	readonly base: unknown;
	readonly editedBase: unknown;
	/** The way back from `edited` with residue. */
	readonly result: unknown;
	readonly account: readonly AccountEntry[];
}

/** Why law 7 does not hold; undefined if it does. */
export function violation({ x, base, editedBase, result, account }: Case): string | undefined {
	const told = account.flatMap((entry) => (entry.kind === "not-restored" ? [entry.to] : []));
	return judge("", x, base, editedBase, result, told);
}

function judge(
	at: string,
	x: unknown,
	base: unknown,
	now: unknown,
	result: unknown,
	told: readonly string[],
): string | undefined {
	const isTold = told.some((place) => at === place || at.startsWith(`${place}/`));
	if (now !== ABSENT && idOf(now) !== undefined && idOf(now) !== idOf(x)) {
		const isWholly = same(base, now) && (same(result, x) || (result === ABSENT && x === ABSENT));
		return isWholly || same(result, now) ? undefined : `d: at ${at} stand members of another's`;
	}
	const all = [x, base, now, result];
	if (!same(base, now)) {
		if (all.every(isObject)) return members(at, all, told);
		if (all.every(Array.isArray)) return elements(at, all as unknown[][], told);
		if (now === ABSENT) return result === ABSENT ? undefined : `b: ${at} was deleted, and is back`;
		return same(result, now) ? undefined : `a: the edit at ${at} is lost`;
	}
	if (same(result, x) || isTold) return undefined;
	if (all.every(isObject)) return members(at, all, told);
	if (all.every(Array.isArray)) return elements(at, all as unknown[][], told);
	return `c: ${at} is not as it was, and nothing says so`;
}

function members(at: string, all: readonly Obj[], told: readonly string[]): string | undefined {
	for (const name of new Set(all.flatMap((object) => Object.keys(object)))) {
		const [x, base, now, result] = all.map((object) => (Object.hasOwn(object, name) ? object[name] : ABSENT));
		const below = `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
		const wrong = judge(below, x, base, now, result, told);
		if (wrong !== undefined) return wrong;
	}
	return undefined;
}

function elements(at: string, all: readonly unknown[][], told: readonly string[]): string | undefined {
	const isTold = told.some((place) => at === place || at.startsWith(`${place}/`));
	const [x = [], base = [], now = [], result = []] = all;
	const ids = all.map((list) => list.map(idOf));
	if (!ids.every((list) => !list.includes(undefined) && new Set(list).size === list.length)) {
		return byContent(at, x, base, now, result, isTold);
	}
	const [xIds = [], baseIds = [], nowIds = [], resultIds = []] = ids;
	const get = (list: readonly unknown[], of: readonly unknown[], id: unknown) => {
		const index = of.indexOf(id);
		return index < 0 ? ABSENT : list[index];
	};
	for (const id of new Set(ids.flat())) {
		const below = `${at}/${resultIds.indexOf(id)}`;
		const four = [get(x, xIds, id), get(base, baseIds, id), get(now, nowIds, id), get(result, resultIds, id)];
		const wrong = judge(below, four[0], four[1], four[2], four[3], [...told, ...(isTold ? [below] : [])]);
		if (wrong !== undefined) return wrong;
	}
	const among = (list: readonly unknown[], kept: readonly unknown[]) =>
		list.filter((id) => kept.includes(id));
	const isReordered = !same(among(baseIds, nowIds), among(nowIds, baseIds));
	const expected = isReordered ? among(nowIds, resultIds) : among(xIds, resultIds);
	const actual = isReordered ? among(resultIds, nowIds) : among(resultIds, xIds);
	return same(expected, actual) || isTold ? undefined : `the elements of ${at} stand in another order`;
}

/** Elements that are known by their content alone: each is an edited one, or what such a one was. */
function byContent(
	at: string,
	x: readonly unknown[],
	base: readonly unknown[],
	now: readonly unknown[],
	result: readonly unknown[],
	isTold: boolean,
): string | undefined {
	if (same(base, now)) return same(result, x) || isTold ? undefined : `c: ${at} is not as it was`;
	if (result.length !== now.length) return `${at} has elements that came or went`;
	for (const [i, element] of result.entries()) {
		if (same(element, now[i])) continue;
		const origins = base.flatMap((other, j) => (same(other, now[i]) ? [x[j]] : []));
		if (!origins.some((origin) => same(origin, element)))
			return `a: ${at}/${i} is neither the edited element nor what it was`;
	}
	return undefined;
}

function idOf(value: unknown): unknown {
	if (!isObject(value)) return undefined;
	for (const name of ["id", "_id", "uuid"]) {
		if (!Object.hasOwn(value, name)) continue;
		if (typeof value[name] === "string" || typeof value[name] === "number") return value[name];
	}
	return undefined;
}

function isObject(value: unknown): value is Obj {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values are the same JSON, whatever the order of members. */
export function same(a: unknown, b: unknown): boolean {
	return a === b || (a !== ABSENT && b !== ABSENT && text(a) === text(b));
}

function text(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(text).join(",")}]`;
	if (!isObject(value)) return JSON.stringify(value) ?? "undefined";
	const names = Object.keys(value)
		.filter((name) => value[name] !== undefined)
		.sort();
	return `{${names.map((name) => `${JSON.stringify(name)}:${text(value[name])}`).join(",")}}`;
}

/** A leaf of what went in that is neither where it was nor named by the account; undefined if there is none. */
export function silentLeaf(
	before: unknown,
	after: unknown,
	account: readonly AccountEntry[],
): string | undefined {
	return leaves(before, "").find(([at, value]) => {
		if (same(valueAt(after, at), value)) return false;
		return !account.some((entry) => {
			if (!("from" in entry) || !(at === entry.from || at.startsWith(`${entry.from}/`))) return false;
			if (entry.kind !== "moved") return entry.kind === "dropped" || entry.kind === "changed";
			return same(valueAt(after, entry.to + at.slice(entry.from.length)), value);
		});
	})?.[0];
}

function leaves(value: unknown, at: string): [string, unknown][] {
	const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
	if (children.length === 0) return [[at, value]];
	return children.flatMap(([name, child]) =>
		leaves(child, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
	);
}

function valueAt(value: unknown, at: string): unknown {
	let here: unknown = value;
	for (const token of at.split("/").slice(1)) {
		const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return ABSENT;
		here = (here as Obj)[name];
	}
	return here;
}
