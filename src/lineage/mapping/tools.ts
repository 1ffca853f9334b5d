import type { Pointer } from "../../json/index.js";
import { type AnyCodec, type Codec, codec } from "./codecs/index.js";
import { type LevelSource, type RuleNode, Spread, Variants } from "./node.js";
import type { At, Places } from "./places.js";
import type { Rule } from "./rule.js";
import type { LevelSpec, Lost, Makes, Spec } from "./spec.js";

type Item<L> = NonNullable<L> extends readonly (infer I)[] ? I : never;
type Absent<V> = Extract<V, null | undefined>;
type Named<N extends string, V> = { readonly [K in N]: V };
type Tag = string | number | boolean;
type Tags<A, K extends string> = A extends Named<K, infer V> ? `${V & Tag}` : never;
type Tagged<A, K extends string, V> =
	A extends Named<K, infer W> ? (V extends `${W & Tag}` ? A : never) : never;
type Names<A> = A extends unknown ? Extract<keyof A, string> : never;
type Having<A, N extends string> = Extract<A, Named<N, unknown>>;
/** A line in the compiler's message where a variant has none of the members. */
type Uncovered<A, N extends string> = [Exclude<A, { [K in N]: Named<K, unknown> }[N]>] extends [never]
	? unknown
	: { readonly "a case for the variant that has none of these members": never };
type Values<A, Ps> = { readonly [K in keyof Ps]: At<A, Ps[K] & string> };

/**
 * What a level of a mapping is written with. `Older` is its older record, `Outer` that of the level around it. The
 * last type parameter of each rule is the member's name, which inference finds.
 */
export interface Tools<Older, Outer = unknown> {
	/** The value that stands there. */
	from<const P extends Places<Older>, N = never>(pointer: P): Rule<Older, At<Older, P>, At<Older, P>, N>;
	/** The same, by a codec; where nothing stands, nothing is made. */
	from<const P extends Places<Older>, B, N = never>(
		pointer: P,
		codec: Codec<Exclude<At<Older, P>, undefined>, B>,
	): Rule<Older, B | Extract<At<Older, P>, undefined>, B | Extract<At<Older, P>, undefined>, N>;
	/** The same, by two functions; undefined is what they are given, and give, for what isn't there. */
	from<const P extends Places<Older>, B, N = never>(
		pointer: P,
		up: (older: At<Older, P>) => B,
		down: (newer: NoInfer<B>) => At<Older, P>,
	): Rule<Older, B, B, N>;
	/** The same value in every record; on the way back another one is residue. */
	constant<const V extends Tag | null, N = never>(value: V): Rule<Older, V, unknown, N>;
	/** Nothing: a member that only the newer version has, or one whose namesake is not to be copied. */
	absent<N = never>(): Rule<Older, undefined, unknown, N>;
	/** What a function makes of the older record; on the way back another value is residue. */
	derive<B, N = never>(make: (older: Older, outer: Outer) => B): Rule<Older, B, unknown, N>;
	/** The same, of the values at some places, so that it can be seen what it depends on. */
	derive<const Ps extends readonly Places<Older>[], B, N = never>(
		pointers: Ps,
		make: (values: Values<Older, Ps>, outer: Outer) => B,
	): Rule<Older, B, unknown, N>;
	/** Many members from one place: spread it into the level. */
	split<const P extends Places<Older>, M extends object>(
		pointer: P,
		up: (older: At<Older, P>) => M,
		down: (newer: NoInfer<M>) => At<Older, P>,
	): { readonly [K in keyof M]: Rule<Older, M[K]> };
	/** One member from many places; `lossy` says that the way back is meant not to give all of them back. */
	join<const Ps extends { readonly [name: string]: Places<Older> }, B, N = never>(
		pointers: Ps,
		up: (older: Values<Older, Ps>) => B,
		down: (newer: NoInfer<B>) => Values<Older, Ps>,
		options?: { readonly lossy?: boolean },
	): Rule<Older, B, B, N>;
	/**
	 * An array, element by element. `identity` is the pointer to what tells its elements apart, "/id" unless given; by
	 * `orEmpty` an array that is missing or null becomes an empty one, and which of them it was is residue.
	 */
	each<const P extends Places<Older>, B, N = never>(
		pointer: P,
		level: (tools: Tools<Item<At<Older, P>>, Older>) => NoInfer<LevelSpec<Item<At<Older, P>>, B>>,
		options: { readonly identity?: Places<Item<At<Older, P>>>; readonly orEmpty: true },
	): Rule<Older, B[], readonly B[], N>;
	each<const P extends Places<Older>, B, N = never>(
		pointer: P,
		level: (tools: Tools<Item<At<Older, P>>, Older>) => NoInfer<LevelSpec<Item<At<Older, P>>, B>>,
		options?: { readonly identity?: Places<Item<At<Older, P>>> },
	): Rule<Older, B[] | Absent<At<Older, P>>, readonly B[] | Absent<At<Older, P>>, N>;
	/** An object at another place, by rules of its own; null stays null. */
	within<const P extends Places<Older>, B, N = never>(
		pointer: P,
		level: (
			tools: Tools<NonNullable<At<Older, P>>, Older>,
		) => NoInfer<LevelSpec<NonNullable<At<Older, P>>, NonNullable<B>>>,
	): Rule<Older, B | Absent<At<Older, P>>, B, N>;
	/** A new object, of members of this record. */
	object<B, N = never>(rules: NoInfer<LevelSpec<Older, NonNullable<B>>>): Rule<Older, NonNullable<B>, B, N>;
	/** Rules for each variant of a union: by the value of a tag, or by members of which each variant has one. */
	oneOf<const K extends Names<Older> | readonly Names<Older>[], B>(
		by: K,
		cases: K extends string
			? {
					readonly [V in Tags<Older, K>]: (
						tools: Tools<Tagged<Older, K, V>, Outer>,
					) => NoInfer<LevelSpec<Tagged<Older, K, V>, B>>;
				}
			: K extends readonly string[]
				? {
						readonly [N in K[number]]: (
							tools: Tools<Having<Older, N>, Outer>,
						) => NoInfer<LevelSpec<Having<Older, N>, B>>;
					} & Uncovered<Older, K[number]>
				: never,
	): LevelSpec<Older, B> & Makes<B>;
	/** The rules as they are: for a function of your own that several mappings use. */
	to<B>(rules: Spec<Older, NoInfer<B>>): Spec<Older, B>;
	/** What the way back puts where no rule does, in a record that has no residue: spread it into the level. */
	lost(values: { readonly [P in Places<Older>]?: At<Older, P> }): Lost;
	/** What has no place in the newer version, where that is meant: `check` lists it as no loss. Spread it, too. */
	dropped(...pointers: readonly Places<Older>[]): Lost;
}

