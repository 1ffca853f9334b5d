import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instances } from "../../../src/compat/index.js";
import { Inference, type InferOptions, type Inferred } from "../../../src/infer/index.js";
import { type Json, read } from "../../../src/json/index.js";
import { mixedOrders } from "../../support/orders/mixed.js";
import { sharedThere } from "../../support/shared.js";

const PLAIN: InferOptions = { single: false, split: [], bounds: false, enums: 16 };

function infer(records: readonly unknown[], options: Partial<InferOptions> = {}): Inferred {
	return inferTexts(
		records.map((record) => JSON.stringify(record)),
		options,
	);
}

function inferTexts(texts: readonly string[], options: Partial<InferOptions> = {}): Inferred {
	const inference = new Inference({ ...PLAIN, ...options });
	for (const text of texts) {
		const document = read(text);
		if (document.issues) throw new Error(document.issues[0].code);
		inference.add(document);
	}
	return inference.finish();
}

/** For each record, the versions that it is of, as ajv sees it with formats asserted. */
function versionsOf({ versions }: Inferred, records: readonly unknown[]): number[][] {
	const judges = versions.map(({ schema }) => {
		const ajv = new Ajv2020({ strict: false, ownProperties: true });
		addFormats.default(ajv);
		return ajv.compile(schema);
	});
	return records.map((record) => judges.flatMap((accepts, index) => (accepts(record) ? [index] : [])));
}

describe("versions are told apart", () => {
	for (const made of [
		[1, 4],
		[1, 2, 3, 4],
		[3, 2],
	]) {
		test.skipIf(!sharedThere)(`orders of the versions ${made}, mixed`, () => {
			const orders = mixedOrders(4_000, made);
			const inferred = infer(orders.map(({ order }) => order));
			expect(inferred.versions.map(({ count }) => count)).toEqual(made.map(() => 4_000 / made.length));
			const found = versionsOf(
				inferred,
				orders.map(({ order }) => order),
			);
			expect(found).toEqual(orders.map(({ version }) => [made.indexOf(version)]));
		});
	}

	test("clients of Clerk, as the newest version and the oldest one allow them", () => {
		const made = ["legacy", "current"].map(clerkClients);
		const records = made.flat();
		const inferred = infer(records);
		expect(inferred.versions).toHaveLength(2);
		expect(versionsOf(inferred, records)).toEqual(made.flatMap((some, index) => some.map(() => [index])));
	});

	test("a member that some have more is optional, unless it is said to make a version", () => {
		const records = [{ a: 1 }, { a: 1, b: 2 }, { a: 2 }, { a: 3, b: 1 }];
		const [only, ...others] = infer(records).versions;
		expect(others).toEqual([]);
		expect(only?.optional).toEqual([{ name: "b", count: 2 }]);
		expect(infer(records, { split: ["/b"] }).versions.map(({ count }) => count)).toEqual([2, 2]);
	});

	test("members that never come together are told, and are versions only if they look like it", () => {
		const mixed = (a: string, b: string) =>
			Array.from({ length: 40 }, (_, i) => ({ id: i, [i % 2 ? a : b]: "x" }));
		expect(infer(mixed("phone", "email"))).toMatchObject({ versions: [{ count: 40 }], doubtful: [{}] });
		expect(infer(mixed("placed", "placed_at")).versions).toHaveLength(2);
		const inTurn = mixed("phone", "email").sort((a, b) => Number("phone" in a) - Number("phone" in b));
		expect(infer(inTurn).versions).toHaveLength(2);
	});

	test("a tag makes alternatives of one version", () => {
		const events = Array.from({ length: 60 }, (_, i) =>
			i % 2 ? { type: "made", at: i, by: "x" } : { type: "gone", reason: "y", note: null },
		);
		const { versions } = infer(events);
		expect(versions).toHaveLength(1);
		expect(versions[0]?.schema).toMatchObject({
			oneOf: [{ properties: { type: { const: "gone" } } }, { properties: { type: { const: "made" } } }],
		});
		expect(versionsOf(infer(events), events)).toEqual(events.map(() => [0]));
	});

	test("many optional members don't hide two versions", () => {
		const random = fc.sample(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), {
			numRuns: 3_000,
			seed: 7,
		});
		const records = random.map((flags, i) => ({
			...(i % 2 ? { name: "a", zip: 1 } : { full_name: "a", postcode: "1" }),
			...Object.fromEntries(flags.flatMap((flag, k) => (flag ? [[`o${k}x`, k]] : []))),
		}));
		const inferred = infer(records);
		expect(inferred.versions.map(({ count }) => count)).toEqual([1_500, 1_500]);
		expect(versionsOf(inferred, records).every(([a, b], i) => a === i % 2 && b === undefined)).toBe(true);
	});

	test.each([
		["version", (i: number) => ({ version: i % 2 ? 1 : 2, [i % 2 ? "a" : "b"]: 1, [i % 2 ? "c" : "d"]: 1 })],
		["time", (i: number) => ({ made_at: `20${i % 2 ? 10 : 20}-01-0${1 + (i % 9)}T00:00:00Z`, ...side(i) })],
		["place", (i: number) => (i < 20 ? { a: 1, c: 1 } : { b: 1, d: 1 })],
		["unknown", (i: number) => side(i)],
	])("their order by %s", (order, make) => {
		const inferred = infer(Array.from({ length: 40 }, (_, i) => make(i)));
		expect(inferred.order).toBe(order);
		const [older] = inferred.versions;
		const isOlder = Object.keys((older?.schema.properties ?? {}) as object).includes("a");
		expect(isOlder).toBe(order !== "unknown");
	});
});

