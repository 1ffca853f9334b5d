import type { Json } from "../json/index.js";
import type { SchemaInput } from "./prepare.js";
import { type Assumptions, type Options, Question } from "./question.js";

/** Whether the reader accepts every instance of the writer. */
export type Comparison =
	| { readonly verdict: "compatible"; readonly assumptions: Assumptions }
	/** The witness is an instance that the writer allows and the reader refuses; ajv has confirmed both. */
	| { readonly verdict: "incompatible"; readonly witness: Json; readonly assumptions: Assumptions }
	/** The reason names the keyword, or the budget, that stood in the way. */
	| { readonly verdict: "unknown"; readonly reason: string; readonly assumptions: Assumptions };

/**
 * Compares two schemas: compatible means proved, incompatible comes with a confirmed witness, and everything else
 * is unknown. Throws a SchemaError if one of the schemas is refused.
 */
export function compare(writer: SchemaInput, reader: SchemaInput, options: Options = {}): Comparison {
	const question = new Question([writer, reader], options);
	const { assumptions } = question;
	const outcome = question.instance([true, false]);
	if (outcome.kind === "empty") return { verdict: "compatible", assumptions };
	if (outcome.kind === "value") return { verdict: "incompatible", witness: outcome.value, assumptions };
	return { verdict: "unknown", reason: outcome.reason, assumptions };
}
