import { LineageError } from "../error.js";
import { digestOfText, Identities } from "../residue/index.js";
import type { Place, Step } from "../step.js";
import type { SchemaObject } from "../version.js";
import { dataOf, type MappingData } from "./data.js";
import { Levels } from "./levels.js";
import type { LevelSource } from "./node.js";
import { Planner, type StepDirection, Telling } from "./plan/index.js";
import type { LevelSpec } from "./spec.js";
import { type StepConversion, type StepTraits, stepOf } from "./step-of.js";
import type { Tools } from "./tools.js";

/** What a mapping says of itself beside its rules. */
export interface MappingOptions {
	/** Whether every older instance is a newer one as it stands. */
	readonly widens?: boolean;
	/** Changes when what the rules compute does; a digest of rules and functions unless given. */
	readonly revision?: string;
	/** @internal Whether residues of format 1 are read. */
	readonly readsFormat1?: boolean;
	/** @internal Whether tests have shown that the rules make plain JSON and account for every leaf. */
	readonly isChecked?: boolean;
}

/**
 * A step that is declared: for each member of the newer version where it comes from. Members of the same name and the
 * identical type need no rule. A lineage runs it, bound to the schemas of both versions.
 *
 * @throws LineageError where two rules take one place, or a whole and its part.
 * @example
 * mapping<OrderV1, OrderV2>(({ from, constant }) => ({
 *   cents: from("/total", scaled(100, { decimals: 0 })),
 *   currency: constant("EUR"),
 * }))
 */
export function mapping<Older, Newer>(
	rules: (tools: Tools<Older>) => LevelSpec<Older, Newer>,
	options: MappingOptions = {},
): Mapping<Older, Newer> {
	return new Mapping(rules as LevelSource, options);
}

/** A declared step. */
export class Mapping<Older, Newer> implements Step<Older, Newer> {
	readonly widens: boolean;
	/** @internal A lineage binds it first. */
	readonly upgrade: (older: Older, account: Place) => Newer = unbound;
	/** @internal A lineage binds it first. */
	readonly downgrade: (newer: Newer, account: Place) => Older = unbound;
	readonly #rules: LevelSource;
	readonly #options: MappingOptions;
	readonly #levels = new Levels();

	/** @internal Use `mapping`. */
	constructor(rules: LevelSource, options: MappingOptions) {
		this.#rules = rules;
		this.#options = options;
		this.widens = options.widens === true;
		this.#levels.read(rules);
	}

	/**
	 * The step between versions of these schemas.
	 *
	 * @throws LineageError where the schemas don't bear the rules out.
	 */
	bind(older: SchemaObject, newer: SchemaObject): Step<Older, Newer> {
		const place = (root: SchemaObject) => [{ root, schema: root }];
		const { names } = new Identities(this.#levels.identities);
		const { plan } = new Planner(this.#levels, names).plan(this.#rules, place(older), place(newer));
		const functions = (direction: StepDirection): StepConversion => ({
			convert: plan[direction].run,
			tell: (account, given, made) => plan[direction].tell(new Telling(account), given, made),
		});
		return stepOf(functions("up"), functions("down"), this.traits, plan.leaving);
	}

	/** @internal What the step says of itself. */
	get traits(): StepTraits {
		const lossy = this.#levels.lossy(this.#rules);
		return {
			widens: this.widens,
			identities: this.#levels.identities,
			...(lossy.length > 0 && { lossy }),
			revision: this.#options.revision ?? digestOfText(this.#levels.text(this)),
			...(this.#options.readsFormat1 && { readsFormat1: true }),
			...(this.#options.isChecked && { makesJson: true, isComplete: true }),
		};
	}

	/** @internal The rules, as they were written and as they were read. */
	get source(): { readonly rules: LevelSource; readonly levels: Levels } {
		return { rules: this.#rules, levels: this.#levels };
	}

	/** The rules as data: pointers and named codecs as they are, functions of your own marked "opaque". */
	toJSON(): MappingData {
		return dataOf(this.#rules, this.#levels);
	}
}

function unbound(): never {
	throw new LineageError(
		"mapping-unbound",
		"a mapping runs in a lineage, or bound to two schemas: mapping.bind(older, newer)",
	);
}
