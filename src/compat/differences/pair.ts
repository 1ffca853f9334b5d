import type { Node, SchemaPlace } from "../../schema/index.js";
import type { Literal } from "../engine/pool.js";
import type { Answer, Inquiry } from "./inquiry.js";
import type { Narrowing } from "./rules.js";
import type { Hold, Path } from "./view/path.js";
import type { View } from "./view/view.js";

/** What both documents say of the values at one place. */
export interface Pair {
	/** Of the document that may allow more. */
	readonly wide: View;
	/** Of the document that may refuse some of that. */
	readonly narrow: View;
	readonly at: Path;
	/** What else is known of the values in question. */
	readonly given: readonly Literal[];
	/** Schemas of the wider side of whose alternatives one has been taken. */
	readonly taken: ReadonlySet<Node>;
}

/** Something that the narrower side refuses and the wider allows, told from the narrower side. */
export interface UnmetDemand {
	readonly rule: Narrowing;
	readonly wide: SchemaPlace;
	readonly narrow: SchemaPlace;
	/** The place in instances, as it begins a sentence. */
	readonly at: string;
	/** Whether some instance is known to tell the difference. */
	readonly sure: boolean;
	/** What the keyword holds on either side, or what it is about. */
	readonly before?: string | undefined;
	readonly after?: string | undefined;
	readonly what?: string | undefined;
}

/** What a finding says beside the pair that it is found at. */
export type Said = Pick<UnmetDemand, "before" | "after" | "what">;

/** Something that the narrower side asks, apart from all else that it asks. */
export interface Demand {
	readonly literal: Literal;
	/** Holds for the demands on the value itself: what comes after is asked of values that meet them. */
	readonly isPlain?: true;
	/** The one property that it is about, and what its value must meet. */
	readonly property?: readonly [name: string, literal: Literal];
	/** Further demands that the values in question meet. */
	readonly given?: readonly Literal[];
	/** Whether the side has something to compare the demand with; where it has not, its alternatives may. */
	compares?(wide: View): boolean;
	/** Says why values of the wider side do not meet the demand; false if it has nothing to say. */
	explain(pair: Pair, sure: boolean): boolean;
}

/** The walk along both documents that finds what the narrower one refuses. */
export interface Walk {
	readonly inquiry: Inquiry;
	/** Whether some value of the wider side, as given, does not meet the literal. */
	violated(pair: Pair, literal: Literal): Answer;
	/** Reports a finding. */
	report(
		pair: Pair,
		rule: Narrowing,
		wide: SchemaPlace,
		narrow: SchemaPlace,
		sure: boolean,
		said?: Said,
	): true;
	/** Explains what the narrower side refuses at the place; false if that is nothing. */
	visit(pair: Pair): boolean;
	/** The same one step further down. */
	descend(pair: Pair, token: string, hold: Hold, wide: View, narrow: View): boolean;
}

/** The demands of one kind of keywords; it may want to know which demands of earlier kinds are violated. */
export type DemandFamily = (walk: Walk, pair: Pair, violated: readonly Literal[]) => Iterable<Demand>;
