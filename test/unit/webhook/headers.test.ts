import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type DeliveryHeaders, type RefusalCode, receiver } from "../../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

const NOW = 1_716_883_300;
const sent = await delivery(plainEvent, { id: "msg_1", timestamp: NOW });
const other = await delivery(plainEvent, { id: "msg_1", timestamp: NOW, family: "webhook" });
const pairs = Object.entries(sent.headers);
const [id = "", timestamp = "", signature = ""] = Object.values(sent.headers);

async function receive(headers: DeliveryHeaders) {
	return receiver({ secrets: SECRET, now: () => NOW * 1000 }).receiveBytes({ headers, body: sent.body });
}

async function refused(headers: DeliveryHeaders): Promise<RefusalCode | undefined> {
	return (await receive(headers)).refused;
}

describe("headers are read from", () => {
	test.each<[what: string, headers: DeliveryHeaders]>([
		["an object", sent.headers],
		[
			"an object of another case",
			Object.fromEntries(pairs.map(([name, value]) => [name.toUpperCase(), value])),
		],
		["an object of lists", Object.fromEntries(pairs.map(([name, value]) => [name, [value]]))],
		["Headers", new Headers(sent.headers)],
		["pairs", pairs],
		["a Map of any case", new Map(pairs.map(([name, value]) => [name.replace("s", "S"), value]))],
		["names and values in turn", pairs.flat()],
		["an iterator, which can be read but once", new Headers(sent.headers).entries()],
		["the family of Standard Webhooks", other.headers],
		["the family that is complete", { ...sent.headers, "webhook-id": "msg_2" }],
	])("%s", async (_, headers) => {
		received(await receive(headers));
	});
});

describe("refused as missing", () => {
	test.each<[what: string, headers: DeliveryHeaders]>([
		["nothing", {}],
		["no headers at all", undefined as unknown as DeliveryHeaders],
		["a text", "svix-id: msg_1" as unknown as DeliveryHeaders],
		["an inherited header", Object.create(sent.headers)],
		["no id", { ...sent.headers, "svix-id": undefined }],
		["an empty signature", { ...sent.headers, "svix-signature": "" }],
		[
			"two families that make one",
			{ "svix-id": id, "webhook-timestamp": timestamp, "svix-signature": signature },
		],
	])("%s", async (_, headers) => {
		expect(await refused(headers)).toBe("header-missing");
	});
});

describe("of two families that are complete", () => {
	const forged = { ...other.headers, "webhook-signature": `v1,${"A".repeat(43)}=` };

	test("the first one counts, whatever the other one says", async () => {
		received(await receive({ ...forged, ...sent.headers }));
		const renamed = { ...other.headers, "webhook-id": "msg_2" };
		expect(received(await receive({ ...renamed, ...sent.headers })).id).toBe("msg_1");
	});

	test("the other one doesn't stand in for it", async () => {
		const broken = { ...sent.headers, "svix-signature": forged["webhook-signature"] };
		expect(await refused({ ...broken, ...other.headers })).toBe("signature-mismatch");
		expect(await refused({ ...sent.headers, ...other.headers, "svix-id": "msg_2" })).toBe(
			"signature-mismatch",
		);
	});
});

describe("refused as malformed", () => {
	test.each<[what: string, headers: DeliveryHeaders]>([
		["two ids", [...pairs, ["svix-id", "msg_2"]]],
		["two ids in two cases", { ...sent.headers, "Svix-Id": "msg_2" }],
		["two timestamps in two cases", { "SVIX-TIMESTAMP": "1", ...sent.headers }],
		["two ids in one list", { ...sent.headers, "svix-id": [id, id] }],
		["two ids that Headers has joined", new Headers([...pairs, ["svix-id", id]] as [string, string][])],
		["an id with a dot", { ...sent.headers, "svix-id": `msg_1.${timestamp}` }],
		["an id with a space", { ...sent.headers, "svix-id": "msg 1" }],
		["an endless id", { ...sent.headers, "svix-id": "m".repeat(256) }],
		["a sign before the timestamp", { ...sent.headers, "svix-timestamp": `+${timestamp}` }],
		["an exponent", { ...sent.headers, "svix-timestamp": "17e8" }],
		["digits that aren't ASCII", { ...sent.headers, "svix-timestamp": "१७१६८८३३००" }],
		["an endless timestamp", { ...sent.headers, "svix-timestamp": "1".repeat(16) }],
		["a very endless timestamp", { ...sent.headers, "svix-timestamp": "1".repeat(1_000_000) }],
		["white space before a timestamp", { ...sent.headers, "svix-timestamp": ` ${timestamp}` }],
		["a line's end behind a timestamp", { ...sent.headers, "svix-timestamp": `${timestamp}\n` }],
	])("%s", async (_, headers) => {
		expect(await refused(headers)).toBe("header-malformed");
	});
});

