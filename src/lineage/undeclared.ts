import { formatPointer, type Pointer, parsePointer } from "../json/index.js";
import type { DetachedEntry } from "./residue/index.js";
import type { Shape } from "./shape.js";

/** What to do with properties that a closed schema doesn't declare. */
export type Undeclared = "reject" | "keep" | "drop";

/** The value without its undeclared properties (itself, if it has none), and what was taken out. */
export interface Stripped {
	readonly value: unknown;
	readonly removed: readonly DetachedEntry[];
}

/** Takes every property out that a closed part of the shape doesn't declare. */
export function strip(value: unknown, shape: Shape): Stripped {
	const removed: DetachedEntry[] = [];
	return { value: stripAt(value, shape, [], undefined, removed), removed };
}

function stripAt(
	value: unknown,
	shape: Shape,
	at: readonly (string | number)[],
	of: string | undefined,
	removed: DetachedEntry[],
): unknown {
	if (Array.isArray(value)) {
		const items = shape.items;
		if (!items) return value;
		return share(
			value,
			value.map((item, i) => stripAt(item, items, [...at, i], identityOf(item), removed)),
		);
	}
	if (typeof value !== "object" || value === null) return value;
	const kept: [string, unknown][] = [];
	for (const [name, child] of Object.entries(value)) {
		const declared = shape.properties.get(name);
		if (declared) kept.push([name, stripAt(child, declared, [...at, name], of, removed)]);
		else if (!shape.closed || shape.mayDeclareByPattern(name)) kept.push([name, child]);
		else
			removed.push({ at: formatPointer([...at, name]), value: child, ...(of === undefined ? {} : { of }) });
	}
	return shareObject(value, kept);
}

/** The identity that most elements of JSON arrays carry. */
function identityOf(item: unknown): string | undefined {
	const id: unknown = Object(item).id;
	return typeof id === "string" ? id : undefined;
}

function share(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
	return after.every((item, i) => item === before[i]) ? before : after;
}

function shareObject(before: object, entries: readonly (readonly [string, unknown])[]): object {
	const values = Object.values(before);
	const same = entries.length === values.length && entries.every(([, child], i) => child === values[i]);
	return same ? before : Object.fromEntries(entries);
}

/** Puts a property back where its parent still is, or says by undefined that there is no room for it. */
export function reattach(document: unknown, entry: DetachedEntry): unknown {
	const tokens = parsePointer(entry.at);
	const name = tokens.pop();
	return name === undefined ? undefined : attach(document, tokens, name, entry, undefined);
}

/** `nearest` is the identity of the array element that the walk passed last. */
function attach(
	here: unknown,
	tokens: readonly string[],
	name: string,
	entry: DetachedEntry,
	nearest: string | undefined,
): unknown {
	if (typeof here !== "object" || here === null) return undefined;
	const [token, ...rest] = tokens;
	if (token === undefined) {
		const room = !Array.isArray(here) && !Object.hasOwn(here, name) && nearest === entry.of;
		return room ? { ...here, [name]: entry.value } : undefined;
	}
	if (!Object.hasOwn(here, token)) return undefined;
	if (Array.isArray(here)) {
		const item: unknown = here[Number(token)];
		const filled = attach(item, rest, name, entry, identityOf(item));
		return filled === undefined ? undefined : here.with(Number(token), filled);
	}
	// Own properties of a JSON object; what comes out stays unknown.
	const filled = attach((here as Record<string, unknown>)[token], rest, name, entry, nearest);
	return filled === undefined ? undefined : { ...here, [token]: filled };
}

/** Whether a pointer names a property of the document itself, and which. */
export function rootName(pointer: Pointer): string | undefined {
	const tokens = parsePointer(pointer);
	return tokens.length === 1 ? tokens[0] : undefined;
}
