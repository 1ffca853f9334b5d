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
