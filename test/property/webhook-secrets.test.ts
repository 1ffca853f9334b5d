import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { fetchHandler, type ReceiveOptions, receiver, sentEvent, sign } from "../../src/webhook/index.js";
import { sessionV1 } from "../support/clerk-samples.js";
import { delivery, plainEvent, SECRET } from "../support/webhook.js";

afterEach(() => vi.restoreAllMocks());

type Say = (what: unknown) => void;

/** Everything that is wrong with a delivery, with a secret in some place of it. */
const DELIVERIES: readonly ((secret: string) => unknown)[] = [
	(secret) => ({ ...plainEvent, timestamp: secret }),
	(secret) => ({ ...plainEvent, timestamp: 1e300, data: { note: secret } }),
	(secret) => ({ ...plainEvent, object: secret, instance_id: [secret] }),
	(secret) => ({ ...plainEvent, data: secret }),
	(secret) => ({ ...plainEvent, event_attributes: { http_request: [secret] } }),
	(secret) => sessionEvent({ object: "session", id: secret, user: { note: secret }, status: secret }),
	(secret) => sessionEvent({ ...sessionV1, user: { note: secret }, status: secret }),
	(secret) => sessionEvent({ ...sessionV1, user: secret, undeclared: secret, actor: secret }),
	(secret) => sessionEvent({ ...sessionV1, latest_activity: { id: secret, object: secret } }),
	(secret) => Buffer.from(`{"data": "${secret}", `),
	(secret) => Buffer.from(`{"data": ${secret}}`),
	(secret) => Buffer.from(`{"data": "${secret}\u0001"}`),
	(secret) => Buffer.from(`{"data": "${secret}", "__proto__": "${secret}"}`),
	(secret) => Buffer.concat([Buffer.from(`{"data": "${secret}`), Buffer.of(0xff, 0x22, 0x7d)]),
	(secret) => Buffer.from(`${"[".repeat(2_000)}"${secret}"`),
	(secret) => [secret],
];

/** Everything else that can be wrong, with a secret in it. */
const MISTAKES: readonly ((secret: string, say: Say) => unknown)[] = [
	(secret) => receiver({ secrets: secret }),
	(secret) => receiver({ secrets: ["whsec_", secret] }),
	(secret) => receiver({ secrets: [`whsec_${btoa(secret).slice(0, 20)}`] }),
	(secret) => receiver({ secrets: SECRET, tolerance: secret as unknown as number }),
	(secret) => sign({ body: secret, secrets: SECRET, id: `${secret}.` }),
	(secret) => sign({ body: secret, secrets: secret }),
	(secret) => receiver({ secrets: SECRET }).receiveBytes({ headers: {}, body: secret as never }),
	async (secret) => refusedHeaders({ "svix-id": `${secret}.` }),
	async (secret) => refusedHeaders({ "svix-timestamp": secret }),
	async (secret) => refusedHeaders({ "svix-signature": `v1,${secret}` }),
	async (secret) => refusedHeaders({ "svix-signature": secret, "svix-id": secret }),
	async (secret, say) => {
		// Neither is it seen in a receiver that is made of it, nor in the handlers.
		const to = receiver({ secrets: Buffer.from(secret.padEnd(24)) });
		say(to);
		say(fetchHandler(to, () => {}, say));
		return to.receiveBytes(await delivery(plainEvent));
	},
	async (secret) => {
		const broken = new Request(`http://localhost/?key=${secret}`, { method: "POST", body: secret });
		await broken.text();
		return receiver({ secrets: SECRET }).receive(broken);
	},
	(secret) => {
		const from = { event: "current", data: "current" };
		return sentEvent({ event: { ...plainEvent, type: secret }, from, residue: { event: {}, data: {} } });
	},
];

function sessionEvent(data: object): object {
	return { ...plainEvent, type: "session.created", data };
}

async function refusedHeaders(wrong: Record<string, string>): Promise<unknown> {
	const { headers, body } = await delivery(plainEvent);
	return receiver({ secrets: SECRET }).receiveBytes({ headers: { ...headers, ...wrong }, body });
}

/** All that is said of a delivery: to who called, to the sender and to `onReject`. */
async function deliver(content: unknown, options: Partial<ReceiveOptions>, say: Say): Promise<void> {
	const { headers, body } = await delivery(content);
	const to = receiver({ secrets: SECRET, ...options, onReject: ({ refusal }) => say(refusal) });
	const request = new Request("http://localhost/", { method: "POST", headers, body: Buffer.from(body) });
	const response = await fetchHandler(to, () => {}, say)(request);
	say([response.status, response.statusText, [...response.headers], await response.text()]);
	await to.forget(headers["svix-id"] ?? "");
	const result = await to.receiveBytes({ headers, body });
	if (result.refused === undefined) throw new Error("nothing is wrong with it");
	say(result);
}

test("no planted secret is in anything that is logged, returned or thrown as an error", async () => {
	const said: string[] = [];
	const say: Say = (what) => {
		said.push(String(what), String(Object(what).stack), String(Object(what).message));
		said.push(
			JSON.stringify(what) ?? "",
			inspect(what, { depth: Infinity, showHidden: true, getters: true }),
		);
	};
	const printed = vi.fn((..._: unknown[]) => true);
	for (const name of ["log", "info", "warn", "error", "debug"] as const) {
		vi.spyOn(console, name).mockImplementation(printed);
	}
	vi.spyOn(process.stdout, "write").mockImplementation(printed);
	vi.spyOn(process.stderr, "write").mockImplementation(printed);
	let planted = 0;
	const found: string[] = [];
	for (; planted < 1_000; planted++) {
		const secret = `sk_planted_${planted}_${Math.imul(planted + 1, 2_654_435_761) >>> 0}`;
		said.length = 0;
		await complain(secret, planted, say);
		if (said.length === 0) throw new Error("nobody complained");
		const forms = [
			secret,
			btoa(secret).slice(0, 20),
			Buffer.from(secret).toString("hex"),
			[...Buffer.from(secret)],
		];
		for (const text of said) if (forms.some((form) => text.includes(String(form)))) found.push(text);
	}
	vi.restoreAllMocks();
	console.log(`${planted} planted secrets, ${found.length} found`);
	expect(found).toEqual([]);
	expect(printed).not.toHaveBeenCalled();
});

/** All that is said of one delivery or mistake with the secret in it. */
async function complain(secret: string, turn: number, say: Say): Promise<void> {
	const round = DELIVERIES.length + MISTAKES.length;
	const content = DELIVERIES[turn % round];
	const mistake = MISTAKES[(turn % round) - DELIVERIES.length];
	const undeclared = Math.floor(turn / round) % 2 === 0 ? "reject" : "keep";
	try {
		if (content) await deliver(content(secret), { undeclared }, say);
		else say(await mistake?.(secret, say));
	} catch (error) {
		say(error);
	}
}
