import { formatPointer } from "../../../json/index.js";
import { LineageError } from "../../error.js";
import type { Part } from "./builder.js";
import { type ObjectView, viewsOf } from "./view.js";

/** Refuses a mapping whose way back leaves out what every older record has. */
export function refuseGaps(
	parts: readonly Part[],
	older: readonly ObjectView[],
	isOpen: boolean,
	at: readonly string[] = [],
): void {
	const [first] = older;
	if (first === undefined) return;
	for (const name of first.required) {
		if (!older.every(({ required }) => required.has(name))) continue;
		const own = parts.filter(({ tokens }) => tokens[0] === name);
		const where = [...at, name];
		// What the newer version doesn't declare passes through an open one.
		if (own.length === 0 && !(isOpen && at.length === 0)) {
			const pointer = formatPointer(where);
			throw new LineageError(
				"mapping-lost",
				`the older version requires ${pointer}, which no rule takes: say what a record without residue has there, lost({ "${pointer}": … })`,
			);
		}
		const deeper = own.filter(({ tokens }) => tokens.length > 1);
		if (deeper.length === 0 || deeper.length < own.length) continue;
		const views = older.flatMap((view) => view.members.get(name) ?? []).flatMap(viewsOf);
		refuseGaps(
			deeper.map((part) => ({ ...part, tokens: part.tokens.slice(1) })),
			views,
			false,
			where,
		);
	}
}
