import type { Json, JsonObject } from "../json/index.js";
import { countText } from "../text/index.js";
import type { Profile } from "./profile/profile.js";
import { asOne, type ShapeGroup, type Shapes } from "./profile/shapes.js";
import type { TextProfile } from "./profile/texts.js";
import { discriminated } from "./versions/tags.js";

/** What is written beside types and members. */
export interface SchemaOptions {
	/** The least and greatest number, and the shortest and longest text and list, that were seen. */
	readonly bounds: boolean;
	/** A string is an enum if it has at most so many values; 0 for never. */
	readonly enums: number;
}

type Group = ShapeGroup<Profile>;

/** The schema of all values that a profile has seen. */
export function schemaOf(profile: Profile, options: SchemaOptions): JsonObject {
	if (profile.isOpaque) return { $comment: "too deep, or too many places, to look into" };
	const objects = profile.objects === undefined ? [] : objectSchemas(profile.objects, options);
	const [only, ...others] = objects;
	if (others.length === 0) return oneSchema(profile, only, options);
	const scalars = oneSchema(profile, undefined, options);
	const alternatives = hasNone(scalars) ? objects : [...objects, scalars];
	return { oneOf: alternatives };
}

const hasNone = ({ type }: JsonObject) => Array.isArray(type) && type.length === 0;

/** Records of one version: one group, or one for each alternative. */
export interface RecordPart {
	readonly schema: JsonObject;
	readonly groups: readonly Group[];
}

/** Groups of records as one version; they become the groups of the part. */
export function recordPart(groups: readonly Group[], options: SchemaOptions): RecordPart {
	const alternatives = alternativesOf(groups);
	const schemas = alternatives.map((alternative) => groupSchema(alternative, options));
	const [only] = schemas;
	const schema = schemas.length === 1 && only !== undefined ? only : { oneOf: schemas };
	return { schema, groups: alternatives.map(({ group }) => group) };
}

/** Everything but a union of objects in one schema: keywords of one type say nothing of others. */
function oneSchema(profile: Profile, object: JsonObject | undefined, options: SchemaOptions): JsonObject {
	const { numbers, texts, arrays, nulls, booleans, items, minItems, maxItems } = profile;
	const types = [
		...(object === undefined ? [] : ["object"]),
		...(arrays > 0 ? ["array"] : []),
		...(texts === undefined ? [] : ["string"]),
		...(numbers === undefined ? [] : [numbers.areIntegers ? "integer" : "number"]),
		...(booleans > 0 ? ["boolean"] : []),
		...(nulls > 0 ? ["null"] : []),
	];
	const words = texts === undefined ? undefined : enumOf(texts, options);
	const isWords = words !== undefined && types.every((type) => type === "string" || type === "null");
	if (isWords) return { enum: nulls > 0 ? [...words, null] : words };
	const { type: _, ...ofObject } = object ?? {};
	return {
		type: types.length === 1 && types[0] !== undefined ? types[0] : types,
		...ofObject,
		...(items !== undefined && { items: schemaOf(items, options) }),
		...(options.bounds && arrays > 0 && { minItems, maxItems }),
		...(texts === undefined ? {} : textKeywords(texts, options)),
		...(options.bounds && numbers?.areExact && { minimum: numbers.min, maximum: numbers.max }),
	};
}

function textKeywords({ format, minLength, maxLength }: TextProfile, { bounds }: SchemaOptions): JsonObject {
	return { ...(format !== undefined && { format }), ...(bounds && { minLength, maxLength }) };
}

/** A word of a program's, rather than a person's: "in_progress", "DE", "user.created". */
const WORD = /^[A-Za-z][A-Za-z0-9]*(?:[_.:/-][A-Za-z0-9]+)*$/;
/** How often each word of an enum must have come on average; how many words there must be at least. */
const REPEATED = 8;
const FEWEST = 2;

/** The values of a string that are few, repeated, and look like words; names that end in a number are ids. */
function enumOf({ values, count, format }: TextProfile, { enums }: SchemaOptions): string[] | undefined {
	if (values === undefined || format !== undefined) return undefined;
	if (values.size > enums || values.size < FEWEST || count < values.size * REPEATED) return undefined;
	const words = [...values.keys()];
	if (!words.every((word) => WORD.test(word))) return undefined;
	const numbered = words.filter((word) => /\d$/.test(word)).length;
	return numbered * 2 > words.length ? undefined : words.sort();
}

/** A schema for each alternative of the objects; one that is no union has one. */
function objectSchemas(shapes: Shapes<Profile>, options: SchemaOptions): JsonObject[] {
	if (!looksLikeMap(shapes)) return unionSchemas(shapes.groups, options);
	shapes.becomeMap();
	const values = shapes.values === undefined ? {} : schemaOf(shapes.values, options);
	return [{ type: "object", additionalProperties: values }];
}

/** Names that a program makes: numbers, UUIDs, long hexadecimal ones, and words with such behind them. */
const ID = /^(?:\d+|[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}|[\da-f]{16,}|[A-Za-z]+[_-](?=\w*\d)[A-Za-z\d]{4,})$/i;
const FEW_IDS = 4;

/** Objects are maps if they have too many names, or if all their names are ids. */
function looksLikeMap({ values, names }: Shapes<Profile>): boolean {
	return values !== undefined || (names.size >= FEW_IDS && [...names].every((name) => ID.test(name)));
}

function unionSchemas(groups: readonly Group[], options: SchemaOptions): JsonObject[] {
	return alternativesOf(groups).map((alternative) => groupSchema(alternative, options));
}

/** Objects of one shape, or of one value of a tag. */
interface Alternative {
	readonly group: Group;
	readonly tag?: { readonly name: string; readonly schema: JsonObject };
}

function alternativesOf(groups: readonly Group[]): Alternative[] {
	const union = discriminated(groups);
	if (union === undefined) return [{ group: asOne(groups) }];
	return union.alternatives.map(({ groups: own, values }) => {
		const [value, other] = values;
		const schema = other === undefined && value !== undefined ? { const: value } : { enum: values };
		return { group: asOne(own), tag: { name: union.tag, schema } };
	});
}

function groupSchema({ group: { count, members }, tag }: Alternative, options: SchemaOptions): JsonObject {
	const properties: [string, Json][] = [];
	const required: string[] = [];
	for (const [name, member] of members) {
		const isAlways = member.count === count;
		const schema = name === tag?.name ? tag.schema : schemaOf(member, options);
		if (isAlways) required.push(name);
		properties.push([name, isAlways ? schema : { ...schema, $comment: shareText(member.count, count) }]);
	}
	return {
		type: "object",
		properties: Object.fromEntries(properties),
		...(required.length > 0 && { required }),
		additionalProperties: false,
	};
}

/** "in 33.4 % of 5,000" */
function shareText(count: number, of: number): string {
	const share = (100 * count) / of;
	const percent = share < 0.1 ? "under 0.1" : share > 99.9 ? "over 99.9" : share.toFixed(1);
	return `in ${percent} % of ${countText(of)}`;
}
