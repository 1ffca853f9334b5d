import type { Json } from "../../json/index.js";
import type { NodeIndex } from "../../schema/index.js";
import type { Check, Properties, SchemaParts, Visit } from "./check.js";

/** The keywords of a schema that apply others to the same instance, of whatever type. */
export function* combinedChecks({ node }: SchemaParts): Generator<Check<Json>> {
	for (const schema of node.allOf ?? []) {
		yield { keyword: "allOf", holds: (instance, visit) => visit.here(schema, instance) };
	}
	const { anyOf, oneOf, not } = node;
	if (anyOf !== undefined) yield anyOfCheck(anyOf);
	if (oneOf !== undefined) yield* oneOfChecks(oneOf);
	if (not !== undefined) {
		yield {
			keyword: "not",
			holds: (instance, visit) => !visit.probes(not, instance),
			message: () => "must not be what `not` describes",
		};
	}
	if (node.if !== undefined) yield ifCheck(node.if, node);
}

/** The keywords that apply others to the same object, by the properties that it has. */
export function* dependentChecks({ node }: SchemaParts): Generator<Check<Properties>> {
	for (const [name, schema] of node.dependentSchemas ?? []) {
		yield {
			keyword: "dependentSchemas",
			holds: (instance, visit) => !Object.hasOwn(instance, name) || visit.here(schema, instance),
		};
	}
}

function anyOfCheck(schemas: readonly NodeIndex[]): Check<Json> {
	return {
		keyword: "anyOf",
		holds: (instance, visit) => {
			let hold = false;
			for (const schema of schemas) {
				if (visit.tries(schema, instance)) hold = true;
				// Each alternative that holds evaluates something.
				if (hold && visit.evaluated === undefined) break;
			}
			if (!hold) explainMeant(schemas, instance, visit);
			return hold;
		},
		message: () => "must match at least one of the alternatives",
	};
}

function* oneOfChecks(schemas: readonly NodeIndex[]): Generator<Check<Json>> {
	yield {
		keyword: "oneOf",
		holds: (instance, visit) => {
			let found = 0;
			for (const schema of schemas) if (found < 2 && visit.tries(schema, instance)) found++;
			if (found === 0) explainMeant(schemas, instance, visit);
			return found === 1;
		},
		message: () => "must match exactly one of the alternatives",
	};
}

/** What is wrong with the instance as the alternative that its author can only have meant. */
function explainMeant(schemas: readonly NodeIndex[], instance: Json, visit: Visit): void {
	if (!visit.explains) return;
	const meant = visit.meant(schemas, instance);
	if (meant !== undefined) visit.here(meant, instance);
}

function ifCheck(condition: NodeIndex, node: SchemaParts["node"]): Check<Json> {
	return {
		keyword: "if",
		holds: (instance, visit) => {
			const next = visit.tries(condition, instance) ? node.then : node.else;
			return next === undefined || visit.here(next, instance);
		},
	};
}
