import { equal, type Json } from "../../json/index.js";
import {
	type NodeIndex,
	type ReadGraph,
	type SchemaPlace,
	vocabulary,
	type WrittenSchema,
} from "../../schema/index.js";

/** Two nodes at the same place of two graphs. */
interface Both {
	readonly old: NodeIndex;
	readonly now: NodeIndex;
}

/**
 * The first place where two schemas, with what they refer to, differ in more than annotations; undefined if there is
 * none. A keyword is the same if its text is: what only means the same is a change.
 */
export function firstChange(
	old: ReadGraph,
	now: ReadGraph,
	formatsAssert: boolean,
): { readonly old: SchemaPlace | undefined; readonly now: SchemaPlace | undefined } | undefined {
	const seen = new Set<string>();
	const pending: Both[] = [{ old: old.root, now: now.root }];
	// Grows while it is walked.
	for (const both of pending) {
		const key = `${both.old} ${both.now}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const [before, after] = [old.written[both.old], now.written[both.now]];
		const below = before && after && isSame(before, after, formatsAssert) ? pairs(before, after) : undefined;
		if (below === undefined) return { old: old.nodes[both.old]?.place, now: now.nodes[both.now]?.place };
		pending.push(...below);
	}
	return undefined;
}

function isSame(before: WrittenSchema, after: WrittenSchema, formatsAssert: boolean): boolean {
	return equal(own(before, formatsAssert), own(after, formatsAssert));
}

/** What a schema says itself: not in annotations, nor in the schemas below it. */
function own({ schema, dialect }: WrittenSchema, formatsAssert: boolean): Json {
	if (typeof schema === "boolean") return schema;
	const known = vocabulary(dialect);
	const said = Object.entries(schema).filter(([name]) => {
		if (name === "format") return formatsAssert;
		return name === "$schema" || known.get(name)?.startsWith("schema") === false;
	});
	return Object.fromEntries(said);
}

/** The schemas below both, by their places, and where both refer to; undefined if one has some that the other lacks. */
function pairs(before: WrittenSchema, after: WrittenSchema): readonly Both[] | undefined {
	const references = before.references.map((old, index) => ({ old, now: after.references[index] }));
	const below = [...before.below].map(([place, old]) => ({ old, now: after.below.get(place) }));
	const both = [...below, ...references].flatMap(({ old, now }) => (now === undefined ? [] : [{ old, now }]));
	const count = after.below.size + after.references.length;
	return both.length === below.length + references.length && both.length === count ? both : undefined;
}
