import { expect, test, vi } from "vitest";
import { receiver, sign, type WebhookErrorCode } from "../../../src/webhook/index.js";
import { delivery, plainEvent, received, SECRET } from "../../support/webhook.js";

const key = Buffer.from(SECRET.slice("whsec_".length), "base64");

/** The code of what is thrown. */
function codeOf(run: () => unknown): WebhookErrorCode | undefined {
	try {
		run();
	} catch (error) {
		return Object(error).code;
	}
	return undefined;
}

test.each<[what: string, secrets: unknown, code: WebhookErrorCode]>([
	["none", [], "secret-missing"],
	["an empty one", "", "secret-missing"],
	["an environment variable that isn't set", undefined, "secret-missing"],
	["the prefix alone", "whsec_", "secret-short"],
	["a short one", `whsec_${Buffer.alloc(23).toString("base64")}`, "secret-short"],
	["one that isn't base64", `${SECRET.slice(0, -1)}!`, "secret-malformed"],
	[
		"one without its padding",
		`whsec_${Buffer.alloc(32).toString("base64").slice(0, -1)}`,
		"secret-malformed",
	],
	["one in base64url", `whsec_${Buffer.alloc(33, 0xff).toString("base64url")}`, "secret-malformed"],
	["one with a line's end behind it", `${SECRET}\n`, "secret-malformed"],
	["one of the asymmetric kind", SECRET.replace("whsec_", "whpk_"), "secret-malformed"],
	["a number", 12, "secret-malformed"],
	["a good one and a short one", [SECRET, "whsec_c2hvcnQ="], "secret-short"],
])("%s is refused when the receiver is made", (_, secrets, code) => {
	expect(codeOf(() => receiver({ secrets: secrets as string }))).toBe(code);
});

test.each([
	["with its prefix", SECRET],
	["without it", SECRET.slice("whsec_".length)],
	["as bytes", key],
	["of 24 bytes, which is the least", Buffer.alloc(24, 1)],
])("a secret is taken %s", async (_, secrets) => {
	const sent = await delivery(plainEvent, { secrets });
	received(await receiver({ secrets }).receiveBytes(sent));
});

test("what is done to a secret's bytes later doesn't matter", async () => {
	const secret = Buffer.from(key);
	const to = receiver({ secrets: secret });
	secret.fill(0);
	received(await to.receiveBytes(await delivery(plainEvent)));
});

test("nor does it where WebCrypto takes the key", async () => {
	const sent = await delivery(plainEvent);
	vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
	const secret = Buffer.from(key);
	const to = receiver({ secrets: secret });
	secret.fill(0);
	received(await to.receiveBytes(sent));
	vi.restoreAllMocks();
});

test("while secrets are rotated both sides may have two", async () => {
	const next = Buffer.alloc(32, 9);
	const sent = await delivery(plainEvent, { secrets: [SECRET, next] });
	expect(sent.headers["svix-signature"]?.split(" ")).toHaveLength(2);
	received(await receiver({ secrets: next }).receiveBytes(sent));
	received(await receiver({ secrets: [next, SECRET] }).receiveBytes(await delivery(plainEvent)));
});

test.each([
	["an id with a dot", { id: "msg.1" }],
	["an empty id", { id: "" }],
	["a timestamp in between", { timestamp: 1.5 }],
	["a timestamp before 1970", { timestamp: -1 }],
])("%s isn't signed", async (_, more) => {
	await expect(sign({ body: "", secrets: SECRET, ...more })).rejects.toMatchObject({
		code: "delivery-malformed",
	});
});

test.each([
	["tolerance", { tolerance: Number.NaN }],
	["maxBytes", { maxBytes: 0 }],
])("%s must be a number that makes sense", (_, option) => {
	expect(codeOf(() => receiver({ secrets: SECRET, ...option }))).toBe("option-invalid");
});
