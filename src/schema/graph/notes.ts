import { escapeToken } from "../../json/index.js";
import type { Dialect } from "../dialect/dialects.js";
import { isAnnotation, isNaming, isRetired, vocabulary } from "../dialect/vocabulary.js";
import type { SchemaPlace } from "../error.js";
import type { ReadGraph } from "./node.js";

/** Something that a schema says and that nothing checks, though its author may think so. */
export interface SchemaNote {
	readonly rule: "keyword-ignored" | "keyword-misspelt" | "pattern-opaque";
	/** Where it stands; the first place, if it stands in several. */
	readonly place: SchemaPlace;
	/** One sentence, without the place. */
	readonly message: string;
}

/** What to write instead of keywords that only other dialects have, or only some tools obey. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
	["nullable", 'write "type": [..., "null"]'],
	["dependencies", "write dependentRequired or dependentSchemas"],
	["additionalItems", "write prefixItems and items"],
	["$recursiveRef", "write $dynamicRef"],
	["$recursiveAnchor", "write $dynamicAnchor"],
	["id", "write $id"],
]);

/** What a graph's schemas hold beyond their dialects: keywords that say nothing there, and patterns that can't be read. */
export function notesOf({ nodes, written, unreadable }: ReadGraph): SchemaNote[] {
	const ignored = new Map<string, Ignored>();
	for (const [index, { schema, dialect }] of written.entries()) {
		const at = nodes[index]?.place;
		if (at === undefined || typeof schema === "boolean") continue;
		for (const name of Object.keys(schema).filter((one) => !isKnown(one, dialect))) {
			const place = { file: at.file, keywordLocation: `${at.keywordLocation}/${escapeToken(name)}` };
			const known = ignored.get(`${dialect} ${name}`) ?? { name, dialect, place, count: 0 };
			ignored.set(`${dialect} ${name}`, { ...known, count: known.count + 1 });
		}
	}
	const keywords = [...ignored.values()].map(noteOf);
	const patterns = unreadable.map((place): SchemaNote => {
		const message =
			"a pattern that ECMAScript reads only without the u flag, or not at all: what it matches is left open";
		return { rule: "pattern-opaque", place, message };
	});
	return [...keywords, ...patterns];
}

interface Ignored {
	readonly name: string;
	readonly dialect: Dialect;
	readonly place: SchemaPlace;
	readonly count: number;
}

function isKnown(name: string, dialect: Dialect): boolean {
	return vocabulary(dialect).has(name) || isAnnotation(name) || isNaming(name) || isRetired(name, dialect);
}

function noteOf({ name, dialect, place, count }: Ignored): SchemaNote {
	const meant = closest(name, [...vocabulary(dialect).keys()]);
	const hint = meant === undefined ? INSTEAD.get(name) : `did you mean ${meant}?`;
	const more = `${hint === undefined ? "" : `; ${hint}`}${count > 1 ? ` (in ${count} schemas)` : ""}`;
	const message = `${name} is no keyword of ${dialect}, so nothing is checked by it${more}`;
	return { rule: meant === undefined ? "keyword-ignored" : "keyword-misspelt", place, message };
}

/** The keyword that somebody may have meant: but for a letter or two, the same. */
function closest(name: string, keywords: readonly string[]): string | undefined {
	const most = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
	return keywords.find((keyword) => {
		if (keyword.toLowerCase() === name.toLowerCase()) return true;
		return Math.abs(keyword.length - name.length) <= most && distance(name, keyword) <= most;
	});
}

/** How many letters have to be put, taken or changed to make one word of the other. */
function distance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [index, letter] of [...one].entries()) {
		const next = [index + 1];
		for (let at = 1; at <= other.length; at++) {
			const changed = (row[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
			next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
