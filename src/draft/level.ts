import { escapeToken, type Pointer } from "../json/index.js";
import { type NodeIndex, TYPE_BITS } from "../schema/index.js";
import { areAlike } from "../text/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";
import { comment, keyText, literalOf } from "./literal.js";
import { changedRule } from "./member.js";
import { isMoved, type Member, type MemberPair, pairsOf } from "./pairing.js";
import { block, type DraftEntry, type DraftRule, type DraftScope, type LevelWriter } from "./rule.js";
import { unionRules } from "./union.js";

/** What a level is made of. */
interface Context {
	readonly a: DraftAlternative;
	/** The names of older members that the newer object does not have. */
	readonly gone: readonly string[];
	readonly pairs: readonly MemberPair[];
	readonly scope: DraftScope;
}

/** Writes the levels of a mapping, and keeps what it has found. */
export class Drafter implements LevelWriter {
	readonly entries: DraftEntry[] = [];
	/** What the module needs beside `mapping`. */
	readonly imports = new Set<string>();
	readonly #tools = new Set<string>();
	readonly older: DraftSchema;
	readonly newer: DraftSchema;

	constructor(older: DraftSchema, newer: DraftSchema) {
		this.older = older;
		this.newer = newer;
	}

	/** The function of the whole record. */
	root(): string {
		const scope = { older: "", newer: "", tools: "" };
		const rules = this.objects(this.older.root, this.newer.root, scope);
		const tools = [...this.#tools].sort().join(", ");
		const parameter = tools === "" ? "()" : `({ ${tools} })`;
		return `${parameter} => ${rules ?? "({\n\t// HOLE: the records are no objects that members can be taken from\n})"}`;
	}

	/** A call of a tool. */
	call(scope: DraftScope, tool: string, ...args: readonly string[]): string {
		if (scope.tools === "") this.#tools.add(tool);
		return `${scope.tools}${tool}(${args.join(", ")})`;
	}

	/** What makes the newer object of the older one, as an expression; undefined if they are no objects. */
	objects(older: NodeIndex, newer: NodeIndex, scope: DraftScope): string | undefined {
		const [a, ...otherA] = this.older.objectsAt(older);
		const [b, ...otherB] = this.newer.objectsAt(newer);
		if (a === undefined || b === undefined) return undefined;
		if (otherA.length === 0 && otherB.length === 0) return `({${block(this.level(a, b, scope))}})`;
		return unionRules(this, [a, ...otherA], [b, ...otherB], scope);
	}

	/** The rules of one object, as lines; a member in `given` has its rule already. */
	level(
		a: DraftAlternative,
		b: DraftAlternative,
		scope: DraftScope,
		given: readonly string[] = [],
	): string[] {
		const gone = [...a.members.keys()].filter((name) => !b.members.has(name) && !given.includes(name));
		const fresh = [...b.members.keys()].filter((name) => !a.members.has(name) && !given.includes(name));
		const context = { a, gone, pairs: this.#pairs(a, gone, b, fresh), scope };
		const lines: string[] = [];
		for (const [name, node] of b.members) {
			if (given.includes(name)) continue;
			const other = a.members.get(name);
			if (other === undefined) lines.push(...this.#freshLines(name, node, b.required.has(name), context));
			else lines.push(...this.#sameLines(name, [other, node], [a, b], scope));
		}
		return [...lines, ...this.#dropped(this.#leaves(this.older, a, gone), scope)];
	}

	/** What no rule takes; of an object of which a part is taken, each other part. */
	#dropped(leaves: readonly Member[], scope: DraftScope): string[] {
		const taken = this.entries.flatMap(({ from }) => from ?? []);
		const told: Pointer[] = [];
		for (const { pointer } of leaves) {
			const at = scope.older + pointer;
			const isTold = [...taken, ...told].some((one) => one === at || at.startsWith(`${one}/`));
			if (isTold || taken.some((one) => one.startsWith(`${at}/`))) continue;
			told.push(at);
			this.entries.push({ at, verdict: "dropped" });
		}
		return told.map((at) => comment(`dropped: ${at}; the residue keeps it`));
	}

	#pairs(
		a: DraftAlternative,
		gone: readonly string[],
		b: DraftAlternative,
		fresh: readonly string[],
	): readonly MemberPair[] {
		const whole = pairsOf(this.#leaves(this.older, a, gone, 1), this.#leaves(this.newer, b, fresh, 1));
		const olderLeft = gone.filter(
			(name) => !whole.some(({ older }) => older.pointer === `/${escapeToken(name)}`),
		);
		const newerLeft = fresh.filter(
			(name) => !whole.some(({ newer }) => newer.pointer === `/${escapeToken(name)}`),
		);
		const parts = pairsOf(this.#leaves(this.older, a, olderLeft), this.#leaves(this.newer, b, newerLeft));
		return [...whole, ...parts];
	}

	/** Members of some names, and what is in them where they are objects. */
	#leaves(
		schema: DraftSchema,
		within: DraftAlternative,
		names: readonly string[],
		depth = 4,
		above: Pointer = "",
	): Member[] {
		return names.flatMap((name, at) => {
			const node = within.members.get(name);
			if (node === undefined) return [];
			const pointer = `${above}/${escapeToken(name)}`;
			const own = { pointer, node, type: schema.typeText(node), isRequired: within.required.has(name), at };
			const [object, other] = schema.objectsAt(node);
			if (depth <= 1 || object === undefined || other !== undefined) return [own];
			return [own, ...this.#leaves(schema, object, [...object.members.keys()], depth - 1, pointer)];
		});
	}

	/** A member that both versions have. */
	#sameLines(
		name: string,
		[older, newer]: readonly [NodeIndex, NodeIndex],
		[a, b]: readonly [DraftAlternative, DraftAlternative],
		scope: DraftScope,
	): string[] {
		const pointer = `/${escapeToken(name)}`;
		const place = { from: scope.older + pointer, at: scope.newer + pointer };
		const isSame =
			this.older.typeText(older) === this.newer.typeText(newer) &&
			a.required.has(name) === b.required.has(name);
		if (isSame) {
			const isOther =
				this.older.annotation(older, "description") !== this.newer.annotation(newer, "description");
			const isDoubtful = isOther && this.older.typeText(older).includes("number");
			this.entries.push({ ...place, verdict: isDoubtful ? "guess" : "certain" });
			return isDoubtful
				? [comment(`guess: ${name} is copied; its description has changed, so its unit may have, too`)]
				: [];
		}
		const isNeeded = a.required.has(name) && !b.required.has(name);
		const rule = isNeeded
			? undefined
			: changedRule(this, pointer, [older, newer], { ...scope, older: place.from, newer: place.at });
		return this.#lines(name, newer, rule, place);
	}

	/** A member that only the newer version has. */
	#freshLines(name: string, node: NodeIndex, isRequired: boolean, context: Context): string[] {
		const pointer = `/${escapeToken(name)}`;
		return this.#freshAt(pointer, name, node, isRequired, context);
	}

	#freshAt(pointer: Pointer, name: string, node: NodeIndex, isRequired: boolean, context: Context): string[] {
		const at = context.scope.newer + pointer;
		const rule = this.#freshRule(pointer, node, isRequired, context);
		if (rule !== undefined || isRequired) return this.#lines(name, node, rule, { at });
		this.entries.push({ at, verdict: "certain" });
		return [];
	}

	#freshRule(
		pointer: Pointer,
		node: NodeIndex,
		isRequired: boolean,
		context: Context,
	): DraftRule | undefined {
		const { pairs, scope } = context;
		const pair = pairs.find(({ newer }) => newer.pointer === pointer);
		if (pair !== undefined) return this.#paired(pair, scope);
		if (pairs.some(({ newer }) => newer.pointer.startsWith(`${pointer}/`))) {
			return this.#object(pointer, node, context);
		}
		const constant = this.#constant(node);
		if (constant !== undefined) return { text: this.call(scope, "constant", constant), isCertain: true };
		const converted = this.#converted(pointer, node, isRequired, context);
		if (converted !== undefined || !isRequired || !this.newer.at(node).some(takesNull)) return converted;
		return {
			text: this.call(scope, "constant", "null"),
			isCertain: false,
			why: "new, and null may stand there",
		};
	}

	#paired({ older, isCertain }: MemberPair, scope: DraftScope): DraftRule {
		const text = this.call(scope, "from", literalOf(older.pointer));
		return {
			text,
			isCertain,
			from: scope.older + older.pointer,
			...(!isCertain && { why: "by its type and name" }),
		};
	}

