import { isPointer, type Pointer, parsePointer } from "../../json/index.js";
import { memberAt } from "./coverage.js";
import type { Account } from "./entry.js";

/**
 * Where in what a step was given a place of what it made comes from, by its account; where nothing says, the same place,
 * or the nearest one above it that stands there.
 */
export function originOf(at: Pointer, account: Account, given: unknown): Pointer {
	// What a step names may be no pointer at all.
	if (!isPointer(at)) return "";
	let source = at;
	let covered = -1;
	for (const entry of account) {
		if (!("from" in entry) || !("to" in entry)) continue;
		const { from, to } = entry;
		if ((at === to || at.startsWith(`${to}/`)) && to.length > covered) {
			source = `${from}${at.slice(to.length)}`;
			covered = to.length;
		}
	}
	while (source !== "" && memberAt(given, parsePointer(source)) === undefined)
		source = source.slice(0, source.lastIndexOf("/"));
	return source;
}
