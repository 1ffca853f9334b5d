import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientEnvelope, sessionEnvelope } from "../../../src/clerk/index.js";
import type { Json } from "../../../src/index.js";
import { legacy, sessionLegacy } from "../../support/clerk-samples.js";

const payload = legacy as unknown as Json;

describe("the envelope of a Client", () => {
	test.each<[string, string, Json]>([
		["as the resource asked for", "/response", { response: payload, client: null }],
		["beside another resource", "/client", { response: { object: "sign_in_attempt" }, client: payload }],
		["with an error", "/meta/client", { errors: [{ code: "x" }], meta: { trace: 1, client: payload } }],
		["with the resource asked for first", "/response", { response: payload, client: payload }],
	])("%s", (_, at, document) => {
		const opened = clientEnvelope.unwrap(document);
		expect(opened).toMatchObject({ at, payload });
		if (opened)
			expect(JSON.stringify(clientEnvelope.wrap(opened.payload, opened.envelope))).toBe(
				JSON.stringify(document),
			);
	});

	test.each<[string, unknown]>([
		["a bare Client", payload],
		["two nulls", { response: null, client: null }],
		["an empty body", ""],
		["no body", undefined],
		["a list", [payload]],
		["meta without a Client", { errors: [], meta: {} }],
		["a response inherited from a prototype", Object.create({ response: payload })],
	])("%s is none", (_, document) => expect(clientEnvelope.unwrap(document)).toBeUndefined());

	test("nothing in it is lost, nor is the payload in its residue", () => {
		fc.assert(
			fc.property(
				fc.dictionary(
					fc.string().filter((key) => key !== "object"),
					fc.jsonValue(),
				),
				(around) => {
					const document = { ...around, response: payload } as Json;
					const opened = clientEnvelope.unwrap(document);
					if (!opened) throw new Error("not opened");
					expect(clientEnvelope.wrap(opened.payload, opened.envelope)).toEqual(document);
					expect(JSON.stringify(opened.envelope)).not.toContain("first_name");
				},
			),
			{ seed: 20_261_120, numRuns: 500 },
		);
	});

	test("an envelope from elsewhere is a caller's mistake", () => {
		expect(() => clientEnvelope.wrap(payload, { at: "/other", around: {} })).toThrow(TypeError);
	});
});

test("the envelope of a Session", () => {
	const document = { response: sessionLegacy as unknown as Json, client: payload };
	expect(sessionEnvelope.unwrap(document)).toMatchObject({ at: "/response", payload: sessionLegacy });
});

describe("a webhook event around a Session", () => {
	const { user, ...bare } = {
		object: "session",
		id: "sess_1",
		user: { id: "user_1", object: "user" },
		user_id: "user_1",
		status: "active",
	} as const;
	const data = { object: bare.object, id: bare.id, user, user_id: bare.user_id, status: bare.status };
	const event = (around: Json): Json => ({ data: around, object: "event", type: "session.created" });

	test.each<[string, Json, string, string[] | undefined]>([
		["with its user", event(data), "/data", ["/data/user"]],
		["without its user", event(bare), "/data", undefined],
		["only its data", data, "", ["/user"]],
		["only its data, the user last", { ...bare, user }, "", ["/user"]],
		["in a reply", { response: data, client: null }, "/response", ["/response/user"]],
	])("%s is opened, and put together again", (_, document, at, apart) => {
		const opened = sessionEnvelope.unwrap(document);
		if (!opened) throw new Error("not opened");
		expect(opened).toMatchObject({ at, payload: bare });
		expect(opened.apart).toEqual(apart);
		expect(opened.payload).not.toHaveProperty("user");
		expect(JSON.stringify(sessionEnvelope.wrap(opened.payload, opened.envelope))).toBe(
			JSON.stringify(document),
		);
	});

	test("a session that says its user's id by the user alone keeps it, and so does what is no event of sessions", () => {
		const { user_id, ...embedded } = data;
		expect(sessionEnvelope.unwrap(embedded)).toBeUndefined();
		expect(sessionEnvelope.unwrap(event({ object: "user", id: "user_1" }))).toBeUndefined();
		expect(clientEnvelope.unwrap(event(legacy as unknown as Json))).toBeUndefined();
	});

	test("what is embedded somewhere else is a caller's mistake", () => {
		const envelope = { at: "", around: null, embedded: [1] };
		expect(() => sessionEnvelope.wrap(bare, envelope)).toThrow(TypeError);
	});
});
