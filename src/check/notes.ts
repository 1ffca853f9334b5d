import { notesOf } from "../schema/index.js";
import type { LocatedSchema } from "./documents/source.js";
import { finding } from "./finding.js";
import type { Finding, Located } from "./result.js";
import type { ChosenLevels, GateRule } from "./rules.js";

/** An older and a newer schema. */
interface Sides {
	readonly subject: string;
	readonly older: LocatedSchema;
	readonly newer: LocatedSchema;
}

/**
 * What two schemas say and no verdict depends on: keywords that say nothing in their dialects, patterns that nobody can
 * read, and, where formats annotate, formats that are others now.
 */
export function notes(
	sides: Sides,
	formats: "annotation" | "assertion" | undefined,
	levels: ChosenLevels,
): Finding[] {
	return [...unchecked(sides, levels), ...(formats === "assertion" ? [] : formatsChanged(sides, levels))];
}

interface Note {
	readonly rule: GateRule;
	readonly message: string;
	readonly at: Located;
}

/** What both schemas have is told once, at its place in the newer one. */
function unchecked({ subject, older, newer }: Sides, levels: ChosenLevels): Finding[] {
	const [before, now] = [byText(older), byText(newer)];
	const gone = [...before].filter(([text]) => !now.has(text));
	return [...now, ...gone].flatMap(([text, { rule, message, at }]) => {
		const other = now.has(text) ? before.get(text)?.at : undefined;
		return finding(rule, levels, { subject, message, at, related: other === undefined ? [] : [other] });
	});
}

/** What is said twice has its first place. */
function byText(source: LocatedSchema): ReadonlyMap<string, Note> {
	const found = new Map<string, Note>();
	for (const { rule, place, message } of notesOf(source.prepared.graph)) {
		const text = `${rule} ${message}`;
		if (!found.has(text)) found.set(text, { rule, message, at: source.locate(place) });
	}
	return found;
}

/** At the same places of both documents: elsewhere nobody can tell which schema came from which. */
function formatsChanged({ subject, older, newer }: Sides, levels: ChosenLevels): Finding[] {
	const before = new Map(older.prepared.graph.nodes.map((node) => [node.place.keywordLocation, node]));
	return newer.prepared.graph.nodes.flatMap((node) => {
		const was = before.get(node.place.keywordLocation);
		if (was === undefined || was.format === node.format) return [];
		const message = `the format was ${nameOf(was.format)} and is ${nameOf(node.format)}; formats are not checked`;
		return finding("format-annotation-changed", levels, {
			subject,
			message,
			at: newer.locate(node.place),
			related: [older.locate(was.place)],
		});
	});
}

function nameOf(format: string | undefined): string {
	return format ?? "not given";
}
