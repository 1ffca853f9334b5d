import type { NodeIndex } from "../../schema/index.js";
import { matches } from "../text.js";
import { Undecidable } from "../undecidable.js";
import type { Check, Properties, SchemaParts, Visit } from "./check.js";
import { counted } from "./phrases.js";

/** The keywords of a schema that are about objects. */
export function* objectChecks(schema: SchemaParts): Generator<Check<Properties>> {
	const { minProperties, maxProperties, opaque, propertyNames } = schema.node;
	if (opaque !== undefined) {
		yield {
			keyword: opaque,
			holds: () => {
				throw new Undecidable(opaque);
			},
		};
	}
	if (minProperties !== undefined) {
		yield {
			keyword: "minProperties",
			holds: (instance) => Object.keys(instance).length >= minProperties,
			message: () => `must have at least ${counted(minProperties, "property", "properties")}`,
		};
	}
	if (maxProperties !== undefined) {
		yield {
			keyword: "maxProperties",
			holds: (instance) => Object.keys(instance).length <= maxProperties,
			message: () => `must have at most ${counted(maxProperties, "property", "properties")}`,
		};
	}
	yield* requiredChecks(schema.node);
	if (propertyNames !== undefined) {
		yield { keyword: "propertyNames", holds: (instance, visit) => haveNames(instance, propertyNames, visit) };
	}
	yield* valueChecks(schema.node);
}

function* requiredChecks(node: SchemaParts["node"]): Generator<Check<Properties>> {
	const { required } = node;
	if (required !== undefined) {
		yield {
			keyword: "required",
			holds: (instance, visit) => {
				let hold = true;
				for (const name of required) {
					if (Object.hasOwn(instance, name)) continue;
					hold = false;
					if (!visit.explains) break;
					visit.tell("required", `must have required property ${JSON.stringify(name)}`);
				}
				return hold;
			},
		};
	}
	for (const [name, others] of node.dependentRequired ?? []) {
		yield {
			keyword: "dependentRequired",
			holds: (instance) =>
				!Object.hasOwn(instance, name) || others.every((other) => Object.hasOwn(instance, other)),
			message: () => {
				const wanted = others.map((other) => JSON.stringify(other)).join(", ");
				return `must have ${wanted} where it has ${JSON.stringify(name)}`;
			},
		};
	}
}

function haveNames(instance: Properties, schema: NodeIndex, visit: Visit): boolean {
	let hold = true;
	for (const name of Object.keys(instance)) {
		if (visit.triesBelow(schema, name)) continue;
		hold = false;
		if (!visit.explains) break;
		visit.tell("propertyNames", "has a name that may not be there", name);
	}
	return hold;
}

function* valueChecks(node: SchemaParts["node"]): Generator<Check<Properties>> {
	const { properties, patternProperties, additionalProperties } = node;
	if (properties !== undefined) {
		yield {
			keyword: "properties",
			holds: (instance, visit) => {
				let hold = true;
				for (const name of Object.keys(instance)) {
					const schema = properties.get(name);
					if (schema === undefined) continue;
					visit.evaluated?.add(name);
					if (visit.below("properties", schema, instance[name] ?? null, name)) continue;
					hold = false;
					if (!visit.explains) break;
				}
				return hold;
			},
		};
	}
	for (const [pattern, schema] of patternProperties ?? []) {
		yield {
			keyword: "patternProperties",
			holds: (instance, visit) => {
				return all(instance, (name) => matches(pattern, name), "patternProperties", schema, visit);
			},
		};
	}
	if (additionalProperties === undefined) return;
	const patterns = [...(patternProperties?.keys() ?? [])];
	const isAdditional = (name: string) =>
		properties?.has(name) !== true && !patterns.some((pattern) => matches(pattern, name));
	yield {
		keyword: "additionalProperties",
		holds: (instance, visit) => {
			return all(instance, isAdditional, "additionalProperties", additionalProperties, visit);
		},
	};
}

/** Whether all values meet the schema whose names are of a kind. */
export function all(
	instance: Properties,
	isMeant: (name: string) => boolean,
	keyword: string,
	schema: NodeIndex,
	visit: Visit,
): boolean {
	let hold = true;
	for (const name of Object.keys(instance)) {
		if (!isMeant(name)) continue;
		visit.evaluated?.add(name);
		if (visit.below(keyword, schema, instance[name] ?? null, name)) continue;
		hold = false;
		if (!visit.explains) break;
	}
	return hold;
}
