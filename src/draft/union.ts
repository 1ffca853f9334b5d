import { areAlike } from "../text/index.js";
import type { DraftAlternative } from "./alternatives.js";
import { comment, keyText, literalOf } from "./literal.js";
import { block, type DraftScope, type LevelWriter } from "./rule.js";

/** The rules for each alternative of a union that a tag tells apart; undefined if none does. */
export function unionRules(
	levels: LevelWriter,
	a: readonly DraftAlternative[],
	b: readonly DraftAlternative[],
	scope: DraftScope,
): string | undefined {
	const [older, newer] = [tagOf(levels.older, a), tagOf(levels.newer, b)];
	if (older === undefined || newer === undefined) return undefined;
	const pairs = paired(older, newer);
	const cases = [...older.values].map(([value, alternative]) => {
		const to = pairs.get(value);
		const target = to === undefined ? undefined : newer.values.get(to);
		if (to === undefined || target === undefined) {
			levels.entries.push({ at: scope.newer, verdict: "hole" });
			return comment(`HOLE ${literalOf(value)}: no alternative of the newer version is like it`);
		}
		const inner = { ...scope, tools: "variant." };
		const isSameTag = older.name === newer.name && value === to;
		const tagLines = isSameTag ? [] : tagLine(levels, { older, newer, value, to }, scope);
		const lines = [...tagLines, ...levels.level(alternative, target, inner, [older.name, newer.name])];
		return `${keyText(value)}: (variant) => ({${block(lines)}}),`;
	});
	return levels.call(scope, "oneOf", literalOf(older.name), `{${block(cases)}}`);
}

interface Tag {
	readonly name: string;
	/** By value of the tag. */
	readonly values: ReadonlyMap<string, DraftAlternative>;
}

function tagLine(
	levels: LevelWriter,
	{
		older,
		newer,
		value,
		to,
	}: { readonly older: Tag; readonly newer: Tag; readonly value: string; readonly to: string },
	scope: DraftScope,
): string[] {
	const isCertain = value === to;
	const at = `${scope.newer}/${newer.name}`;
	levels.entries.push({ at, from: `${scope.older}/${older.name}`, verdict: isCertain ? "certain" : "guess" });
	const guess = isCertain
		? []
		: [comment(`guess: ${literalOf(value)} became ${literalOf(to)}, as the others are paired`)];
	return [...guess, `${keyText(newer.name)}: variant.constant(${literalOf(to)}),`];
}

/** The member that has one word of its own in each alternative. */
function tagOf(schema: LevelWriter["older"], alternatives: readonly DraftAlternative[]): Tag | undefined {
	for (const name of alternatives[0]?.members.keys() ?? []) {
		const values = new Map<string, DraftAlternative>();
		for (const one of alternatives) {
			const node = one.members.get(name);
			const [word, other] = node === undefined ? [] : (schema.wordsAt(node) ?? []);
			if (word !== undefined && other === undefined && one.required.has(name)) values.set(word, one);
		}
		if (values.size === alternatives.length) return { name, values };
	}
	return undefined;
}

/** Alternatives of the same word belong together, then those of alike words, then the only ones that are left. */
function paired(older: Tag, newer: Tag): ReadonlyMap<string, string> {
	const pairs = new Map<string, string>();
	const pass = (fits: (a: string, b: string) => boolean) => {
		const left = [...older.values.keys()].filter((word) => !pairs.has(word));
		const free = [...newer.values.keys()].filter((word) => ![...pairs.values()].includes(word));
		for (const word of left) {
			const [only, other] = free.filter((one) => fits(word, one));
			const isOnly = only !== undefined && left.filter((one) => fits(one, only)).length === 1;
			if (isOnly && other === undefined) pairs.set(word, only);
		}
	};
	pass((a, b) => a === b);
	pass(areAlike);
	pass(() => true);
	return pairs;
}