const side = (i: number) => (i % 2 ? { a: 1, c: 1 } : { b: 1, d: 1 });

function clerkClients(version: string): Json[] {
	const files = ["client", "session"].map((name) => `clerk-${name}/${version}.schema.json`);
	const documents = new Map(files.map((file) => [file, schemaFile(file)]));
	const made: Json[] = [];
	for (const client of instances({ root: `clerk-client/${version}.schema.json`, documents }, 3)) {
		if (made.push(client) === 200) break;
	}
	return made;
}

const schemaFile = (file: string): Json =>
	JSON.parse(readFileSync(new URL(`../../../schemas/${file}`, import.meta.url), "utf8"));

describe("one schema", () => {
	const only = (records: readonly unknown[], options?: Partial<InferOptions>) =>
		infer(records, { single: true, ...options }).versions[0]?.schema;

	test("formats only where every value has them, enums only of words that are repeated", () => {
		const records = Array.from({ length: 40 }, (_, i) => ({
			at: "2024-02-29T10:00:00Z",
			day: i === 7 ? "2023-02-29" : "2024-02-29",
			mail: "a@b.co",
			state: i % 2 ? "open" : "in_progress",
			person: i % 2 ? "Ada Lovelace" : "Prince",
			sku: `SKU${i % 4}`,
			many: `word-${"abcdefghijklmnopqrstuvwxyz"[i % 26]}`,
			nothing: null,
		}));
		expect(only(records)?.properties).toEqual({
			at: { type: "string", format: "date-time" },
			day: { type: "string" },
			mail: { type: "string", format: "email" },
			state: { enum: ["in_progress", "open"] },
			person: { type: "string" },
			sku: { type: "string" },
			many: { type: "string" },
			nothing: { type: "null" },
		});
		expect(only(records, { enums: 0 })?.properties).toMatchObject({ state: { type: "string" } });
	});

	test("integers, and bounds only if they are asked for", () => {
		const records = [
			{ n: 1, x: 1.5, s: "a😀", l: [] },
			{ n: -3, x: 2, s: "abc", l: [1, 2] },
		];
		expect(only(records)?.properties).toMatchObject({ n: { type: "integer" }, x: { type: "number" } });
		expect(only(records)?.properties).not.toHaveProperty("n.minimum");
		expect(only(records, { bounds: true })?.properties).toMatchObject({
			n: { minimum: -3, maximum: 1 },
			x: { minimum: 1.5, maximum: 2 },
			s: { minLength: 2, maxLength: 3 },
			l: { minItems: 0, maxItems: 2 },
		});
	});

	test("of a number that JavaScript would change nothing is said but that it is one", () => {
		const texts = ["9007199254740993", "1e-400", "1e400", "12345678901234567890"];
		for (const text of texts) {
			const { versions } = inferTexts([`{"n":${text},"k":[{"m":${text}}]}`, '{"n":1,"k":[]}'], {
				bounds: true,
			});
			expect(versions[0]?.schema.properties).toMatchObject({ n: { type: "number" } });
			expect(JSON.stringify(versions)).not.toContain("imum");
		}
	});

	test("objects of many names, or of ids, are maps", () => {
		const wide = Array.from({ length: 500 }, (_, i) => ({
			m: { [`name${"abcdefghij"[i % 10]}${i}`]: { n: i } },
		}));
		const ids = [{ m: { "1": { n: 1 }, "2": { n: 2 } } }, { m: { "3": { n: 1 }, "4": { n: 2 } } }];
		for (const records of [wide, ids]) {
			const m = { type: "object", additionalProperties: expect.objectContaining({ required: ["n"] }) };
			expect(only(records)?.properties).toEqual({ m });
		}
	});

	test("deep nesting, records without members, other records, and none", () => {
		const deep = JSON.parse(`${'{"a":'.repeat(900)}1${"}".repeat(900)}`);
		const deepList = JSON.parse(`${"[".repeat(900)}${"]".repeat(900)}`);
		for (const records of [[deep], [deepList], [{}], [1, "a", null, [2]], [{ a: 1 }, [1]]]) {
			const inferred = infer(records);
			expect(versionsOf(inferred, records).every((found) => found.length === 1)).toBe(true);
		}
		expect(infer([]).versions).toEqual([]);
	});

	test("names that objects inherit are names like any others", () => {
		const records = Array.from({ length: 9 }, () => ({
			constructor: 1,
			toString: "a",
			hasOwnProperty: { valueOf: 2 },
		}));
		const schema = only(records);
		expect(schema?.required).toEqual(["constructor", "toString", "hasOwnProperty"]);
		expect(versionsOf(infer(records), records)).toEqual(records.map(() => [0]));
	});
});

test("whatever the records are, each is of exactly one version", () => {
	const name = fc.constantFrom("a", "b", "c", "type", "kind", "version", "constructor", "", "a/b", "~");
	const value = fc.letrec<{ any: Json }>((tie) => ({
		any: fc.oneof(
			{ maxDepth: 3 },
			fc.constantFrom<Json>(null, true, 0, 1.5, -1, "x", "y", "2024-01-01", "2024-01-01T00:00:00Z", "a@b.co"),
			fc.array(tie("any"), { maxLength: 3 }),
			fc.dictionary(name, tie("any"), { maxKeys: 4, noNullPrototype: true }),
		),
	})).any;
	fc.assert(
		fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.boolean(), (records, bounds) => {
			const inferred = infer(records, { bounds });
			expect(inferred.versions.reduce((sum, { count }) => sum + count, 0)).toBe(records.length);
			expect(versionsOf(inferred, records).every((found) => found.length === 1)).toBe(true);
		}),
		{ numRuns: 100, seed: 11 },
	);
});
