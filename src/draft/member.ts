import type { Pointer } from "../json/index.js";
import { type NodeIndex, TYPE_BITS } from "../schema/index.js";
import type { DraftAlternative } from "./alternatives.js";
import { literalOf } from "./literal.js";
import type { DraftRule, DraftScope, LevelWriter } from "./rule.js";

/** The rule for a member whose type has changed, taken from a pointer of its level; undefined if none is known. */
export function changedRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: readonly [NodeIndex, NodeIndex],
	scope: DraftScope,
): DraftRule | undefined {
	const found =
		wordsRule(levels, pointer, [older, newer], scope) ??
		eachRule(levels, pointer, [older, newer], scope) ??
		withinRule(levels, pointer, [older, newer], scope) ??
		unitRule(levels, pointer, [older, newer], scope) ??
		nullRule(levels, pointer, [older, newer], scope);
	return found && { ...found, from: scope.older };
}

type Nodes = readonly [older: NodeIndex, newer: NodeIndex];

/** An enum of which one word has another name, or that has more words. */
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
	const [from, to] = [gone[0], fresh[0]];
	if (gone.length !== 1 || fresh.length !== 1 || from === undefined || to === undefined) return undefined;
	levels.imports.add("renamed");
	const words = `{ ${literalOf(from)}: ${literalOf(to)} }`;
	const text = levels.call(scope, "from", literalOf(pointer), `renamed(${words})`);
	return { text, isCertain: false, why: `${from} became ${to}, as one went and one came` };
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
	return { text: levels.call(scope, "each", literalOf(pointer), `(item) => ${level}`), isCertain: true };
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
		isCertain: true,
	};
}

const MINOR = /cent|minor|penn|pence/i;

/** An amount that has become an object of hundredths and a currency. */
function unitRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	if (levels.older.typeText(older) !== "number") return undefined;
	const [money, other] = levels.newer.objectsAt(newer);
	if (money === undefined || other !== undefined) return undefined;
	const members = [...money.members].map(([name, node]) => {
		if (MINOR.test(name) && levels.newer.typeText(node) === "number") return { name, minor: true };
		const [word] = levels.newer.wordsAt(node) ?? [];
		return { name, minor: false, word };
	});
	const minor = members.find((one) => one.minor);
	if (minor === undefined || members.some((one) => !one.minor && one.word === undefined)) return undefined;
	levels.imports.add("codec").add("scaled");
	const made = members.map(({ name, minor: isMinor, word }) => {
		return `${literalOf(name)}: ${isMinor || word === undefined ? "hundredths.upgrade(amount)" : literalOf(word)}`;
	});
	const codec = [
		`codec<number, ${levels.newer.typeText(newer)}>(`,
		`\t(amount) => ({ ${made.join(", ")} }),`,
		`\t(money) => hundredths.downgrade(money[${literalOf(minor.name)}]),`,
		")",
	].join("\n");
	return {
		text: levels.call(scope, "from", literalOf(pointer), codec),
		isCertain: false,
		why: "an amount became hundredths, all of one currency",
	};
}

/** A value that null stands for now where it is missing. */
function nullRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	const [a, b] = [levels.older.typeText(older), levels.newer.typeText(newer)];
	if (b !== [a, "null"].sort().join(" | ")) return undefined;
	const functions = ["(value) => value ?? null", "(value) => value ?? undefined"];
	const text = levels.call(scope, "from", literalOf(pointer), ...functions);
	return { text, isCertain: false, why: "by its name; null where there is none" };
}
