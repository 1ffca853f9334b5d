import { describe, expect, test } from "vitest";
import { compare, differences, prepare, type SchemaSource } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { source } from "../../support/compat/source.js";

const REQUEST = "request";

function sent(schema: Json, direction: SchemaSource["direction"] = REQUEST): SchemaSource {
	return { ...source(schema), direction };
}

const ID = { type: "string", readOnly: true };
const SECRET = { type: "string", writeOnly: true };
const TEXT = { type: "string" };
const NUMBER = { type: "number" };

function objectOf(properties: Json, required: readonly string[] = []): Json {
	return { type: "object", properties, required };
}

describe("a property that is not in the message is neither allowed nor required there", () => {
	test.each([
		["a new required property that only answers have", objectOf({}), objectOf({ id: ID }, ["id"]), "closed"],
		["its type", objectOf({ id: ID }), objectOf({ id: { ...NUMBER, readOnly: true } }), "compatible"],
		["it was sent before", objectOf({ id: TEXT }), objectOf({ id: ID }), "incompatible"],
		["it may be sent now, and must", objectOf({ id: ID }), objectOf({ id: TEXT }, ["id"]), "incompatible"],
		["what only requests have counts", objectOf({ key: SECRET }), objectOf({ key: NUMBER }), "incompatible"],
	])("%s", (_, writer, reader, verdict) => {
		const closed = { ...(writer as object), additionalProperties: false } as Json;
		const [older, expected] = verdict === "closed" ? [closed, "compatible"] : [writer, verdict];
		expect(compare(sent(older), sent(reader)).verdict).toBe(expected);
	});

	test("required by another schema of the same object", () => {
		const reader = { allOf: [{ properties: { id: ID } }, { required: ["id"] }] };
		expect(compare(sent({ maxProperties: 0 }), sent(reader)).verdict).toBe("compatible");
		expect(compare(sent({ maxProperties: 0 }), sent(reader, "response")).verdict).toBe("incompatible");
	});

	test("a definition is required where it stands for an answer's property, and not elsewhere", () => {
		const $defs = { named: { required: ["id"] } };
		const whole = { $defs, properties: { a: { $ref: "#/$defs/named", properties: { id: ID } } } };
		const plain = { $defs, properties: { a: { $ref: "#/$defs/named" } } };
		const without: Json = { properties: { a: { maxProperties: 0 } } };
		expect(compare(sent(without), sent(whole)).verdict).toBe("compatible");
		expect(compare(sent(without), sent(plain)).verdict).toBe("incompatible");
	});

	test("what only tests an object sees that the property is not there", () => {
		const reader = objectOf({ id: ID });
		const tested = { ...(reader as object), not: { required: ["id"] } } as Json;
		expect(compare(sent(reader), sent(tested)).verdict).toBe("compatible");
		expect(compare(source(reader), source(tested)).verdict).toBe("incompatible");
	});

	test("through references and recursion", () => {
		const node = (type: string) => ({
			$defs: { id: { type, readOnly: true } },
			type: "object",
			properties: { id: { $ref: "#/$defs/id" }, next: { $ref: "#" } },
			required: ["id"],
		});
		expect(compare(sent(node("string")), sent(node("number"))).verdict).toBe("compatible");
		expect(compare(sent(node("string"), "response"), sent(node("number"), "response")).verdict).toBe(
			"incompatible",
		);
	});
});

test("the differences are those of the messages", () => {
	const older = sent(objectOf({ id: TEXT, name: TEXT }));
	const newer = sent(objectOf({ id: ID, name: TEXT }));
	expect(differences(older, newer).map(({ level }) => level)).toContain("error");
	expect(differences(newer, sent(objectOf({ id: { ...NUMBER, readOnly: true }, name: TEXT })))).toEqual([]);
});

test("ajv, which knows no messages, is not asked", () => {
	const comparison = compare(sent(objectOf({ id: TEXT })), sent(objectOf({ id: ID })));
	expect(comparison).toMatchObject({
		verdict: "incompatible",
		witness: { id: expect.any(String) },
		objection: expect.stringContaining("neither requests nor responses"),
		assumptions: { messages: REQUEST },
	});
});

// Two properties, each plain, of answers only or absent, required here or by a schema beside; against every object
// over their names, by the definition and without the engine.
describe("small universe", () => {
	const states = ["none", "plain", "answers"] as const;
	const names = ["a", "b"] as const;
	const schemas = states.flatMap((a) =>
		states.flatMap((b) =>
			[[], ["a"], ["b"], ["a", "b"]].flatMap((required) =>
				[true, false].map((beside) => ({ of: { a, b }, required, beside })),
			),
		),
	);
	type Small = (typeof schemas)[number];

	function written({ of, required, beside }: Small): Json {
		const properties = Object.fromEntries(
			names.flatMap((name) =>
				of[name] === "none" ? [] : [[name, { type: "null", readOnly: of[name] === "answers" }]],
			),
		);
		return beside
			? { type: "object", allOf: [{ properties }, { anyOf: [{ required }] }], additionalProperties: true }
			: { type: "object", properties, required };
	}

	function isSent({ of, required }: Small, object: { readonly [name: string]: Json }): boolean {
		return names.every((name) => {
			if (of[name] === "answers") return !Object.hasOwn(object, name);
			if (!Object.hasOwn(object, name)) return !required.includes(name);
			return of[name] === "none" || object[name] === null;
		});
	}

	const values = [undefined, null, 0];
	const objects = values.flatMap((a) =>
		values.map((b) => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) })),
	);

	test("every verdict is the one of all its objects", () => {
		const wrong: string[] = [];
		const read = schemas.map((small) => ({ small, schema: prepare(sent(written(small))) }));
		for (const { small: writer, schema: older } of read) {
			for (const { small: reader, schema: newer } of read) {
				const { verdict } = compare(older, newer);
				const isWithin = objects.every((object) => !isSent(writer, object) || isSent(reader, object));
				if (verdict !== (isWithin ? "compatible" : "incompatible"))
					wrong.push(`${verdict}: ${JSON.stringify([writer, reader])}`);
			}
		}
		expect(wrong).toEqual([]);
	});
});
