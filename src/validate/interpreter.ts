import { escapeToken, type Json, type Pointer } from "../json/index.js";
import type { Node, NodeIndex } from "../schema/index.js";
import {
	type Check,
	type Evaluated,
	type FormatChecks,
	keywordLocation,
	type Visit,
} from "./keywords/check.js";
import { Checks } from "./keywords/checks-of.js";
import { meantOf } from "./meant.js";
import type { Mismatch } from "./mismatch.js";
import { typeOf } from "./type.js";
import { Undecidable } from "./undecidable.js";

/** How an interpreter works. */
export interface InterpreterOptions {
	/** Formats assert by these checks, and one that is not among them is undecidable; by default formats say nothing. */
	readonly formats?: FormatChecks | undefined;
	/**
	 * Called for every 256 schemas that are looked at, of which one with many members counts as several, so that a
	 * caller can bound the work by throwing.
	 */
	readonly onWork?: () => void;
}

// Instances and references nested deeper than this are undecidable, whatever room the engine's stack has; less deep ones
// are, too, where the stack ends before.
const MAX_DEPTH = 1_000;
const LOOKS = 256;
// So many members of a schema take as long as a look at a small one.
const MANY_MEMBERS = 64;
// From so many visits on, verdicts are remembered: schemas that lead to themselves by several ways would otherwise
// make work that doubles with each level of the instance.
const MANY_VISITS = 20_000;

/**
 * Says whether instances meet the nodes of a graph, exactly as the specification of their dialect does, without making
 * code. Throws Undecidable where that is not known.
 */
export class Interpreter {
	readonly #node: (index: NodeIndex) => Node;
	readonly #options: InterpreterOptions;
	readonly #checks: (Checks | undefined)[] = [];
	#visits = 0;
	#looks = 0;
	#depth = 0;
	#verdicts = new Map<object, Map<NodeIndex, boolean>>();

	constructor(node: (index: NodeIndex) => Node, options: InterpreterOptions = {}) {
		this.#node = node;
		this.#options = options;
	}

	/** Whether the instance meets the node. */
	is(index: NodeIndex, instance: Json): boolean {
		return this.#begin(index, instance, undefined);
	}

	/** Why the instance does not meet the node; an empty list if it does. */
	explain(index: NodeIndex, instance: Json): Mismatch[] {
		if (this.is(index, instance)) return [];
		const told = new Telling("", []);
		this.#begin(index, instance, told);
		return told.mismatches;
	}

	#begin(index: NodeIndex, instance: Json, told: Telling | undefined): boolean {
		this.#visits = 0;
		this.#depth = 0;
		if (this.#verdicts.size > 0) this.#verdicts = new Map();
		try {
			return this.#valid(index, instance, told, undefined);
		} catch (error) {
			throw error instanceof RangeError && error.message.includes("call stack")
				? new Undecidable("depth")
				: error;
		}
	}

	#valid(index: NodeIndex, instance: Json, told: Telling | undefined, outer: Evaluated | undefined): boolean {
		this.#visits++;
		this.#work(1);
		const node = this.#node(index);
		if (node.never) return told?.never(node) ?? false;
		if (told !== undefined || outer !== undefined || typeof instance !== "object" || instance === null) {
			return this.#look(index, node, instance, told, outer);
		}
		if (this.#visits < MANY_VISITS) return this.#look(index, node, instance, told, outer);
		const verdicts = this.#verdicts.get(instance) ?? new Map<NodeIndex, boolean>();
		this.#verdicts.set(instance, verdicts);
		const verdict = verdicts.get(index) ?? this.#look(index, node, instance, told, outer);
		verdicts.set(index, verdict);
		return verdict;
	}

	#work(looks: number): void {
		this.#looks += looks;
		for (; this.#looks >= LOOKS; this.#looks -= LOOKS) this.#options.onWork?.();
	}

