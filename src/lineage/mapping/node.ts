import type { Pointer } from "../../json/index.js";
import type { AnyCodec } from "./codecs/index.js";

/** What a rule is when it runs. */
export type RuleNode =
	| {
			readonly rule: "from";
			readonly pointer: Pointer;
			readonly codec?: AnyCodec;
			readonly takesAbsence?: boolean;
	  }
	| { readonly rule: "constant"; readonly value: string | number | boolean | null }
	| { readonly rule: "absent" }
	| { readonly rule: "derive"; readonly pointers?: readonly Pointer[]; readonly make: Make }
	| { readonly rule: "join"; readonly pointers: Readonly<Record<string, Pointer>>; readonly codec: AnyCodec }
	| {
			readonly rule: "each";
			readonly pointer: Pointer;
			readonly level: LevelSource;
			readonly identity?: Pointer;
			readonly orEmpty?: boolean;
	  }
	| { readonly rule: "within"; readonly pointer: Pointer; readonly level: LevelSource }
	| { readonly rule: "object"; readonly level: LevelSource };

/** Many members from one place; which ones only its function knows. */
export interface Split {
	readonly pointer: Pointer;
	readonly codec: AnyCodec;
}

type Make = (from: unknown, outer: unknown) => unknown;

/** What the caller wrote for a level: read once, when the mapping is made. */
export type LevelSource = (tools: never) => object;

/** What spreads into a level beside the members' rules, each under a symbol of its own. */
export class Spread {
	readonly what:
		| { readonly split: Split }
		| { readonly lost: Readonly<Record<Pointer, unknown>> }
		| { readonly dropped: readonly Pointer[] };

	constructor(what: Spread["what"]) {
		this.what = what;
	}

	/** As an object to be spread. */
	get object(): object {
		return { [Symbol("spread")]: this };
	}
}

/** A level, read: rules for members, or for each variant of a union its own. */
export type LevelNode = ObjectLevel | UnionLevel;

/** The rules of an object: a node for each member that has one. */
export interface ObjectLevel {
	readonly members: ReadonlyMap<string, RuleNode>;
	readonly splits: readonly Split[];
	/** By pointer: what the way back puts where no rule does. */
	readonly lost: ReadonlyMap<Pointer, unknown>;
	/** What has no place in the newer version, and that is meant. */
	readonly dropped: readonly Pointer[];
}

/** The rules of a tagged union: a level for each variant. */
export interface UnionLevel {
	/** The member whose value tells the variants apart, or the members each of which only one of them has. */
	readonly by: string | readonly string[];
	readonly cases: ReadonlyMap<string, LevelSource>;
}

/** What `oneOf` returns in place of rules. */
export class Variants {
	readonly level: UnionLevel;

	constructor(level: UnionLevel) {
		this.level = level;
	}
}

/** Whether a level has variants. */
export function isUnion(level: LevelNode): level is UnionLevel {
	return "cases" in level;
}

/** The pointers that a rule takes, so that no other may; what `derive` reads it doesn't take. */
export function takenBy(node: RuleNode): readonly Pointer[] {
	switch (node.rule) {
		case "from":
		case "each":
		case "within":
			return [node.pointer];
		case "join":
			return Object.values(node.pointers);
		default:
			return [];
	}
}
