import { describe, expect, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import type { Json } from "../../../src/json/index.js";
import { envelopes, within } from "../../../src/lineage/index.js";
import { legacy, v1 as sample } from "../../support/clerk-samples.js";
import { downgradeText, upgradeText } from "../records/running.js";

const v1: Json = JSON.parse(JSON.stringify(sample));
const ofData = within("/data/client", client);
const ofList = within("/list/0", client);

describe("within", () => {
	test("opens a document that holds a payload there, and wraps it again", () => {
		const document = { b: [1], data: { x: 1, client: legacy, y: 2 }, a: null };
		const opened = ofData.unwrap(document);
		expect(opened).toMatchObject({ payload: legacy, at: "/data/client" });
		expect(JSON.stringify(opened?.envelope)).not.toContain("client_1");
		const back = ofData.wrap(v1, opened?.envelope ?? null);
		expect(JSON.stringify(back)).toBe(JSON.stringify({ b: [1], data: { x: 1, client: v1, y: 2 }, a: null }));
		const list = ofList.unwrap({ list: [legacy, "other"] });
		expect(ofList.wrap(v1, list?.envelope ?? null)).toEqual({ list: [v1, "other"] });
	});

	test.each([
		[legacy],
		[{ data: {} }],
		[{ data: { client: { object: "client" } } }],
		[{ data: null }],
		[null],
		["x"],
		[Object.create({ data: { client: legacy } })],
	])("leaves %j alone", (document) => {
		expect(ofData.unwrap(document)).toBeUndefined();
	});

	test.each([
		[null],
		[{}],
		[{ at: "/data", around: { data: { client: null } } }],
		[{ at: "/data/client", around: { data: {} } }],
		[{ kind: 0 }],
	])("%j is no envelope of it", (envelope) => {
		expect(() => ofData.wrap(v1, envelope as never)).toThrow(TypeError);
		expect(() => envelopes([ofData]).wrap(v1, envelope as never)).toThrow(TypeError);
	});

	test("an empty pointer, and what is none, are refused", () => {
		for (const pointer of ["", "data"]) expect(() => within(pointer, client)).toThrow(SyntaxError);
	});
});

test("envelopes are tried in order, and runs bring each payload back into its own", async () => {
	const envelope = envelopes([ofData, ofList]);
	const lines = [{ data: { client: legacy } }, { list: [v1, 7] }, legacy];
	const input = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
	const up = await upgradeText(input, { envelope });
	const upgraded = [legacy, v1, legacy].map((one) => `${JSON.stringify(client.upgrade(one).value)}\n`);
	expect(up.output).toBe(upgraded.join(""));
	const down = await downgradeText(up.output, up.residue, { rewrap: envelope });
	expect(down.output).toBe(input);
	expect(envelopes([ofList, ofData]).unwrap({ data: { client: v1 } })?.envelope).toMatchObject({ kind: 1 });
});
