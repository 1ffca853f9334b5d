import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import {
	type clerkEvents,
	nodeHandler,
	type Received,
	type RejectedDelivery,
	receiver,
} from "../../src/webhook/index.js";
import { type Served, serve, urlOf } from "../support/serve.js";
import { plainEvent, SECRET } from "../support/webhook.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "upshape-replay-"));
const servers: Served[] = [];

afterEach(async () => {
	for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

function upshape(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
	return start(words, env).ended;
}

function start(words: readonly string[], env: Record<string, string> = {}) {
	const args = ["--import", "tsx", join(root, "src/cli/main.ts"), ...words];
	const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
	const texts = { out: "", err: "" };
	child.stdout.on("data", (chunk) => (texts.out += chunk));
	child.stderr.on("data", (chunk) => (texts.err += chunk));
	const ended = new Promise<Ended>((resolve) => {
		child.on("close", (code) => resolve({ code, ...texts }));
	});
	return { interrupt: () => child.kill("SIGINT"), ended };
}

/** A server that replies to some, and then leaves it to what it is given. */
async function failing(after: number, fail: (response: ServerResponse) => unknown) {
	let requests = 0;
	const served = await serve((request, response) => {
		request.resume().on("end", () => (requests++ < after ? response.end() : fail(response)));
	});
	servers.push(served);
	return served.url;
}

async function server(fails: (id: string) => boolean = () => false) {
	const got: Received<typeof clerkEvents>[] = [];
	const rejects: RejectedDelivery[] = [];
	const to = receiver({ secrets: SECRET, onReject: (reject) => rejects.push(reject) });
	const handler = (one: Received<typeof clerkEvents>) => {
		if (fails(one.id)) throw new Error("the database is away");
		got.push(one);
	};
	const served = await serve(nodeHandler(to, handler, () => {}));
	servers.push(served);
	return { url: `${served.url}/webhooks?key=query_token`, got, rejects };
}

function file(name: string, lines: readonly (string | object)[]): string {
	const path = join(folder, name);
	const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
	writeFileSync(path, `${texts.join("\n")}\n`);
	return path;
}

const times = Array.from({ length: 20 }, (_, i) => plainEvent.timestamp + i);

test("stored deliveries are signed and posted in order", async () => {
	const { url, got } = await server();
	const events = file(
		"events.ndjson",
		times.map((timestamp) => ({ ...plainEvent, timestamp })),
	);
	const ended = await upshape(["replay", events, "--to", url, "--secret", SECRET]);
	expect(ended).toMatchObject({ code: 0, err: "" });
	expect(ended.out).toMatch(
		/^replay to http:\/\/127\.0\.0\.1:\d+\/webhooks: 20 events in [\d.]+ s\n +20 +got 200\n$/,
	);
	expect(got.map(({ event }) => event.timestamp)).toEqual(times);
});

test("what onReject kept goes out byte for byte, under its own id", async () => {
	const { url, got, rejects } = await server();
	const bytes = Buffer.from(`  ${JSON.stringify(plainEvent, null, 1)}\n`);
	const stored = file("stored.ndjson", [
		{ id: "msg_kept", body_base64: bytes.toString("base64") },
		{ id: "msg_text", body: "not JSON \ufffd" },
	]);
	const ended = await upshape(["replay", stored, "--to", url, "--headers", "webhook"], {
		UPSHAPE_WEBHOOK_SECRET: SECRET,
	});
	expect(ended).toMatchObject({ code: 0 });
	expect(ended.out).toMatch(/1 {2}got 200\n +1 {2}got 202/);
	expect(got).toMatchObject([{ id: "msg_kept", event: plainEvent }]);
	expect(rejects.map(({ id, body }) => [id, Buffer.from(body).toString()])).toEqual([
		["msg_text", "not JSON \ufffd"],
	]);
});

test("what isn't accepted, and what is no delivery, is told by its line", async () => {
	const { url, got } = await server((id) => id === "msg_bad");
	const stored = file("mixed.ndjson", [
		{ id: "msg_bad", body: JSON.stringify(plainEvent) },
		{ hello: "planted_value" },
		{ id: "a.b", body: "{}" },
		{ body: "{}", body_base64: "e30=" },
		"{",
		plainEvent,
	]);
	const ended = await upshape(["replay", stored, "--to", url, "--secret", SECRET, "--format", "json"]);
	expect(ended.code).toBe(1);
	const report = JSON.parse(ended.out);
	expect(report).toMatchObject({
		sent: 2,
		accepted: 1,
		refused: 1,
		unsendable: 4,
		statuses: { 200: 1, 500: 1 },
	});
	expect(report.findings.map(({ line }: { line: number }) => line)).toEqual([1, 2, 3, 4, 5]);
	expect(got).toHaveLength(1);
	expect(ended.out + ended.err).not.toMatch(/planted_value|query_token|dXBzaGFw/);
});

test("a redirect isn't followed", async () => {
	const { url, got } = await server();
	const elsewhere = createServer((_, response) => response.writeHead(307, { location: url }).end());
	await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
	const events = file("redirect.ndjson", [plainEvent]);
	const ended = await upshape(["replay", events, "--to", urlOf(elsewhere), "--secret", SECRET]);
	elsewhere.close();
	expect(ended).toMatchObject({ code: 1, out: expect.stringContaining("got 307") });
	expect(got).toEqual([]);
});

test("where nobody listens it stops, with 2", async () => {
	const { url } = await server();
	await servers.pop()?.close();
	const events = file("unreachable.ndjson", [plainEvent, plainEvent]);
	const ended = await upshape(["replay", events, "--to", url, "--secret", SECRET]);
	expect(ended).toMatchObject({ code: 2, err: expect.stringContaining("ECONNREFUSED") });
});

test("where the server goes away it stops, and says at which line", async () => {
	const to = await failing(2, (response) => response.destroy());
	const events = file("away.ndjson", [plainEvent, "", { hello: 1 }, plainEvent, plainEvent, plainEvent]);
	const words = ["replay", events, "--to", to, "--secret", SECRET];
	const ended = await upshape([...words, "--format", "json"]);
	expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(`stopped at ${events}:5: `) });
	expect(JSON.parse(ended.out)).toMatchObject({
		sent: 2,
		unsendable: 1,
		stopped: { file: events, line: 5, what: expect.stringMatching(/./) },
	});
});

