import type { Json } from "../json/index.js";
import { isEmpty } from "./exists.js";
import type { SchemaInput } from "./prepare.js";
import { type Assumptions, type Options, Question } from "./question.js";

/** Whether the reader accepts every instance of the writer. */
export type Comparison =
	| { readonly verdict: "compatible"; readonly assumptions: Assumptions }
	/**
	 * The witness is an instance that the writer allows and the reader refuses. The objection says where ajv, the
	 * second judge, differs, or why it could not judge.
	 */
	| {
			readonly verdict: "incompatible";
			readonly witness: Json;
			readonly objection?: string;
			readonly assumptions: Assumptions;
	  }
	/** The reason names the keyword, or the budget, that stood in the way. */
	| { readonly verdict: "unknown"; readonly reason: string; readonly assumptions: Assumptions };

/**
 * Compares two schemas: compatible means proved, incompatible comes with a confirmed witness, and everything else
 * is unknown. Throws a SchemaError if one of the schemas is refused.
 */
export function compare(writer: SchemaInput, reader: SchemaInput, options: Options = {}): Comparison {
	const question = new Question([writer, reader], options, 1);
	const { assumptions } = question;
	const outcome = question.instance([true, false]);
	if (outcome.kind === "empty") {
		const reason = vacuous(writer, options);
		return reason === undefined
			? { verdict: "compatible", assumptions }
			: { verdict: "unknown", reason, assumptions };
	}
	if (outcome.kind === "value") {
		const { value: witness, objection } = outcome;
		return { verdict: "incompatible", witness, ...(objection && { objection }), assumptions };
	}
	return { verdict: "unknown", reason: outcome.reason, assumptions };
}

/** An assumption under which the writer can write nothing at all proves nothing; then, why. */
function vacuous(writer: SchemaInput, options: Options): string | undefined {
	const { assume = [], ...strict } = options;
	if (assume.length === 0 || isEmpty(writer, options).empty !== true) return undefined;
	return isEmpty(writer, strict).empty === true
		? undefined
		: `${assume.join(", ")}: leaves the writer nothing to write`;
}
