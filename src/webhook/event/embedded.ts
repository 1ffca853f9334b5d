import { escapeToken, type Json, type JsonObject } from "../../json/index.js";
import type { Account, AccountEntry, DetachedEntry } from "../../lineage/index.js";
import type { DataReader } from "./readers.js";

/** The step under which account and residue list embedded members. Stored residue has this name: it stays. */
export const EMBEDDED = "apart";

/** Data without its embedded members, and these. */
export interface WithoutEmbedded {
	readonly value: JsonObject;
	readonly kept: readonly DetachedEntry[];
	readonly account: Account;
}

/**
 * Takes out the members whose substitute is there, too (`user` beside `user_id`). Data without any of them stays the
 * same object.
 */
export function separateEmbedded(data: JsonObject, members: DataReader["embedded"]): WithoutEmbedded {
	const isEmbedded = (name: string): boolean => {
		const stand = Object.hasOwn(members, name) ? members[name] : undefined;
		return stand !== undefined && Object.hasOwn(data, stand);
	};
	const kept: DetachedEntry[] = [];
	const value: Record<string, Json> = {};
	for (const [name, member] of Object.entries(data)) {
		if (isEmbedded(name)) kept.push({ at: `/${escapeToken(name)}`, value: member });
		else value[name] = member;
	}
	if (kept.length === 0) return { value: data, kept, account: [] };
	const account = kept.map(({ at }): AccountEntry => ({ kind: "dropped", step: EMBEDDED, from: at }));
	return { value, kept, account };
}
