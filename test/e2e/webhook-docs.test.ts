import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { urlOf } from "../support/serve.js";
import { delivery, plainEvent, SECRET } from "../support/webhook.js";

/*
 * The blocks of docs/webhooks.md that begin with the name of a file are written to these files, compiled strictly, and
 * sent a delivery over loopback. The rest is what test/e2e/readme.test.ts runs.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const markdown = readFileSync(join(root, "docs/webhooks.md"), "utf8");
const blocks = [...markdown.matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)];

let folder: string;
beforeAll(() => {
	// Below the project, so that the frameworks are found.
	const cache = join(root, "node_modules/.cache");
	mkdirSync(cache, { recursive: true });
	folder = mkdtempSync(join(cache, "webhook-docs-"));
	const settings = {
		extends: join(root, "tsconfig.json"),
		compilerOptions: { allowImportingTsExtensions: true },
		include: ["**/*.ts"],
	};
	write("tsconfig.json", JSON.stringify(settings));
	write("package.json", '{ "type": "module" }');
	// tsx maps no paths there, so the package's names become those of its source.
	for (const [, name = "", code = ""] of blocks) {
		write(
			name,
			code.replace(/"upshape\/(\w+)"/g, (_, room) => JSON.stringify(join(root, "src", room, "index.ts"))),
		);
	}
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
	mkdirSync(dirname(join(folder, name)), { recursive: true });
	writeFileSync(join(folder, name), text);
}

/** Runs a file as a user's program would be. */
function start(args: readonly string[], env: Record<string, string>) {
	const all = ["--import", "tsx", ...args];
	const program = spawn(process.execPath, all, {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "inherit"],
	});
	let printed = "";
	program.stdout.on("data", (chunk) => {
		printed += chunk;
	});
	const ended = new Promise<string>((resolve) => program.on("close", () => resolve(printed)));
	return { ended, end: () => program.kill() };
}

async function freePort(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = new URL(urlOf(server));
	await new Promise((resolve) => server.close(resolve));
	return port;
}

test("all of them compile", () => {
	expect(blocks.map(([, name]) => name)).toEqual([
		"app/webhooks/route.ts",
		"hono.ts",
		"express.ts",
		"fastify.ts",
		"node.ts",
		"own.ts",
		"keep.ts",
	]);
	const tsc = join(root, "node_modules/typescript/bin/tsc");
	const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
	expect([stdout, status]).toEqual(["", 0]);
});

test.each(["express.ts", "fastify.ts", "node.ts"])("%s serves", async (name) => {
	const port = await freePort();
	const program = start([join(folder, name)], { PORT: port, CLERK_WEBHOOK_SECRET: SECRET });
	const { headers, body } = await delivery(plainEvent);
	const url = `http://127.0.0.1:${port}/webhooks`;
	const init = {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: Buffer.from(body),
	};
	let status = 0;
	for (let tries = 0; status === 0 && tries < 100; tries++) {
		status = await fetch(url, init).then(
			(response) => response.status,
			() => new Promise<number>((resolve) => setTimeout(() => resolve(0), 100)),
		);
	}
	program.end();
	expect([status, await program.ended]).toEqual([200, "user.deleted\n"]);
});

test.each([
	["app/webhooks/route.ts", "module.POST(request)", "session.created sess_1 active\n"],
	["hono.ts", "module.default.fetch(request)", "session.created\n"],
])("%s answers a request", async (name, call, prints) => {
	const session = {
		...{ object: "session", id: "sess_1", user_id: "user_1", client_id: "client_1", status: "active" },
		...{ last_active_at: 1, expire_at: 1, abandon_at: 1, updated_at: 1, created_at: 1 },
	};
	const { headers, body } = await delivery({ ...plainEvent, type: "session.created", data: session });
	const sent = JSON.stringify({ headers, body: Buffer.from(body).toString() });
	write(
		"call.ts",
		`const module: any = await import(${JSON.stringify(pathToFileURL(join(folder, name)).href)});
		const request = new Request("http://localhost/webhooks", { method: "POST", ...${sent} });
		console.log((await ${call}).status);`,
	);
	const program = start([join(folder, "call.ts")], { CLERK_WEBHOOK_SECRET: SECRET });
	expect(await program.ended).toBe(`${prints}200\n`);
});