describe("the tolerance", () => {
	const codeAfter = async (seconds: number, tolerance?: number) => {
		const now = () => (NOW + seconds) * 1000;
		const options = tolerance === undefined ? {} : { tolerance };
		return (await receiver({ secrets: SECRET, now, ...options }).receiveBytes(sent)).refused;
	};

	test("looks at the number, the signature at its digits", async () => {
		const padded = `000${timestamp}`;
		const mac = createHmac("sha256", Buffer.from(SECRET.slice("whsec_".length), "base64"));
		const digest = mac.update(`msg_1.${padded}.`).update(sent.body).digest("base64");
		const result = await receive({
			...sent.headers,
			"svix-timestamp": padded,
			"svix-signature": `v1,${digest}`,
		});
		expect(received(result).sentAt).toBe(NOW);
		expect(await refused({ ...sent.headers, "svix-timestamp": padded })).toBe("signature-mismatch");
	});

	test("is 300 seconds both ways", async () => {
		expect([await codeAfter(-300), await codeAfter(300), await codeAfter(300.9)]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect([await codeAfter(-301), await codeAfter(301)]).toEqual(["stale", "stale"]);
	});

	test("can be another", async () => {
		expect([await codeAfter(5, 5), await codeAfter(6, 5)]).toEqual([undefined, "stale"]);
	});

	test("a clock that has no time makes everything stale", async () => {
		expect(await codeAfter(Number.NaN)).toBe("stale");
	});
});

describe("signatures", () => {
	const withSignature = (value: string) => refused({ ...sent.headers, "svix-signature": value });
	const bogus = `v1,${"A".repeat(43)}=`;

	test("the sixteenth counts, the next one doesn't", async () => {
		expect(await withSignature(`${`${bogus} `.repeat(15)}${signature}`)).toBe(undefined);
		expect(await withSignature(`${`${bogus} `.repeat(16)}${signature}`)).toBe("signature-mismatch");
	});

	test.each([
		["without padding", signature.slice(0, -1)],
		["in base64url", signature.replaceAll("+", "-").replaceAll("/", "_").replace(/=$/, "_")],
		["of another version", signature.replace("v1,", "v2,")],
		["with stray bits at its end", `${signature.slice(0, -2)}${next(signature.at(-2))}=`],
		["with something behind it", `${signature}AAAA`],
		["with white space in it", `${signature.slice(0, 20)}\t${signature.slice(21)}`],
		["of a digest that is shorter", "v1,AAAA"],
		["of nothing", "v1,"],
		["with a comma too many", signature.replace("v1,", "v1,,")],
	])("%s it is none", async (_, value) => {
		expect(await withSignature(value)).toBe("signature-mismatch");
	});

	/** The digit that lenient decoders take for the same at the end of 32 bytes. */
	function next(digit = ""): string {
		const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
		return digits[digits.indexOf(digit) + 1] ?? "";
	}

	test("100,000 of them take no time", async () => {
		const headers = { ...sent.headers, "svix-signature": `${bogus} `.repeat(100_000) };
		await refused(headers);
		const start = performance.now();
		expect(await refused(headers)).toBe("signature-mismatch");
		const milliseconds = performance.now() - start;
		console.log(`100,000 bogus signatures: ${milliseconds.toFixed(2)} ms`);
		expect(milliseconds).toBeLessThan(50);
	});
});
