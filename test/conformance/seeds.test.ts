import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { client as clerk } from "../../src/clerk/index.js";
import type { Json } from "../../src/json/index.js";
import { shippedSchema } from "../support/instances/index.js";
import { shippedJudges } from "../support/instances/judges/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

interface ObjectSchema {
	readonly type?: string | readonly string[];
	readonly nullable?: boolean;
	readonly enum?: readonly string[];
	readonly const?: string;
	readonly properties?: Readonly<Record<string, ObjectSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean;
	readonly items?: ObjectSchema;
	readonly $ref?: string;
}

function seed(number: string): string {
	const file = readdirSync(sharedPath("seeds")).find((name) => name.startsWith(`${number}_`));
	return readFileSync(sharedPath("seeds", file ?? number), "utf8");
}

function acceptedBy(value: Json): string[] {
	return [...shippedJudges].filter(([, judge]) => judge(value)).map(([name]) => name);
}

/** The JSON documents in a text's fenced blocks. */
function fencedJson(text: string): readonly { readonly [name: string]: Json }[] {
	return [...text.matchAll(/^```javascript\n([^`]*)^```/gm)].map(([, json]) => JSON.parse(json ?? ""));
}

/** The first column of a documentation table, the row of each field. */
function fieldRows(text: string): readonly (readonly [field: string, row: string])[] {
	return [...text.matchAll(/^\| `(\w+)` .*$/gm)].map(([row, field]) => [field ?? "", row]);
}

/** An object literal of TypeScript as JSON: its keys are quoted, its trailing commas gone, nothing is run. */
function literal(text: string): string {
	const [, object] = /^let value: \w+ = (\{[^`]*\});$/m.exec(text) ?? [];
	return (object ?? "").replace(/^(\s*)(\w+):/gm, '$1"$2":').replace(/,(\s*[}\]])/g, "$1");
}

function snakeCased(json: string): string {
	return json.replace(/"(\w+)":/g, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function schema(lineage: string, version: string): ObjectSchema {
	return shippedSchema(lineage, version) as ObjectSchema; // the shipped files are of this form
}

function propertyNames(of: ObjectSchema): string[] {
	return Object.keys(of.properties ?? {});
}

const client = (version: string) => schema("clerk-client", version);
const mayBeNull = ({ type, nullable }: ObjectSchema) =>
	nullable === true || (Array.isArray(type) && type.includes("null"));

describe.skipIf(!sharedThere)("the seeds (needs ../shared)", () => {
	test("000: the fields of v1, all required, in the documented order", () => {
		const rows = fieldRows(seed("000"));
		expect(rows.map(([field]) => field)).toEqual(propertyNames(client("v1")));
		expect(rows.filter(([, row]) => row.includes(":heavy_check_mark:")).map(([field]) => field)).toEqual(
			client("v1").required,
		);
	});

	test("001: the fields of current, all required, nullable where ours are", () => {
		const rows = fieldRows(seed("001"));
		const { properties = {}, required } = client("current");
		expect(rows.map(([field]) => field)).toEqual(Object.keys(properties));
		expect(rows.filter(([, row]) => row.includes(":heavy_check_mark:")).map(([field]) => field)).toEqual(
			required,
		);
		expect(rows.filter(([, row]) => row.includes("Nilable")).map(([field]) => field)).toEqual(
			Object.keys(properties).filter((name) => mayBeNull(properties[name] ?? {})),
		);
	});

	test("002: the example is a v1 Client once its keys are in snake_case, and none before", () => {
		const example = literal(seed("002"));
		expect(acceptedBy(JSON.parse(example))).toEqual([]);
		const renamed = JSON.parse(snakeCased(example));
		expect(acceptedBy(renamed)).toEqual(["clerk-client/v1", "clerk-client/v2", "clerk-client/bapi-2021"]);
		expect(clerk.detect(renamed)).toEqual({ version: "v1" });
		expect(Object.keys(renamed)).toEqual(propertyNames(client("v1")));
		expect(acceptedBy(renamed.sessions[0])).toEqual([
			"clerk-session/v1",
			"clerk-session/v2",
			"clerk-session/current",
		]);
	});

	test("004: the object is a legacy Client; the replies are, out of their envelopes", () => {
		const documents = fencedJson(seed("004"));
		expect(documents.map(acceptedBy)).toEqual([["clerk-client/legacy"], [], []]);
		const responses = documents.slice(1).map(({ response }) => response ?? null);
		expect(responses.map(acceptedBy)).toEqual([["clerk-client/legacy"], ["clerk-client/legacy"]]);
		expect(responses.map((response) => Object.keys(response ?? {}))).toEqual([
			propertyNames(client("legacy")),
			propertyNames(client("legacy")),
		]);
	});

	describe("003: the schema says what ours says", () => {
		const published = (): ObjectSchema => JSON.parse(seed("003").replace(/^[^{]*/, ""));
		const sessionOf = (of: ObjectSchema): ObjectSchema => of.properties?.sessions?.items ?? {};
		const pairs: Readonly<Record<string, () => readonly [ObjectSchema, ObjectSchema]>> = {
			Client: () => [published(), client("current")],
			Session: () => [sessionOf(published()), schema("clerk-session", "current")],
			"latest activity": () => [
				sessionOf(published()).properties?.latest_activity ?? {},
				schema("clerk-session", "current").properties?.latest_activity ?? {},
			],
			task: () => [
				sessionOf(published()).properties?.tasks?.items ?? {},
				schema("clerk-session", "current").properties?.tasks?.items ?? {},
			],
		};
		for (const [name, pair] of Object.entries(pairs)) {
			test(`${name}: properties, required, closedness, nulls and enumerations`, () => {
				const [theirs, ours] = pair();
				expect(propertyNames(theirs)).toEqual(propertyNames(ours));
				expect(propertyNames(theirs).length).toBeGreaterThan(0);
				expect(theirs.required).toEqual(ours.required);
				expect(theirs.additionalProperties).toEqual(ours.additionalProperties);
				for (const property of propertyNames(ours)) {
					const [their, our] = [theirs.properties?.[property] ?? {}, ours.properties?.[property] ?? {}];
					expect([property, mayBeNull(their)]).toEqual([property, mayBeNull(our)]);
					expect([property, their.enum]).toEqual([
						property,
						our.const === undefined ? our.enum : [our.const],
					]);
				}
			});
		}
	});
});
