import type { RuleNode } from "./node.js";

declare const older: unique symbol;
declare const up: unique symbol;
declare const down: unique symbol;
declare const member: unique symbol;
declare const declared: unique symbol;

/**
 * Where one member of the newer version comes from. `Up` is what the rule makes, `Down` what its way back takes: a
 * rule that goes both ways makes and takes the same. `Member` is the member's name, where it is known.
 */
export interface Rule<in Older, out Up, in Down = Up, out Member = never> {
	readonly node: RuleNode;
	readonly [older]: (value: Older) => void;
	readonly [up]: Up;
	readonly [down]: (value: Down) => void;
	readonly [member]: Member;
	readonly [declared]: [Member] extends [string] ? true : false;
}

/**
 * What a rule for no member of the newer version is compared with. Inference finds `unknown` for the member's name
 * here, and then the rule doesn't fit.
 */
export interface NoSuchMember {
	readonly [member]: unknown;
	readonly [declared]: true;
}
