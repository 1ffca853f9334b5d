import type { Json } from "../json/index.js";
import type { SchemaSource } from "../schema/index.js";
import { type Assumptions, type Options, Question } from "./question.js";

/** Whether there is an instance of a kind; where there is, one is shown that ajv has confirmed. */
export type Existence =
	| { readonly exists: true; readonly witness: Json; readonly assumptions: Assumptions }
	| { readonly exists: false; readonly assumptions: Assumptions }
	| { readonly exists: "unknown"; readonly reason: string; readonly assumptions: Assumptions };

/** Whether some instance is valid by both schemas; throws a SchemaError if one of them is refused. */
export function intersects(a: SchemaSource, b: SchemaSource, options: Options = {}): Existence {
	return existence([a, b], options);
}

/** Whether the schema has any instance; throws a SchemaError if it is refused. */
export function hasInstance(schema: SchemaSource, options: Options = {}): Existence {
	return existence([schema], options);
}

function existence(sources: readonly SchemaSource[], options: Options): Existence {
	const question = new Question(sources, options);
	const { assumptions } = question;
	const outcome = question.instance(sources.map(() => true));
	if (outcome.kind === "empty") return { exists: false, assumptions };
	if (outcome.kind === "value") return { exists: true, witness: outcome.value, assumptions };
	return { exists: "unknown", reason: outcome.reason, assumptions };
}