	#look(
		index: NodeIndex,
		node: Node,
		instance: Json,
		told: Telling | undefined,
		outer: Evaluated | undefined,
	): boolean {
		this.#checks[index] ??= new Checks(node, this.#options.formats);
		const checks = this.#checks[index].of(typeOf(instance));
		if (checks.length === 0) return true;
		this.#work(Math.floor(this.#checks[index].width / MANY_MEMBERS));
		if (this.#depth >= MAX_DEPTH) throw new Undecidable("depth");
		this.#depth++;
		const asks = node.unevaluatedProperties !== undefined || node.unevaluatedItems !== undefined;
		const evaluated: Evaluated | undefined = asks || outer !== undefined ? new Set() : undefined;
		const hold = this.#holdAll(checks, node, instance, told, evaluated);
		this.#depth--;
		if (hold && outer !== undefined && evaluated !== undefined) for (const at of evaluated) outer.add(at);
		return hold;
	}

	#holdAll(
		checks: readonly Check<never>[],
		node: Node,
		instance: Json,
		told: Telling | undefined,
		evaluated: Evaluated | undefined,
	): boolean {
		const visit = this.#visit(node, told, evaluated);
		let hold = true;
		for (const { keyword, holds, message } of checks) {
			// What a schema that failed would have looked at is not known.
			if (!hold && keyword.startsWith("unevaluated")) break;
			// The checks were made for the instance's type.
			if (holds(instance as never, visit)) continue;
			if (told === undefined) return false;
			hold = false;
			if (message !== undefined) told.tell(node, keyword, message());
			// What is of a wrong type needs no further reasons.
			if (keyword === "type") break;
		}
		return hold;
	}

	#visit(node: Node, told: Telling | undefined, evaluated: Evaluated | undefined): Visit {
		return {
			evaluated,
			explains: told !== undefined,
			below: (keyword, schema, child, token) =>
				this.#valid(schema, child, told?.below(node, keyword, token), undefined),
			triesBelow: (schema, child) => this.#valid(schema, child, undefined, undefined),
			here: (schema, instance) => this.#valid(schema, instance, told, evaluated),
			tries: (schema, instance) => this.#valid(schema, instance, undefined, evaluated),
			probes: (schema, instance) => this.#valid(schema, instance, undefined, undefined),
			meant: (schemas, instance) => meantOf(this.#node, schemas, instance),
			tell: (keyword, message, token) => {
				const at = token === undefined ? told : told?.below(node, keyword, token);
				at?.tell(node, keyword, message);
			},
		};
	}
}

/** The mismatches of an instance, and the place in it that is being looked at. */
class Telling {
	readonly mismatches: Mismatch[];
	readonly #at: Pointer;
	readonly #keyword: string | undefined;
	readonly #by: Node | undefined;

	constructor(at: Pointer, mismatches: Mismatch[], by?: Node, keyword?: string) {
		this.mismatches = mismatches;
		this.#at = at;
		this.#by = by;
		this.#keyword = keyword;
	}

	below(by: Node, keyword: string, token: string | number): Telling {
		return new Telling(`${this.#at}/${escapeToken(String(token))}`, this.mismatches, by, keyword);
	}

	tell(node: Node, keyword: string, message: string): void {
		const location = keywordLocation(node, keyword);
		this.mismatches.push({ instanceLocation: this.#at, keywordLocation: location, keyword, message });
	}

	/** Nothing is allowed here; the keyword that says so is the one that led here. */
	never(node: Node): false {
		const keyword = this.#keyword ?? "false";
		const isUndeclared = keyword === "additionalProperties" || keyword === "unevaluatedProperties";
		const message = isUndeclared ? "is not declared by the schema" : "must not be there";
		if (this.#by !== undefined) this.tell(this.#by, keyword, message);
		else
			this.mismatches.push({
				instanceLocation: this.#at,
				keywordLocation: node.place.keywordLocation,
				keyword,
				message,
			});
		return false;
	}
}
