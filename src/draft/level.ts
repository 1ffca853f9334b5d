import { escapeToken, type Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";
import { droppedLines } from "./dropped.js";
import { freshLines } from "./fresh.js";
import { comment } from "./literal.js";
import { changedRule } from "./member.js";
import { memberPairs, membersIn } from "./pairing.js";
import {
	block,
	type DraftEntry,
	type DraftScope,
	type LevelWriter,
	type NewerMember,
	ruleLines,
} from "./rule.js";
import { unionRules } from "./union.js";
import { timeRule } from "./unit.js";

/** Writes the levels of a mapping, and keeps what it has found. */
export class Drafter implements LevelWriter {
	readonly entries: DraftEntry[] = [];
	readonly imports = new Set<string>();
	/** Constants of the module, by name. */
	readonly helpers = new Map<string, string>();
	readonly older: DraftSchema;
	readonly newer: DraftSchema;

	constructor(older: DraftSchema, newer: DraftSchema) {
		this.older = older;
		this.newer = newer;
	}

	/** The function of the whole record. */
	root(): string {
		const scope = { older: "", newer: "", tools: "t." };
		const rules = this.objects(this.older.root, this.newer.root, scope);
		if (rules === undefined) return "() => ({\n\t// HOLE: no object that members can be taken from\n})";
		const usesTools = this.entries.some(({ verdict }) => verdict !== "copied" && verdict !== "absent");
		return `${usesTools ? "(t)" : "()"} => ${rules}`;
	}

	helper(name: string, value: string, count = 1): string {
		const own = count === 1 ? name : `${name}${count}`;
		const other = this.helpers.get(own);
		if (other !== undefined && other !== value) return this.helper(name, value, count + 1);
		this.helpers.set(own, value);
		return own;
	}

	call(scope: DraftScope, tool: string, ...args: readonly string[]): string {
		return `${scope.tools}${tool}(${args.join(", ")})`;
	}

	objects(older: NodeIndex, newer: NodeIndex, scope: DraftScope): string | undefined {
		const [a, ...otherA] = this.older.objectsAt(older);
		const [b, ...otherB] = this.newer.objectsAt(newer);
		if (a === undefined || b === undefined) return undefined;
		if (otherA.length === 0 && otherB.length === 0) return `({${block(this.level(a, b, scope))}})`;
		return unionRules(this, [a, ...otherA], [b, ...otherB], scope);
	}

	level(
		a: DraftAlternative,
		b: DraftAlternative,
		scope: DraftScope,
		given: readonly string[] = [],
	): string[] {
		const only = (one: DraftAlternative, other: DraftAlternative) =>
			[...one.members.keys()].filter((name) => !other.members.has(name) && !given.includes(name));
		const gone = { schema: this.older, object: a, names: only(a, b) };
		const fresh = { schema: this.newer, object: b, names: only(b, a) };
		const context = { older: a, gone: gone.names, pairs: memberPairs(gone, fresh), scope };
		const lines = [...b.members].flatMap(([name, node]) => {
			if (given.includes(name)) return [];
			const member = { name, node, isRequired: b.required.has(name) };
			const older = a.members.get(name);
			if (older === undefined) return freshLines(this, member, context);
			return this.#namesakeLines(member, { node: older, isRequired: a.required.has(name) }, scope);
		});
		return [...lines, ...droppedLines(this, membersIn(gone), scope)];
	}

	/** A member that both versions have. */
	#namesakeLines(member: NewerMember, older: Omit<NewerMember, "name">, scope: DraftScope): string[] {
		const { name, node, isRequired } = member;
		const pointer = `/${escapeToken(name)}`;
		const place = { from: scope.older + pointer, at: scope.newer + pointer };
		if (this.older.typeText(older.node) === this.newer.typeText(node) && older.isRequired === isRequired) {
			return this.#copiedLines(member, older.node, place, scope);
		}
		const inner = { ...scope, older: place.from, newer: place.at };
		const mayBeMissing = older.isRequired && !isRequired;
		const rule = mayBeMissing ? undefined : changedRule(this, pointer, [older.node, node], inner);
		return ruleLines(this, member, rule, place);
	}

	/** A member of the same type; a number may be of another unit, where something else is said of it. */
	#copiedLines(
		member: NewerMember,
		older: NodeIndex,
		place: { readonly from: Pointer; readonly at: Pointer },
		scope: DraftScope,
	): string[] {
		const said = [
			this.older.annotation(older, "description"),
			this.newer.annotation(member.node, "description"),
		];
		if (said[0] === said[1] || !this.older.typeText(older).includes("number")) {
			this.entries.push({ ...place, verdict: "copied" });
			return [];
		}
		const rule = timeRule(this, `/${escapeToken(member.name)}`, [older, member.node], scope);
		if (rule !== undefined) return ruleLines(this, member, rule, place);
		this.entries.push({ ...place, verdict: "guess" });
		return [
			comment(`guess: ${member.name} is copied; what is said of it has changed: is its unit the same?`),
		];
	}
}
