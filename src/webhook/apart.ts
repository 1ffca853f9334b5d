import { escapeToken, type Json, type JsonObject } from "../json/index.js";
import type { Account, AccountEntry, ResidueEntry } from "../lineage/index.js";
import type { DataReader } from "./readers.js";

/** What account and residue call it, where the steps of lineages have their names. */
export const APART = "apart";

/** Data without the members that are not its payload's, and these. */
export interface WithoutApart {
	readonly value: JsonObject;
	readonly kept: readonly ResidueEntry[];
	readonly account: Account;
}

/** Sets members apart where another one stands for them; data that has none of them stays the same object. */
export function setApart(data: JsonObject, members: DataReader["apart"]): WithoutApart {
	const isApart = (name: string): boolean => {
		const stand = Object.hasOwn(members, name) ? members[name] : undefined;
		return stand !== undefined && Object.hasOwn(data, stand);
	};
	const kept: ResidueEntry[] = [];
	const value: Record<string, Json> = {};
	for (const [name, member] of Object.entries(data)) {
		if (isApart(name)) kept.push({ at: `/${escapeToken(name)}`, value: member });
		else value[name] = member;
	}
	if (kept.length === 0) return { value: data, kept, account: [] };
	const account = kept.map(({ at }): AccountEntry => ({ kind: "dropped", step: APART, from: at }));
	return { value, kept, account };
}
