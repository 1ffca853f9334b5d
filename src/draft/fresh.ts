import { escapeToken, type Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import { areAlike } from "../text/index.js";
import type { DraftAlternative } from "./alternatives.js";
import { literalOf } from "./literal.js";
import { changedRule } from "./member.js";
import { isMoved, type MemberPair, membersIn } from "./pairing.js";
import {
	block,
	type DraftRule,
	type DraftScope,
	type LevelWriter,
	type NewerMember,
	ruleLines,
} from "./rule.js";

/** The level in which a fresh member looks for what it is from. */
export interface FreshContext {
	/** The older object. */
	readonly older: DraftAlternative;
	/** The names of its members that the newer object does not have. */
	readonly gone: readonly string[];
	readonly pairs: readonly MemberPair[];
	readonly scope: DraftScope;
}

/** The lines of a member that only the newer version has; none where it is optional and from nowhere. */
export function freshLines(
	levels: LevelWriter,
	member: NewerMember,
	context: FreshContext,
	above: Pointer = "",
): string[] {
	const pointer = `${above}/${escapeToken(member.name)}`;
	const at = context.scope.newer + pointer;
	const rule = freshRule(levels, pointer, member, context);
	if (rule !== undefined || member.isRequired) return ruleLines(levels, member, rule, { at });
	levels.entries.push({ at, verdict: "absent" });
	return [];
}

function freshRule(
	levels: LevelWriter,
	pointer: Pointer,
	{ node, isRequired }: NewerMember,
	context: FreshContext,
): DraftRule | undefined {
	const { pairs, scope } = context;
	const pair = pairs.find(({ newer }) => newer.pointer === pointer);
	if (pair !== undefined) return pairedRule(levels, pair, scope);
	if (pairs.some(({ newer }) => newer.pointer.startsWith(`${pointer}/`))) {
		return objectRule(levels, pointer, node, context);
	}
	const constant = constantOf(levels, node);
	if (constant !== undefined) return { text: levels.call(scope, "constant", constant), verdict: "certain" };
	const converted = convertedRule(levels, pointer, { node, isRequired }, context);
	if (converted !== undefined || !isRequired || !levels.newer.takesNull(node)) return converted;
	const text = levels.call(scope, "constant", "null");
	return { text, verdict: "guess", why: "new, and null may stand there" };
}

function pairedRule(levels: LevelWriter, { older, isCertain }: MemberPair, scope: DraftScope): DraftRule {
	const text = levels.call(scope, "from", literalOf(older.pointer));
	const from = scope.older + older.pointer;
	return isCertain
		? { text, verdict: "certain", from }
		: { text, verdict: "guess", from, why: "by its type and name" };
}

/** A new object of members that were elsewhere. */
function objectRule(
	levels: LevelWriter,
	pointer: Pointer,
	node: NodeIndex,
	context: FreshContext,
): DraftRule | undefined {
	const [object] = levels.newer.objectsAt(node);
	if (object === undefined) return undefined;
	const lines = [...object.members].flatMap(([name, inner]) =>
		freshLines(levels, { name, node: inner, isRequired: object.required.has(name) }, context, pointer),
	);
	return { text: levels.call(context.scope, "object", `{${block(lines)}}`), verdict: "certain" };
}

/** The one value that there is, or the one that the schema says is meant. */
function constantOf({ newer }: LevelWriter, node: NodeIndex): string | undefined {
	const [word, other] = newer.wordsAt(node) ?? [];
	if (word !== undefined && other === undefined && newer.at(node).length === 1) return literalOf(word);
	const value = newer.annotation(node, "default");
	return value === undefined || typeof value === "object" ? undefined : literalOf(value);
}

/** From an older member of a similar name, or the only one that is left, and of another type. */
function convertedRule(
	levels: LevelWriter,
	pointer: Pointer,
	{ node, isRequired }: Omit<NewerMember, "name">,
	{ older, gone, pairs, scope }: FreshContext,
): DraftRule | undefined {
	const members = membersIn({ schema: levels.older, object: older, names: [...older.members.keys()] });
	const free = members.filter(
		(one) => !pairs.some((pair) => `${pair.older.pointer}/`.startsWith(`${one.pointer}/`)),
	);
	const alike = free.filter((one) =>
		isTopLevel(one.pointer) ? areAlike(one.pointer, pointer) : isMoved(one.pointer, pointer),
	);
	const left = free.filter((one) => gone.some((name) => one.pointer === `/${escapeToken(name)}`));
	for (const one of [...alike, ...(isRequired && left.length === 1 ? left : [])]) {
		const place = { ...scope, older: scope.older + one.pointer, newer: scope.newer + pointer };
		const rule = changedRule(levels, one.pointer, [one.node, node], place, one.isInNullable);
		const verdict = rule?.verdict === "hole" ? "hole" : "guess";
		if (rule !== undefined) return { ...rule, verdict, why: rule.why ?? "by its name" };
	}
	return undefined;
}

const isTopLevel = (pointer: Pointer) => !pointer.slice(1).includes("/");
