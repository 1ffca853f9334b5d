import type { Json, JsonObject } from "../../../src/json/index.js";

/** Schemas that apply to one instance: those that it may have to meet, and those that test it only. */
interface Here {
	readonly met: readonly Json[];
	readonly tested: readonly Json[];
}

/**
 * Whether a writer who emits only declared properties could emit the instance, read off a schema without references
 * and tagged alternatives for one concrete instance: each name in it, wherever a schema declares properties and none
 * says what others hold, is one that some schema there mentions.
 */
export function emits(schema: Json, instance: Json): boolean {
	return obeys(inPlace({ met: [schema], tested: [] }), instance);
}

function obeys(here: Here, instance: Json): boolean {
	if (typeof instance !== "object" || instance === null) return true;
	const all = [...here.met, ...here.tested].filter(isObject);
	if (Array.isArray(instance)) {
		if (instance.length > tupleLength(here, all)) return false;
		return instance.every((item: Json, index) =>
			obeys(
				inside(here, (schema) => atIndex(schema, index)),
				item,
			),
		);
	}
	const entries = Object.entries<Json>(instance as JsonObject);
	const isMentioned = (name: string) => all.some((schema) => mentions(schema, name));
	if (isClosed(here, all) && !entries.every(([name]) => isMentioned(name))) return false;
	return entries.every(([name, value]) =>
		obeys(
			inside(here, (schema) => atName(schema, name)),
			value,
		),
	);
}

function isClosed({ met }: Here, all: readonly JsonObject[]): boolean {
	const asserted = met.filter(isObject);
	const names = new Set(all.flatMap(namesIn));
	const declares = asserted.some(
		({ properties, patternProperties }) =>
			Object.keys({ ...objectOf(properties), ...objectOf(patternProperties) }).length > 0,
	);
	const isBare = asserted.some(isOfObjects) && !asserted.some((schema) => MAP.some((word) => word in schema));
	const asksForMore = asserted.some(({ minProperties }) => Number(minProperties ?? 0) > names.size);
	const isOpen = all.some((schema) =>
		["additionalProperties", "unevaluatedProperties"].some((word) => saysSomething(schema[word])),
	);
	return (declares || isBare) && !asksForMore && !isOpen;
}

const MAP = [
	"additionalProperties",
	"unevaluatedProperties",
	"propertyNames",
	"minProperties",
	"maxProperties",
];

function isOfObjects({ type }: JsonObject): boolean {
	return JSON.stringify([type].flat()) === '["object"]';
}

/** Whether a schema of further properties or items is there, and neither `false` nor one that allows all. */
function saysSomething(schema: Json | undefined): boolean {
	if (!isObject(schema)) return false;
	return Object.entries(schema).some(([keyword, held]) => {
		const other = HELPERS[keyword];
		if (other !== undefined) return other in schema;
		return !keyword.startsWith("dependent") || Object.keys(objectOf(held)).length > 0;
	});
}

/** Keywords that say nothing without another. */
const HELPERS: { readonly [keyword: string]: string } = {
	minContains: "contains",
	maxContains: "contains",
	// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
	then: "if",
	else: "if",
};

/** How many items a writer of tuples writes at most. */
function tupleLength({ met }: Here, all: readonly JsonObject[]): number {
	const length = Math.max(...all.map(({ prefixItems }) => listOf(prefixItems).length), 0);
	const isTuple = met.filter(isObject).some(({ prefixItems }) => prefixItems !== undefined);
	const isOpen = all.some(
		({ items, unevaluatedItems, contains, minItems }) =>
			contains !== undefined ||
			Number(minItems ?? 0) > length ||
			saysSomething(items) ||
			saysSomething(unevaluatedItems),
	);
	return isTuple && !isOpen ? length : Number.POSITIVE_INFINITY;
}

function namesIn({ properties, required, dependentRequired, dependentSchemas }: JsonObject): string[] {
	const dependent = Object.entries(objectOf(dependentRequired)).flatMap(([name, others]) => [
		name,
		...listOf(others),
	]);
	return [
		...Object.keys(objectOf(properties)),
		...listOf(required),
		...dependent,
		...Object.keys(objectOf(dependentSchemas)),
	].map(String);
}

function mentions(schema: JsonObject, name: string): boolean {
	return namesIn(schema).includes(name) || patternsFor(schema, name).length > 0;
}

function patternsFor({ patternProperties }: JsonObject, name: string): Json[] {
	const entries = Object.entries(objectOf(patternProperties));
	return entries.filter(([pattern]) => new RegExp(pattern, "u").test(name)).map(([, held]) => held);
}

function atName(schema: JsonObject, name: string): Here {
	const own = objectOf(schema.properties)[name];
	const declared = [...(own === undefined ? [] : [own]), ...patternsFor(schema, name)];
	const others =
		declared.length > 0 ? [] : [schema.additionalProperties].filter((held) => held !== undefined);
	const rest = [schema.unevaluatedProperties].filter((held) => held !== undefined);
	return { met: [...declared, ...others], tested: rest };
}

function atIndex({ prefixItems, items, unevaluatedItems }: JsonObject, index: number): Here {
	const own = listOf(prefixItems)[index] ?? items;
	return {
		met: own === undefined ? [] : [own],
		tested: unevaluatedItems === undefined ? [] : [unevaluatedItems],
	};
}

function inside(here: Here, step: (schema: JsonObject) => Here): Here {
	const met = here.met.filter(isObject).map(step);
	const tested = here.tested.filter(isObject).map(step);
	return inPlace({
		met: met.flatMap((one) => one.met),
		tested: [...met.flatMap((one) => one.tested), ...tested.flatMap((one) => [...one.met, ...one.tested])],
	});
}

/** With all that applies to the same instance. */
function inPlace({ met, tested }: Here): Here {
	const all: { met: Json[]; tested: Json[] } = { met: [], tested: [] };
	const visit = (schema: Json, isTest: boolean): void => {
		(isTest ? all.tested : all.met).push(schema);
		if (!isObject(schema)) return;
		const { allOf, anyOf, oneOf, then, else: otherwise, if: condition, not, dependentSchemas } = schema;
		for (const list of [allOf, anyOf, oneOf]) for (const inner of listOf(list)) visit(inner, isTest);
		for (const inner of Object.values(objectOf(dependentSchemas))) visit(inner, isTest);
		// Without an `if` nobody looks at the two.
		for (const inner of condition === undefined ? [] : [then, otherwise])
			if (inner !== undefined) visit(inner, isTest);
		for (const inner of [condition, not]) if (inner !== undefined) visit(inner, true);
	};
	for (const schema of met) visit(schema, false);
	for (const schema of tested) visit(schema, true);
	return all;
}

function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: Json | undefined): JsonObject {
	return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
	return Array.isArray(value) ? value : [];
}
