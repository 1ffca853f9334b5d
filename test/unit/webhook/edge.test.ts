import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { delivery, plainEvent, SECRET } from "../../support/webhook.js";

const bundled = await build({
	stdin: {
		contents: 'export * from "./src/webhook/index.ts";',
		resolveDir: new URL("../../..", import.meta.url).pathname,
		loader: "ts",
	},
	bundle: true,
	write: false,
	metafile: true,
	format: "iife",
	globalName: "webhook",
	platform: "browser",
});

/** What every edge runtime has, and nothing of Node: no process, no require, no Buffer. */
const WEB = {
	crypto: globalThis.crypto,
	TextEncoder,
	TextDecoder,
	Request,
	Response,
	Headers,
	Uint8Array,
	btoa,
	console,
};

test("nothing of Node is imported", () => {
	const imports = Object.values(bundled.metafile.inputs).flatMap((input) => input.imports);
	expect(imports.filter(({ external, path }) => external || path.startsWith("node:"))).toEqual([]);
	expect(bundled.outputFiles[0]?.text).not.toMatch(/require\(|from "node:/);
});

test("without Node, WebCrypto signs and verifies just the same", async () => {
	const context = createContext({ ...WEB });
	runInContext(bundled.outputFiles[0]?.text ?? "", context);
	const sent = await delivery(plainEvent, { id: "msg_1" });
	Object.assign(context, { sent, secret: SECRET, plain: JSON.stringify(plainEvent) });
	const outcome = await runInContext(
		`(async () => {
			const { receiver, sign, fetchHandler } = webhook;
			const to = receiver({ secrets: secret });
			const first = await to.receiveBytes(sent);
			const forged = await to.receiveBytes({ ...sent, body: sent.body.map((byte) => byte ^ 1) });
			const body = new TextEncoder().encode(plain);
			const headers = await sign({ body, secrets: secret, timestamp: Number(sent.headers["svix-timestamp"]), id: "msg_1" });
			const post = fetchHandler(receiver({ secrets: secret }), () => {}, () => {});
			const response = await post(new Request("http://localhost/", { method: "POST", headers, body }));
			return [typeof process, first.event.type, forged.refused, headers["svix-signature"], response.status];
		})()`,
		context,
	);
	const signature = sent.headers["svix-signature"];
	expect([...outcome]).toEqual(["undefined", "user.deleted", "signature-mismatch", signature, 200]);
});
