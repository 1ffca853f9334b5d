import { escapeToken, type Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import type { DraftAlternative, DraftSchema } from "./alternatives.js";
import { freshLines } from "./fresh.js";
import { comment } from "./literal.js";
import { changedRule } from "./member.js";
import { type Member, memberPairs, membersIn } from "./pairing.js";
import {
	block,
	type DraftEntry,
	type DraftScope,
	type LevelWriter,
	type NewerMember,
	ruleLines,
} from "./rule.js";
import { unionRules } from "./union.js";

/** Writes the levels of a mapping, and keeps what it has found. */
export class Drafter implements LevelWriter {
	readonly entries: DraftEntry[] = [];
	readonly imports = new Set<string>();
	readonly older: DraftSchema;
	readonly newer: DraftSchema;
	readonly #tools = new Set<string>();

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

	call(scope: DraftScope, tool: string, ...args: readonly string[]): string {
		if (scope.tools === "") this.#tools.add(tool);
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
		return [...lines, ...this.#dropped(membersIn(gone), scope)];
	}

	/** A member that both versions have. */
	#namesakeLines(member: NewerMember, older: Omit<NewerMember, "name">, scope: DraftScope): string[] {
		const { name, node, isRequired } = member;
		const pointer = `/${escapeToken(name)}`;
		const place = { from: scope.older + pointer, at: scope.newer + pointer };
		if (this.older.typeText(older.node) === this.newer.typeText(node) && older.isRequired === isRequired) {
			const isDoubtful = this.#isOtherNumber(older.node, node);
			this.entries.push({ ...place, verdict: isDoubtful ? "guess" : "certain" });
			if (!isDoubtful) return [];
			return [comment(`guess: ${name} is copied; its description has changed, so its unit may have, too`)];
		}
		const inner = { ...scope, older: place.from, newer: place.at };
		const mayBeMissing = older.isRequired && !isRequired;
		const rule = mayBeMissing ? undefined : changedRule(this, pointer, [older.node, node], inner);
		return ruleLines(this, member, rule, place);
	}

	/** Whether a number of the same type may be of another unit: something else is said of it. */
	#isOtherNumber(older: NodeIndex, newer: NodeIndex): boolean {
		if (!this.older.typeText(older).includes("number")) return false;
		return this.older.annotation(older, "description") !== this.newer.annotation(newer, "description");
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
}
