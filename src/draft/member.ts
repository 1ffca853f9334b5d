import type { Pointer } from "../json/index.js";
import { type NodeIndex, TYPE_BITS } from "../schema/index.js";
import type { DraftAlternative } from "./alternatives.js";
import { literalOf, wordsText } from "./literal.js";
import type { DraftRule, DraftScope, LevelWriter } from "./rule.js";
import { unitRule } from "./unit.js";

/** The rule for a member whose type has changed, taken from a pointer of its level; undefined if none is known. */
export function changedRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: readonly [NodeIndex, NodeIndex],
	scope: DraftScope,
	isInNullable = false,
): DraftRule | undefined {
	const found =
		wordsRule(levels, pointer, [older, newer], scope) ??
		eachRule(levels, pointer, [older, newer], scope) ??
		withinRule(levels, pointer, [older, newer], scope) ??
		unitRule(levels, pointer, [older, newer], scope) ??
		nullRule(levels, pointer, [older, newer], scope, isInNullable);
	return found && { ...found, from: scope.older };
}

type Nodes = readonly [older: NodeIndex, newer: NodeIndex];

/** An enum of which words have other names, or that has more words. */
function wordsRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	const [a, b] = [levels.older.wordsAt(older), levels.newer.wordsAt(newer)];
	if (a === undefined || b === undefined) return undefined;
	const gone = a.filter((word) => !b.includes(word));
	const fresh = b.filter((word) => !a.includes(word));
	if (gone.length === 0 && fresh.length === 0) return undefined;
	if (levels.older.at(older).some(({ types }) => types === TYPE_BITS.null)) return undefined;
	const [from, to] = [gone[0], fresh[0]];
	const isRenamed = gone.length === 1 && fresh.length === 1 && from !== undefined && to !== undefined;
	const codec = gone.length > 0 ? "renamed" : "narrowed";
	levels.imports.add(codec);
	const words = wordsText(new Map(isRenamed ? [[from, to]] : []));
	const text = levels.call(scope, "from", literalOf(pointer), `${codec}(${words})`);
	if (isRenamed) return { text, verdict: "guess", why: `${from} became ${to}, as one went and one came` };
	const why =
		gone.length > 0
			? `which newer word each of these becomes: ${gone.join(", ")}`
			: `which older word stands for each of these: ${fresh.join(", ")}`;
	return { text, verdict: "hole", why };
}

/** An array whose elements have changed. */
function eachRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	const [a, b] = [itemsOf(levels.older.at(older)), itemsOf(levels.newer.at(newer))];
	if (a === undefined || b === undefined) return undefined;
	const inner = { older: `${scope.older}/*`, newer: `${scope.newer}/*`, tools: "item." };
	const level = levels.objects(a, b, inner);
	if (level === undefined) return undefined;
	return { text: levels.call(scope, "each", literalOf(pointer), `(item) => ${level}`), verdict: "certain" };
}

function itemsOf(alternatives: readonly DraftAlternative[]): NodeIndex | undefined {
	const arrays = alternatives.filter(({ types }) => types === TYPE_BITS.array);
	return arrays.length === 1 ? arrays[0]?.items : undefined;
}

/** An object whose members have changed. */
function withinRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	const level = levels.objects(older, newer, { ...scope, tools: "inner." });
	if (level === undefined) return undefined;
	return {
		text: levels.call(scope, "within", literalOf(pointer), `(inner) => ${level}`),
		verdict: "certain",
	};
}

/** A value that null stands for now where it is missing. */
function nullRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
	isInNullable: boolean,
): DraftRule | undefined {
	const [a, b] = [levels.older.typeText(older), levels.newer.typeText(newer)];
	if (b !== [a, "null"].sort().join(" | ")) return undefined;
	// Of null the way back makes null, for the object that the value was in, or nothing.
	const functions = ["(value) => value ?? null", `(value) => value${isInNullable ? "" : " ?? undefined"}`];
	const text = levels.call(scope, "from", literalOf(pointer), ...functions);
	return { text, verdict: "guess", why: "by its name; null where there is none" };
}
