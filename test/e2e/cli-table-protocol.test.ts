import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { upshape } from "./upshape.js";

// What listens at the port may be anything. Its first answer makes the driver throw where nobody can catch it.

const message = (type: string, body: Buffer, length = body.length + 4) => {
	const head = Buffer.alloc(5);
	head.write(type, "latin1");
	head.writeInt32BE(length, 1);
	return Buffer.concat([head, body]);
};
const number = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
};
const READY = Buffer.concat([message("R", number(0)), message("Z", Buffer.from("I"))]);

/** Answers each message in turn; ends the connection at one that it has no answer to. */
async function listen(answers: readonly Buffer[]): Promise<string> {
	const server = createServer((socket) => {
		const left = [...answers];
		socket.on("error", () => {});
		socket.on("data", () => {
			const answer = left.shift();
			if (answer === undefined) socket.destroy();
			else socket.write(answer);
		});
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	onTestFinished(() => void server.close());
	const { port } = server.address() as { readonly port: number }; // it listens at a port
	return `postgres://u:secret@127.0.0.1:${port}/d`;
}

const ANSWERS: readonly (readonly [what: string, ...answers: Buffer[]])[] = [
	["nothing"],
	["a message of no known type", message("!", Buffer.alloc(0))],
	["a way to authenticate of no known number", message("R", number(99))],
	["the end of one that has not begun", message("R", Buffer.concat([number(12), Buffer.from("abcd")]))],
	["a message that is shorter than its head", message("R", Buffer.alloc(0), 0)],
	["a row that nobody asked for", Buffer.concat([READY, message("D", Buffer.from([0, 1]))])],
	["a welcome, and nothing after it", READY],
	["a welcome, and then noise", READY, message("!", Buffer.from("noise"))],
	["a welcome, and an error without a code", READY, message("E", Buffer.from("Mnoise\0\0"))],
];

test.each(ANSWERS.map(([what, ...answers]) => ({ what, answers })))(
	"a server that answers with $what ends a command with 2 and one line, at once",
	async ({ answers }) => {
		const url = await listen(answers);
		const start = performance.now();
		const end = await upshape(["table", "verify", "--table", "t", "--column", "c", "--url", url]);
		expect(end).toMatchObject({ code: 2, stdout: "" });
		expect(end.stderr).toMatch(/^upshape: the database .*\n$/);
		expect(performance.now() - start).toBeLessThan(30_000);
	},
);
