import { Ajv2020 } from "ajv/dist/2020.js";
import type { Conjunction } from "./alternative.js";
import { type Documents, uriOf } from "./subschema.js";

/** Whether an instance satisfies all of the subschemas. */
export type Validity = (conjunction: Conjunction) => (instance: unknown) => boolean;

/** Judges by ajv, for the few places where construction alone does not make an instance valid. */
export function validityOf(documents: Documents): Validity {
	const ajv = new Ajv2020({ strict: false, ownProperties: true });
	for (const [uri, schema] of documents) {
		ajv.addSchema(typeof schema === "boolean" ? schema : { ...schema, $id: uri }, uri);
	}
	return (conjunction) => {
		const judges = conjunction.map((subschema) => ajv.compile({ $ref: uriOf(subschema) }));
		return (instance) => judges.every((judge) => judge(instance));
	};
}
