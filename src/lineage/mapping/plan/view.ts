import { parsePointer } from "../../../json/index.js";
import type { SchemaObject } from "../../version.js";

/** What one alternative of a schema says of the objects at a place. */
export interface ObjectView {
	/** Its declared members in the order of the schema, each with where that is said. */
	readonly members: ReadonlyMap<string, RootedSchema>;
	readonly required: ReadonlySet<string>;
	/** Whether it lets other members be whatever they are. */
	readonly open: boolean;
}

/** A place in a schema document. */
export interface RootedSchema {
	readonly root: SchemaObject;
	readonly schema: unknown;
}

/** More alternatives than this are no variants that somebody tells apart. */
const MAX_VIEWS = 200;

/** The alternatives of the objects there: one for a plain schema, one for each branch of anyOf and oneOf. */
export function viewsOf({ root, schema }: RootedSchema): readonly ObjectView[] {
	return alternatives(root, schema, 0)
		.filter(({ types }) => types === undefined || types.has("object"))
		.map(({ members, required, open }) => ({ members, required, open }));
}

/** The subschema of the elements of the arrays there, if one is declared. */
export function itemsOf({ root, schema }: RootedSchema): RootedSchema {
	const found = alternatives(root, schema, 0).find(({ items }) => items !== undefined);
	return { root, schema: found?.items ?? true };
}

/** Whether null may stand there, as far as `type`, `const` and `enum` tell. */
export function takesNull(subschema: RootedSchema): boolean {
	return takes(subschema, null);
}

/** Whether the value may stand there, as far as `type` of null, `const` and `enum` tell. */
export function takes({ root, schema }: RootedSchema, value: unknown): boolean {
	return alternatives(root, schema, 0).some(
		({ values, types }) =>
			(values === undefined || values.includes(value)) &&
			(value !== null || types === undefined || types.has("null")),
	);
}

/** The few values that may stand there, or undefined where they aren't listed. */
export function listed({ root, schema }: RootedSchema): readonly unknown[] | undefined {
	const all = alternatives(root, schema, 0);
	return all.every(({ values }) => values !== undefined)
		? all.flatMap(({ values }) => values ?? [])
		: undefined;
}

/** The subschemas of what stands at the tokens, in any of the views. */
export function placesAt(views: readonly ObjectView[], tokens: readonly string[]): readonly RootedSchema[] {
	const [name, ...rest] = tokens;
	if (name === undefined) return [];
	const here = views.flatMap((view) => view.members.get(name) ?? []);
	return rest.length === 0 ? here : placesAt(here.flatMap(viewsOf), rest);
}

interface Alternative extends ObjectView {
	readonly types: ReadonlySet<unknown> | undefined;
	readonly values: readonly unknown[] | undefined;
	readonly items: unknown;
}

function alternatives(root: SchemaObject, schema: unknown, depth: number): readonly Alternative[] {
	if (typeof schema !== "object" || schema === null || depth > 50) return [ANYTHING];
	// A schema is an object of keywords; what they hold stays unknown.
	const keywords = schema as Readonly<Record<string, unknown>>;
	let all: readonly Alternative[] = [own(root, keywords)];
	const also = (others: readonly Alternative[]) => {
		all = all.flatMap((one) => others.map((other) => both(one, other))).slice(0, MAX_VIEWS);
	};
	if (typeof keywords.$ref === "string") also(alternatives(root, target(root, keywords.$ref), depth + 1));
	for (const part of listOf(keywords.allOf)) also(alternatives(root, part, depth + 1));
	for (const branches of [listOf(keywords.anyOf), listOf(keywords.oneOf)]) {
		if (branches.length > 0) also(branches.flatMap((branch) => alternatives(root, branch, depth + 1)));
	}
	return all;
}

const ANYTHING: Alternative = {
	members: new Map(),
	required: new Set(),
	open: true,
	types: undefined,
	values: undefined,
	items: undefined,
};

function own(root: SchemaObject, keywords: Readonly<Record<string, unknown>>): Alternative {
	const members = Object.entries(Object(keywords.properties)).map(
		([name, schema]) => [name, { root, schema }] as const,
	);
	return {
		members: new Map(members),
		required: new Set(listOf(keywords.required).map(String)),
		open: isOpen(keywords.additionalProperties) && isOpen(keywords.unevaluatedProperties),
		types: keywords.type === undefined ? undefined : new Set([keywords.type].flat()),
		values: Object.hasOwn(keywords, "const")
			? [keywords.const]
			: (keywords.enum as readonly unknown[] | undefined),
		items: keywords.items,
	};
}

function isOpen(others: unknown): boolean {
	return others === undefined || others === true;
}

function both(a: Alternative, b: Alternative): Alternative {
	return {
		members: new Map([...b.members, ...a.members].map(([name, own]) => [name, a.members.get(name) ?? own])),
		required: new Set([...a.required, ...b.required]),
		open: a.open && b.open,
		types:
			a.types && b.types ? new Set([...a.types].filter((type) => b.types?.has(type))) : (a.types ?? b.types),
		values:
			a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
		items: a.items ?? b.items,
	};
}

function target(root: SchemaObject, reference: string): unknown {
	if (!reference.startsWith("#")) return true;
	return parsePointer(reference.slice(1)).reduce<unknown>((here, token) => Object(here)[token], root);
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