	/** The one value that there is, or the one that the schema says is meant. */
	#constant(node: NodeIndex): string | undefined {
		const [word, other] = this.newer.wordsAt(node) ?? [];
		if (word !== undefined && other === undefined && this.newer.at(node).length === 1) return literalOf(word);
		const value = this.newer.annotation(node, "default");
		return value === undefined || typeof value === "object" ? undefined : literalOf(value);
	}

	/** An older member of a similar name, or the only one that is left, and of another type. */
	#converted(
		pointer: Pointer,
		node: NodeIndex,
		isRequired: boolean,
		{ a, gone, pairs, scope }: Context,
	): DraftRule | undefined {
		const free = this.#leaves(this.older, a, [...a.members.keys()]).filter(
			(one) => !pairs.some(({ older }) => `${older.pointer}/`.startsWith(`${one.pointer}/`)),
		);
		const left = free.filter(
			(one) => isRequired && gone.some((name) => one.pointer === `/${escapeToken(name)}`),
		);
		const alike = free.filter((one) =>
			isTopLevel(one.pointer) ? areAlike(one.pointer, pointer) : isMoved(one.pointer, pointer),
		);
		for (const one of [...alike, ...(left.length === 1 ? left : [])]) {
			const place = { ...scope, older: scope.older + one.pointer, newer: scope.newer + pointer };
			const rule = changedRule(this, one.pointer, [one.node, node], place);
			if (rule !== undefined) return { ...rule, isCertain: false, why: rule.why ?? "by its name" };
		}
		return undefined;
	}

	/** A new object of members that were elsewhere. */
	#object(pointer: Pointer, node: NodeIndex, context: Context): DraftRule | undefined {
		const [object] = this.newer.objectsAt(node);
		if (object === undefined) return undefined;
		const lines = [...object.members].flatMap(([name, member]) => {
			const at = `${pointer}/${escapeToken(name)}`;
			return this.#freshAt(at, name, member, object.required.has(name), context);
		});
		return { text: this.call(context.scope, "object", `{${block(lines)}}`), isCertain: true };
	}

	/** The rule of a member with its mark, or a hole. */
	#lines(
		name: string,
		node: NodeIndex,
		rule: DraftRule | undefined,
		place: { at: Pointer; from?: Pointer },
	): string[] {
		if (rule === undefined) {
			this.entries.push({ at: place.at, verdict: "hole" });
			return [comment(`HOLE ${keyText(name)}: ${this.newer.typeText(node)}`)];
		}
		const from = rule.from ?? place.from;
		const verdict = rule.isCertain ? "certain" : "guess";
		this.entries.push({ at: place.at, ...(from !== undefined && { from }), verdict });
		return [
			...(rule.isCertain ? [] : [comment(`guess: ${rule.why ?? name}`)]),
			`${keyText(name)}: ${rule.text},`,
		];
	}
}

const isTopLevel = (pointer: Pointer) => !pointer.slice(1).includes("/");

const takesNull = ({ types, values }: DraftAlternative) =>
	(types & TYPE_BITS.null) !== 0 && (values?.includes(null) ?? true);
