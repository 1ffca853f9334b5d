import type { Json } from "../json/index.js";
import type { Outcome } from "./engine/outcome.js";
import type { SchemaInput } from "./prepare.js";
import { type Assumptions, type Options, Question } from "./question.js";

/** Whether two schemas share an instance; where they do, one is shown, with what ajv has against it. */
export type Intersection =
	| {
			readonly intersects: true;
			readonly witness: Json;
			readonly objection?: string;
			readonly assumptions: Assumptions;
	  }
	| { readonly intersects: false; readonly assumptions: Assumptions }
	| { readonly intersects: "unknown"; readonly reason: string; readonly assumptions: Assumptions };

/** Whether a schema has no instance; where it has one, it is shown, with what ajv has against it. */
export type Emptiness =
	| { readonly empty: true; readonly assumptions: Assumptions }
	| {
			readonly empty: false;
			readonly witness: Json;
			readonly objection?: string;
			readonly assumptions: Assumptions;
	  }
	| { readonly empty: "unknown"; readonly reason: string; readonly assumptions: Assumptions };

/** Whether some instance is valid by both schemas; throws a SchemaError if one of them is refused. */
export function intersects(a: SchemaInput, b: SchemaInput, options: Options = {}): Intersection {
	const question = new Question([a, b], options);
	const { assumptions } = question;
	const outcome = question.instance([true, true]);
	if (outcome.kind === "empty") return { intersects: false, assumptions };
	if (outcome.kind === "value") return { intersects: true, ...shown(outcome), assumptions };
	return { intersects: "unknown", reason: outcome.reason, assumptions };
}

/** Whether no instance at all is valid by the schema; throws a SchemaError if it is refused. */
export function isEmpty(schema: SchemaInput, options: Options = {}): Emptiness {
	const question = new Question([schema], options);
	const { assumptions } = question;
	const outcome = question.instance([true]);
	if (outcome.kind === "empty") return { empty: true, assumptions };
	if (outcome.kind === "value") return { empty: false, ...shown(outcome), assumptions };
	return { empty: "unknown", reason: outcome.reason, assumptions };
}

function shown({ value, objection }: Outcome & { kind: "value" }): { witness: Json; objection?: string } {
	return { witness: value, ...(objection && { objection }) };
}