test("interrupted it stops in order, and says at which line", async () => {
	let interrupt = () => false;
	const to = await failing(1, () => interrupt());
	const events = file("interrupted.ndjson", [plainEvent, plainEvent, plainEvent]);
	const program = start(["replay", events, "--to", to, "--secret", SECRET]);
	interrupt = program.interrupt;
	const ended = await program.ended;
	expect(ended).toMatchObject({ code: 130, out: expect.stringContaining("1  got 200") });
	expect(ended.err).toContain(`stopped at ${events}:2: interrupted`);
});

test("on standard error it tells how far it is, and what the input looks like", async () => {
	const { url } = await server();
	const events = file("progress.ndjson", [
		`[${JSON.stringify(plainEvent)},`,
		`${JSON.stringify(plainEvent)}]`,
	]);
	const words = ["replay", events, "--to", url, "--secret", SECRET, "--progress", "json"];
	const asLines = await upshape(words);
	expect(asLines.code).toBe(1);
	expect(asLines.err).toContain("try --input array");
	const { err, code } = await upshape([...words, "--input", "array"]);
	expect(code).toBe(0);
	const last: unknown = JSON.parse(err.trim().split("\n").at(-1) ?? "");
	expect(last).toMatchObject({ event: "progress", records: 2, rejected: 0, done: true });
});

test.each([
	["no --to", ["--secret", SECRET], "there is no --to"],
	["another scheme", ["--to", "file:///etc/passwd", "--secret", SECRET], "--to takes a URL"],
	["a name and a password", ["--to", "http://me:planted_value@127.0.0.1/", "--secret", SECRET], "--to takes"],
	["no secret", ["--to", "http://127.0.0.1/"], "no secret"],
	["a wrong secret", ["--to", "http://127.0.0.1/", "--secret", "planted_value"], "not base64"],
])("%s is a mistake that is told before anything is sent", async (_, words, message) => {
	const events = file("events.ndjson", [plainEvent]);
	const ended = await upshape(["replay", events, ...words], { UPSHAPE_WEBHOOK_SECRET: "" });
	expect(ended).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
	expect(ended.err).not.toContain("planted_value");
});
