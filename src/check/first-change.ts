import { equal, type Json } from "../json/index.js";
import { childrenOf, keyword, type SchemaSet, type Subschema } from "../schema/index.js";
import { targetsOf } from "./lineages.js";

/** A schema, and the set that its references lead into. */
export interface InSet {
	readonly schema: Subschema;
	readonly set: SchemaSet;
}

/** Two subschemas at the same place of two schemas. */
interface Both {
	readonly old: Subschema;
	readonly now: Subschema;
}

/**
 * The first place where two schemas, with what they refer to, differ in more than annotations; undefined if there is
 * none. A keyword is the same if its text is: what only means the same is a change.
 */
export function firstChange(old: InSet, now: InSet, formatsAssert: boolean): Both | undefined {
	const seen = new Set<string>();
	const pending: Both[] = [{ old: old.schema, now: now.schema }];
	for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
		const key = [next.old, next.now]
			.map(({ file, keywordLocation }) => `${file}#${keywordLocation}`)
			.join(" ");
		if (seen.has(key)) continue;
		seen.add(key);
		const below = childrenOfBoth(next);
		if (below === undefined || !equal(own(next.old, formatsAssert), own(next.now, formatsAssert)))
			return next;
		pending.push(...below, ...targetsOfBoth(old.set, now.set, next));
	}
	return undefined;
}

/** What a subschema says itself: not in annotations, nor in the schemas below it. */
function own({ schema }: Subschema, formatsAssert: boolean): Json {
	if (typeof schema === "boolean") return schema;
	const said = Object.entries(schema).filter(
		([name]) => keyword(name)?.holds === "value" || (formatsAssert && name === "format"),
	);
	return Object.fromEntries(said);
}

// Definitions say something only where a reference leads to them.
const DEFINITIONS: ReadonlySet<string> = new Set(["$defs", "definitions"]);

/** The schemas below both, by their places; undefined if one has some that the other lacks. */
function childrenOfBoth({ old, now }: Both): readonly Both[] | undefined {
	const [before, after] = [childrenByPlace(old), childrenByPlace(now)];
	if (before.size !== after.size) return undefined;
	const pairs: Both[] = [];
	for (const [place, child] of before) {
		const other = after.get(place);
		if (other === undefined) return undefined;
		pairs.push({ old: child, now: other });
	}
	return pairs;
}

function childrenByPlace(parent: Subschema): ReadonlyMap<string, Subschema> {
	const children = childrenOf(parent).filter((child) => !DEFINITIONS.has(child.keyword));
	return new Map(
		children.map((child) => [child.keywordLocation.slice(parent.keywordLocation.length), child]),
	);
}

function targetsOfBoth(oldSet: SchemaSet, nowSet: SchemaSet, { old, now }: Both): readonly Both[] {
	const after = targetsOf(nowSet, now);
	return targetsOf(oldSet, old).flatMap((target, index) => {
		const other = after[index];
		return other === undefined ? [] : [{ old: target, now: other }];
	});
}
