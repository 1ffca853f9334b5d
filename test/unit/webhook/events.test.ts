import { describe, expect, expectTypeOf, test } from "vitest";
import { client, type Session, session } from "../../../src/clerk/index.js";
import { type Json, type JsonObject, write } from "../../../src/json/index.js";
import { receiver, sentEvent } from "../../../src/webhook/index.js";
import { legacy, sessionLegacy, sessionV1 } from "../../support/clerk-samples.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

const user = { id: "user_1", object: "user", first_name: "Ada" };
const sessionEvent = { ...plainEvent, type: "session.created", data: { ...sessionV1, user } };

describe("events", () => {
	test("of sessions carry a current Session", async () => {
		const result = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(sessionEvent)));
		if (result.matched !== "session.*") throw new Error("not matched");
		expectTypeOf(result.event.data).toEqualTypeOf<Session>();
		expectTypeOf(result.event.type).toEqualTypeOf<`session.${string}`>();
		expect(result.event.data).toEqual(sessionV1);
		expect(result.from).toEqual({ event: "current", data: "current" });
		expect(result.account).toEqual([{ kind: "dropped", step: "apart", from: "/data/user" }]);
		expect(sentEvent(result).value).toEqual(sessionEvent);
		expect(sentEvent(JSON.parse(JSON.stringify(result))).value).toEqual(sessionEvent);
	});

	test("that no lineage reads pass with their data untouched", async () => {
		const result = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(plainEvent)));
		if (result.matched !== undefined) throw new Error("matched");
		expectTypeOf(result.event.data).toEqualTypeOf<JsonObject>();
		expect(result.event).toEqual(plainEvent);
		expect(result.from).toEqual({ event: "current" });
		expect([result.account, result.residue]).toEqual([[], { event: {}, data: {} }]);
	});

	test("are found by their type before any pattern, and by the longest pattern", async () => {
		const stub = { lineage: session, embedded: { user: "user_id" } };
		const to = receiver({
			secrets: SECRET,
			events: { "*": stub, "session.*": session, "session.c*": stub, "session.ended": session },
		});
		const matched = async (type: string) =>
			received(await to.receiveBytes(await delivery({ ...sessionEvent, type }))).matched;
		expect(await matched("session.created")).toBe("session.c*");
		expect(await matched("session.ended")).toBe("session.ended");
		expect(await matched("session.revoked")).toBe("session.*");
		expect(await matched("sessions")).toBe("*");
	});

	test("of a type that objects inherit are like any other", async () => {
		const odd = { ...plainEvent, type: "constructor" };
		expect(received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(odd))).matched).toBe(
			undefined,
		);
	});

	test("with times in seconds are told of, or refused where that is asked for", async () => {
		const odd = { ...sessionEvent, data: { ...sessionEvent.data, expire_at: 1_622_532_323 } };
		const told = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(odd)));
		expect(told.account).toContainEqual({ kind: "suspect", step: "seconds", to: "/data/expire_at" });
		const strict = receiver({ secrets: SECRET, suspect: "reject" });
		expect(await strict.receiveBytes(await delivery(odd))).toMatchObject({
			refused: "data-refused",
			issues: [{ code: "suspect", instanceLocation: "/data/expire_at" }],
		});
	});

	test("keep what no schema declares, or are refused for it, as asked", async () => {
		const newer = { ...sessionEvent, data: { ...sessionEvent.data, mood: "good" }, sequence: 7 };
		const kept = received(await receiver({ secrets: SECRET }).receiveBytes(await delivery(newer)));
		expect(kept.event).toMatchObject({ sequence: 7, data: { mood: "good" } });
		expect(kept.account.filter(({ kind }) => kind === "kept")).toHaveLength(2);
		expect(sentEvent(kept).value).toEqual(newer);
		const strict = receiver({ secrets: SECRET, undeclared: "reject" });
		expect(await strict.receiveBytes(await delivery(newer))).toMatchObject({ refused: "event-refused" });
	});

	test("have their places in the event, where they came from and where they went to", async () => {
		const sent = { ...plainEvent, type: "client.touched", data: legacy };
		const events = { "client.*": client };
		const result = received(await receiver({ secrets: SECRET, events }).receiveBytes(await delivery(sent)));
		expect(result.from).toEqual({ event: "current", data: "legacy" });
		const places = result.account.flatMap((entry) => [
			...("from" in entry ? [entry.from] : []),
			...("to" in entry ? [entry.to] : []),
		]);
		expect(places.length).toBeGreaterThan(10);
		expect(places.filter((place) => !place.startsWith("/data/"))).toEqual([]);
		expect(sentEvent(result, events).value).toEqual(sent);
	});

	test("of an older envelope are current, and say what was done", async () => {
		const { event_attributes: _, ...v2 } = plainEvent;
		const { instance_id: __, ...v1 } = v2;
		const timestamp = 1_716_883_200;
		const outcome = async (sent: object) => {
			const to = receiver({ secrets: SECRET });
			const { event, from, account } = received(await to.receiveBytes(await delivery(sent)));
			const done = account.map((entry) => `${entry.kind} ${"to" in entry ? entry.to : ""}`);
			return [from.event, event.timestamp, event.instance_id, ...done];
		};
		const defaulted = "defaulted /event_attributes";
		const seconds = "unit-changed /timestamp";
		expect(await outcome(v1)).toEqual([
			"v1",
			plainEvent.timestamp,
			null,
			"defaulted /instance_id",
			defaulted,
		]);
		expect(await outcome({ ...v1, timestamp })).toEqual([
			...["v1", timestamp * 1000, null, "defaulted /instance_id", defaulted, seconds],
		]);
		expect(await outcome(v2)).toEqual(["v2", plainEvent.timestamp, "ins_1", defaulted]);
		expect(await outcome({ ...v2, timestamp })).toEqual([
			"v2",
			timestamp * 1000,
			"ins_1",
			defaulted,
			seconds,
		]);
		expect(await outcome({ ...plainEvent, timestamp })).toEqual([
			...["seconds", timestamp * 1000, "ins_1", seconds],
		]);
		expect(await outcome(plainEvent)).toEqual(["current", plainEvent.timestamp, "ins_1"]);
	});

	test("with a user that nothing stands for are left whole to the lineage", async () => {
		const sent = { ...sessionEvent, data: sessionLegacy };
		// It knows this one as legacy, which doesn't say whose client it is.
		expect(await receiver({ secrets: SECRET }).receiveBytes(await delivery(sent))).toMatchObject({
			refused: "data-refused",
			issues: [{ code: "refused", instanceLocation: "/data" }],
		});
	});

	test("can't be restored without the lineage that read them", async () => {
		const events = { "user.deleted": { lineage: session, embedded: { user: "user_id" } } };
		const sent = { ...sessionEvent, type: "user.deleted" };
		const result = received(await receiver({ secrets: SECRET, events }).receiveBytes(await delivery(sent)));
		expect(sentEvent(result, events).value).toEqual(sent);
		expect(() => sentEvent(result)).toThrow(expect.objectContaining({ code: "option-invalid" }));
	});

	test("say where the text held more than the value, and have it written", async () => {
		const text = JSON.stringify(plainEvent).replace('"deleted":true', '"count":12345678901234567890');
		const result = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(Buffer.from(text))),
		);
		expect(result.verbatim?.places).toEqual([{ pointer: "/data/count", reason: "number" }]);
		expect(write(result.event as unknown as Json, result.verbatim)).toBe(text);
	});

	test("have what is set apart written as it was, too", async () => {
		const metadata = '{"count":12345678901234567890,"rate":1.0}';
		const text = JSON.stringify(sessionEvent).replace('"Ada"', metadata);
		const { event, residue, verbatim } = received(
			await receiver({ secrets: SECRET }).receiveBytes(await delivery(Buffer.from(text))),
		);
		expect(write(residue as unknown as Json, verbatim)).toContain(metadata);
		expect(verbatim?.unplaced(event as unknown as Json, residue as unknown as Json)).toEqual([]);
		expect(verbatim?.unplaced(event as unknown as Json)).toHaveLength(2);
	});
});
