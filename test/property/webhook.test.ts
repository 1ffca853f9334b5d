import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read } from "../../src/json/index.js";
import { type Delivery, type Receiver, receiver, sign } from "../../src/webhook/index.js";
import { RUNS } from "../support/runs.js";
import { delivery, plainEvent, SECRET } from "../support/webhook.js";

const to: Receiver<never> = receiver({ secrets: SECRET });

async function accepts(candidate: Delivery): Promise<boolean> {
	return !("refused" in (await to.verify(candidate)));
}

/** The bytes with one bit the other way round. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array {
	return bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

test("no delivery with a flipped bit is accepted", async () => {
	const sent = await delivery({ ...plainEvent, event_attributes: null, data: {} }, { id: "msg_1sCBzTaRqT" });
	expect(await accepts(sent)).toBe(true);
	let flips = 0;
	let accepted = 0;
	const tryOut = async (candidate: Delivery) => {
		flips++;
		if (await accepts(candidate)) accepted++;
	};
	for (let bit = 0; bit < sent.body.length * 8; bit++) {
		await tryOut({ ...sent, body: flipped(sent.body, bit) });
	}
	for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) {
		const value = Buffer.from(sent.headers[name] ?? "");
		for (let bit = 0; bit < value.length * 8; bit++) {
			const headers = { ...sent.headers, [name]: Buffer.from(flipped(value, bit)).toString("latin1") };
			await tryOut({ ...sent, headers });
		}
	}
	console.log(`${flips} flips of one bit, ${accepted} accepted`);
	expect(flips).toBeGreaterThan(1_400);
	expect(accepted).toBe(0);
});

describe("bodies of random bytes", () => {
	const bodies = fc.uint8Array({ maxLength: 400 });

	test("sign and verify, and don't without one byte", { timeout: 120_000 }, async () => {
		const counts = { verified: 0, refused: 0 };
		await fc.assert(
			fc.asyncProperty(bodies, fc.nat(), async (body, at) => {
				const headers = await sign({ body, secrets: SECRET });
				if (await accepts({ headers, body })) counts.verified++;
				const changed = body.length === 0 ? Uint8Array.of(0) : body.filter((_, i) => i !== at % body.length);
				if (!(await accepts({ headers, body: changed }))) counts.refused++;
			}),
			RUNS,
		);
		console.log(`random bodies: ${counts.verified} verified, ${counts.refused} changed ones refused`);
		expect(counts).toEqual({ verified: RUNS.numRuns, refused: RUNS.numRuns });
	});

	test("go through the door as `read` says, whatever they are", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					bodies,
					fc.json().map((text) => Buffer.from(text)),
				),
				async (body) => {
					const result = await receiver({ secrets: SECRET }).receiveBytes(await delivery(body));
					const readable = body.length > 0 && read(body).issues === undefined;
					if (body.length === 0) return result.refused === "empty";
					return result.refused === (readable ? "event-refused" : "unreadable") && result.status === 202;
				},
			),
			{ ...RUNS, numRuns: RUNS.numRuns / 10 },
		);
	});
});

test("a replacement character that became byte FF on the way is noticed", async () => {
	const sent = await delivery({ ...plainEvent, data: { name: "\ufffd" } });
	const at = sent.body.indexOf(0xef);
	const forged = Uint8Array.from([...sent.body.slice(0, at), 0xff, ...sent.body.slice(at + 3)]);
	expect(new TextDecoder().decode(forged)).toBe(new TextDecoder().decode(sent.body));
	expect(await accepts(sent)).toBe(true);
	expect(await accepts({ ...sent, body: forged })).toBe(false);
});
