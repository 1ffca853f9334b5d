/** What a keyword holds, and whether its subschemas apply to the very same instance ("in place"). */
export interface Keyword {
	readonly holds: "schema" | "schemas" | "schema map" | "value" | "annotation";
	readonly inPlace?: true;
}

const schema: Keyword = { holds: "schema" };
const schemas: Keyword = { holds: "schemas" };
const schemaMap: Keyword = { holds: "schema map" };
const value: Keyword = { holds: "value" };
const annotation: Keyword = { holds: "annotation" };

/** The keywords of JSON Schema 2020-12. What isn't here is refused, but for `x-...`, which annotates. */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
	Object.entries({
		$schema: value,
		$id: value,
		$anchor: value,
		$dynamicAnchor: value,
		$ref: value,
		$dynamicRef: value,
		$comment: annotation,
		$defs: schemaMap,
		// The older name of $defs; 2020-12 keeps it as a place for schemas.
		definitions: schemaMap,
		allOf: { ...schemas, inPlace: true },
		anyOf: { ...schemas, inPlace: true },
		oneOf: { ...schemas, inPlace: true },
		not: { ...schema, inPlace: true },
		if: { ...schema, inPlace: true },
		// biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
		then: { ...schema, inPlace: true },
		else: { ...schema, inPlace: true },
		dependentSchemas: { ...schemaMap, inPlace: true },
		properties: schemaMap,
		patternProperties: schemaMap,
		additionalProperties: schema,
		propertyNames: schema,
		unevaluatedProperties: schema,
		prefixItems: schemas,
		items: schema,
		contains: schema,
		unevaluatedItems: schema,
		type: value,
		const: value,
		enum: value,
		multipleOf: value,
		maximum: value,
		exclusiveMaximum: value,
		minimum: value,
		exclusiveMinimum: value,
		maxLength: value,
		minLength: value,
		pattern: value,
		maxItems: value,
		minItems: value,
		uniqueItems: value,
		maxContains: value,
		minContains: value,
		maxProperties: value,
		minProperties: value,
		required: value,
		dependentRequired: value,
		title: annotation,
		description: annotation,
		default: annotation,
		deprecated: annotation,
		readOnly: annotation,
		writeOnly: annotation,
		examples: annotation,
		// 2020-12 makes these annotations, unless a meta-schema asks for more.
		format: annotation,
		contentEncoding: annotation,
		contentMediaType: annotation,
		contentSchema: annotation,
	} satisfies Record<string, Keyword>),
);

/** What 2020-12 says of the keyword; `x-...` annotates, anything else that it doesn't know is undefined. */
export function keyword(name: string): Keyword | undefined {
	return KEYWORDS.get(name) ?? (name.startsWith("x-") ? annotation : undefined);
}

/** Extensions of a code generator that put their text into its output as it stands: never looked at. */
export const CODE_KEYWORDS: ReadonlySet<string> = new Set(["tsType", "tsEnumNames"]);

/** What to write instead of keywords that other dialects have. */
export const INSTEAD: ReadonlyMap<string, string> = new Map([
	["nullable", 'write "type": [..., "null"]'],
	["dependencies", "write dependentRequired or dependentSchemas"],
	["additionalItems", "write prefixItems and items"],
	["$recursiveRef", "write $dynamicRef"],
	["$recursiveAnchor", "write $dynamicAnchor"],
	["id", "write $id"],
	["discriminator", "write const in each branch"],
	["example", "write examples"],
]);
