import type { Node } from "../../schema/index.js";
import { isMultiple } from "../decimal.js";
import { intervalOf, isOfNumbers } from "../number-formats.js";
import { Undecidable } from "../undecidable.js";
import type { Check, SchemaParts } from "./check.js";

type Holds = (value: number, bound: number) => boolean;

// Doubles compare as the decimals that JSON writes for them do.
const BOUNDS: readonly (readonly [keyof Node & Bound, Holds, string])[] = [
	["minimum", (value, bound) => value >= bound, "must be >="],
	["exclusiveMinimum", (value, bound) => value > bound, "must be >"],
	["maximum", (value, bound) => value <= bound, "must be <="],
	["exclusiveMaximum", (value, bound) => value < bound, "must be <"],
	["multipleOf", isMultiple, "must be a multiple of"],
];

type Bound = "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" | "multipleOf";

/** The keywords of a schema that are about numbers. */
export function* numberChecks({ node, formats }: SchemaParts): Generator<Check<number>> {
	yield* boundChecks(node);
	const { format } = node;
	if (formats === undefined || format === undefined || !isOfNumbers(formats, format)) return;
	const interval = intervalOf(format);
	const bounds = interval && [...boundChecks(interval), ...(interval.integer ? [INTEGER] : [])];
	yield {
		keyword: "format",
		holds: (value, visit) => {
			if (bounds === undefined) throw new Undecidable(`format ${format}`);
			return bounds.every(({ holds }) => holds(value, visit));
		},
		message: () => `must be of the format ${JSON.stringify(format)}`,
	};
}

const INTEGER: Check<number> = { keyword: "type", holds: (value) => isMultiple(value, 1) };

function* boundChecks(node: Pick<Node, Bound>): Generator<Check<number>> {
	for (const [keyword, holds, says] of BOUNDS) {
		const bound = node[keyword];
		if (bound === undefined) continue;
		yield { keyword, holds: (value) => holds(value, bound), message: () => `${says} ${bound}` };
	}
}
