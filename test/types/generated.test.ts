import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { client, session } from "../../src/clerk/index.js";
import type { Json, JsonObject } from "../../src/json/index.js";
import { diagnose } from "../unit/codegen/support.js";

/** A value and whether TypeScript must take it for one of the type. */
interface Case {
	readonly about: string;
	readonly type: string;
	readonly value: Json;
	readonly compiles: boolean;
}

type Token = string | number;

/** A place within an instance, and the schema that holds there. */
interface Place {
	readonly at: readonly Token[];
	readonly schema: JsonObject;
}

const types = readFileSync(
	fileURLToPath(new URL("../../src/clerk/generated/types.ts", import.meta.url)),
	"utf8",
);

const title = (name: string) =>
	name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const isObject = (value: unknown): value is JsonObject =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** The schemas by the names of their types; a schema object is JSON. */
const schemas = new Map<string, JsonObject>([
	...client.versions.map((name) => [`Client${title(name)}`, client.schema(name) as JsonObject] as const),
	...session.versions.map((name) => [`Session${title(name)}`, session.schema(name) as JsonObject] as const),
]);

function resolve(schema: Json | undefined, root: JsonObject): JsonObject {
	if (!isObject(schema)) return {};
	const { $ref } = schema;
	if (typeof $ref !== "string") return schema;
	const { $defs } = root;
	return resolve(isObject($defs) ? $defs[$ref.replace("#/$defs/", "")] : {}, root);
}

/** An instance with every declared property, and an array's one item. */
function sample(schema: Json | undefined, root: JsonObject): Json {
	const { const: constant, enum: values, type, properties, items } = resolve(schema, root);
	if (constant !== undefined) return constant;
	if (Array.isArray(values)) return values[0] ?? null;
	const [first] = Array.isArray(type) ? type : [type];
	if (first === "array") return [sample(items, root)];
	if (first === "integer") return 1;
	if (first === "boolean") return true;
	if (first !== "object") return "text";
	return Object.fromEntries(
		Object.entries(properties ?? {}).map(([name, property]) => [name, sample(property, root)]),
	);
}

/** Every place of the sample that the schema speaks of. */
function places(schema: Json | undefined, root: JsonObject, at: readonly Token[] = []): Place[] {
	const here = resolve(schema, root);
	const properties = Object.entries(here.properties ?? {});
	return [
		{ at, schema: here },
		...properties.flatMap(([name, property]) => places(property, root, [...at, name])),
		...(here.items === undefined ? [] : places(here.items, root, [...at, 0])),
	];
}

/** The value with another one at the place, which may be new; without the place, if there is none. */
function put(value: Json, [token, ...rest]: readonly Token[], other: Json | undefined): Json {
	if (token === undefined) return other ?? null;
	const inner = (old: Json | undefined) => (rest.length === 0 ? other : put(old ?? null, rest, other));
	if (Array.isArray(value)) return value.map((item: Json, i) => (i === token ? (inner(item) ?? null) : item));
	if (!isObject(value)) return value;
	if (!Object.hasOwn(value, token))
		return rest.length > 0 || other === undefined ? value : { ...value, [token]: other };
	const entries = Object.entries(value).flatMap(([name, old]): [string, Json][] => {
		const next = name === token ? inner(old) : old;
		return next === undefined ? [] : [[name, next]];
	});
	return Object.fromEntries(entries);
}

/** The value with other names; a sample has only declared ones. */
function rename(value: Json, name: (declared: string) => string): Json {
	if (Array.isArray(value)) return value.map((item: Json) => rename(item, name));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, held]) => [name(key), rename(held, name)]));
}

function takesNull({ type, const: constant, enum: values }: JsonObject): boolean {
	if (constant !== undefined) return constant === null;
	if (Array.isArray(values)) return values.includes(null);
	return type === undefined || type === "null" || (Array.isArray(type) && type.includes("null"));
}

function casesOf(type: string, root: JsonObject): Case[] {
	const whole = sample(root, root);
	const all = places(root, root);
	const nulls = all.map(({ at, schema }) => ({
		about: `null at /${at.join("/")}`,
		value: put(whole, at, null),
		compiles: takesNull(schema),
	}));
	const drops = all.flatMap(({ at, schema }) =>
		Object.keys(schema.properties ?? {}).map((name) => ({
			about: `no /${[...at, name].join("/")}`,
			value: put(whole, [...at, name], undefined),
			compiles: !(Array.isArray(schema.required) && schema.required.includes(name)),
		})),
	);
	const undeclared = all
		.filter(({ schema }) => "properties" in schema)
		.map(({ at, schema }) => ({
			about: `/${[...at, "undeclared"].join("/")}`,
			value: put(whole, [...at, "undeclared"], 1),
			compiles: schema.additionalProperties !== false,
		}));
	const valid = { about: "whole", value: whole, compiles: true };
	return [valid, ...nulls, ...drops, ...undeclared].map((each) => ({ ...each, type }));
}

/** By case: what TypeScript says of it. */
function judge(cases: readonly Case[]): string[][] {
	const lines = cases.map(
		({ type, value }, i) => `export const x${i}: T.${type} = ${JSON.stringify(value)};`,
	);
	const use = `import type * as T from "./types.js";\n${lines.join("\n")}\n`;
	const said = diagnose({ "types.ts": types, "use.ts": use });
	expect([...said.keys()].filter((key) => !key.startsWith("use.ts:"))).toEqual([]);
	return cases.map((_, i) => said.get(`use.ts:${i + 1}`) ?? []);
}

describe("Clerk's generated types say what the schemas say", () => {
	const cases = [...schemas].flatMap(([type, root]) => casesOf(type, root));

	test("a dropped required key, a misplaced null, an undeclared key do not compile; all else does", () => {
		expect(cases.length).toBeGreaterThan(300);
		const wrong = judge(cases).flatMap((messages, i) => {
			const { type, about, compiles } = cases[i] ?? { type: "", about: "", compiles: false };
			return (messages.length === 0) === compiles
				? []
				: [`${type}, ${about}: ${messages.join(" ") || "compiles"}`];
		});
		expect(wrong).toEqual([]);
	});

	test("the same cases, in camelCase", () => {
		const whole = (name: (declared: string) => string) =>
			[...schemas].map(
				([type, root]): Case => ({
					about: "whole",
					type: `${type}Camel`,
					value: rename(sample(root, root), name),
					compiles: true,
				}),
			);
		const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
		expect(judge(whole(camel)).flat()).toEqual([]);
		expect(judge(whole((name) => name)).every((messages) => messages.length > 0)).toBe(true);
	});
});
