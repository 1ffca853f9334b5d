import type { Json } from "../json/index.js";
import { equal, escapeToken, type Pointer, valueAt } from "../json/index.js";
import type { Account, AccountEntry } from "../lineage/index.js";

/** The first leaf of what went in that is neither where it was nor named by the account; undefined if there is none. */
export function silentLeaf(before: Json, after: Json, account: Account): Pointer | undefined {
	return leavesOf(before).find(({ at, value }) => {
		const now = valueAt(after, at);
		if (now !== undefined && equal(now, value)) return false;
		return !account.some((entry) => isNamedBy(entry, at, value, after));
	})?.at;
}

function isNamedBy(entry: AccountEntry, at: Pointer, value: Json, after: Json): boolean {
	// A value that was worked out anew stands in this one's place.
	if (entry.kind === "derived" || entry.kind === "defaulted") return entry.to === at;
	if (!("from" in entry) || (at !== entry.from && !at.startsWith(`${entry.from}/`))) return false;
	switch (entry.kind) {
		case "dropped":
		case "changed":
		case "unit-changed":
			return true;
		case "moved": {
			const there = valueAt(after, entry.to + at.slice(entry.from.length));
			return there !== undefined && equal(there, value);
		}
		default:
			return false;
	}
}

interface Leaf {
	readonly at: Pointer;
	readonly value: Json;
}

function leavesOf(root: Json): readonly Leaf[] {
	const leaves: Leaf[] = [];
	const pending: Leaf[] = [{ at: "", value: root }];
	for (let leaf = pending.pop(); leaf !== undefined; leaf = pending.pop()) {
		const { at, value } = leaf;
		const children = typeof value === "object" && value !== null ? Object.entries<Json>(value as never) : [];
		if (children.length === 0) leaves.push(leaf);
		for (const [name, child] of children) pending.push({ at: `${at}/${escapeToken(name)}`, value: child });
	}
	return leaves;
}