/** The tools of every level: all of them only say what is meant. */
export const TOOLS: { readonly [K in keyof Tools<never>]: (...args: never[]) => object } = {
	from(pointer: Pointer, up?: AnyCodec | ((value: unknown) => unknown), down?: (value: unknown) => unknown) {
		if (typeof up !== "function") return rule({ rule: "from", pointer, ...(up && { codec: up }) });
		return rule({ rule: "from", pointer, codec: codec(up, down ?? up), takesAbsence: true });
	},
	constant: (value: Tag | null) => rule({ rule: "constant", value }),
	absent: () => rule({ rule: "absent" }),
	derive: (first: Make | readonly Pointer[], make?: Make) =>
		typeof first === "function"
			? rule({ rule: "derive", make: first })
			: rule({ rule: "derive", pointers: first, make: make as Make }),
	split: (pointer: Pointer, up: Convert, down: Convert) =>
		new Spread({ split: { pointer, codec: codec(up, down) } }).object,
	join: (
		pointers: Readonly<Record<string, Pointer>>,
		up: Convert,
		down: Convert,
		options?: { readonly lossy?: boolean },
	) => rule({ rule: "join", pointers, codec: codec(up, down, options) }),
	each: (
		pointer: Pointer,
		level: LevelSource,
		options: { readonly identity?: Pointer; readonly orEmpty?: boolean } = {},
	) => rule({ rule: "each", pointer, level, ...options }),
	within: (pointer: Pointer, level: LevelSource) => rule({ rule: "within", pointer, level }),
	object: (rules: object) => rule({ rule: "object", level: () => rules }),
	oneOf: (by: string | readonly string[], cases: Readonly<Record<string, LevelSource>>) =>
		new Variants({ by, cases: new Map(Object.entries(cases)) }),
	to: (rules: object) => rules,
	lost: (values: Readonly<Record<Pointer, unknown>>) => new Spread({ lost: values }).object,
	dropped: (...pointers: readonly Pointer[]) => new Spread({ dropped: pointers }).object,
};

type Convert = (value: unknown) => unknown;
type Make = (from: unknown, outer: unknown) => unknown;

function rule(node: RuleNode): { readonly node: RuleNode } {
	return { node };
}
