import { isArray, isContainer } from "../kind.js";
import type { Json } from "../types.js";
import type { Verbatim } from "../verbatim/verbatim.js";

/**
 * The JSON text of a value: JSON.stringify's, save that what verbatim knows is written as its document wrote it.
 * The value may nest as deep as a document that read accepts.
 */
export function write(value: Json, verbatim?: Verbatim): string {
	if (verbatim === undefined) return JSON.stringify(value);
	return verbatim.textOf(value) ?? compose(value, verbatim);
}

// One stack frame for a level, so that the deepest document that read accepts can be written from anywhere.
function compose(value: Json, verbatim: Verbatim): string {
	if (!isContainer(value)) return JSON.stringify(value);
	const members: string[] = [];
	// Undefined is no JSON, but a step in plain JavaScript may leave it: JSON.stringify's answers are given here too.
	if (isArray(value)) {
		for (const item of value) members.push(keptText(item, verbatim) ?? compose(item ?? null, verbatim));
		return `[${members.join(",")}]`;
	}
	for (const [name, child] of Object.entries(value)) {
		if (child === undefined) continue;
		members.push(`${JSON.stringify(name)}:${keptText(child, verbatim) ?? compose(child, verbatim)}`);
	}
	return `{${members.join(",")}}`;
}

function keptText(value: Json, verbatim: Verbatim): string | undefined {
	return isContainer(value) ? verbatim.textOf(value) : undefined;
}
