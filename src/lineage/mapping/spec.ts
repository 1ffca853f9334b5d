import type { Known } from "./places.js";
import type { NoSuchMember, Rule } from "./rule.js";

declare const made: unique symbol;
declare const lost: unique symbol;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Required<O> = { [K in Known<O>]-?: Empty extends Pick<O, K> ? never : K }[Known<O>];
type Empty = Record<never, never>;

/** The members that need no rule: of the same name and the identical type in both. */
type Copied<A, B> = {
	[K in Known<B>]: K extends Known<A>
		? Same<A[K & keyof A], B[K & keyof B]> extends true
			? K
			: never
		: never;
}[Known<B>];

/** The members that need one: required, or namesakes of another type, which the way back might not fit. */
type Ruled<A, B> = Exclude<Required<B> | Extract<Known<A>, Known<B>>, Copied<A, B>> & keyof B;

/** What is said of older members that no rule takes: it spreads into a level. */
export interface Lost {
	readonly [lost]?: true;
}

/** Which type the rules of a level make, so that inference finds it. */
export interface Makes<in out B> {
	readonly [made]?: (value: B) => B;
}

/** A rule for each member of the newer version that isn't the older one's as it stands. */
export type Spec<A, B, All = B> = {
	readonly [K in Ruled<A, B>]: Rule<A, B[K], B[K], K>;
} & {
	readonly [K in Exclude<Known<B> & keyof B, Ruled<A, B>>]?: Rule<A, B[K], B[K], K>;
} & ([All] extends [B] ? { readonly [name: string]: NoSuchMember } : unknown) &
	Makes<All>;

/** What a level of a mapping is: rules for the members, of each variant of a union its own. */
export type LevelSpec<A, B, All = B> = B extends unknown ? Spec<A, B, All> : never;
