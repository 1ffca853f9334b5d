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

test.each([
	["nothing", Buffer.alloc(0)],
	["a message of no known type", message("!", Buffer.alloc(0))],
	["a way to authenticate of no known number", message("R", number(99))],
	["the end of one that has not begun", message("R", Buffer.concat([number(12), Buffer.from("abcd")]))],
	["a message that is shorter than its head", message("R", Buffer.alloc(0), 0)],
	["a row that nobody asked for", Buffer.concat([READY, message("D", Buffer.from([0, 1]))])],
])("a server that answers with %s ends a command with 2 and one line", async (_, answer) => {
	const server = createServer((socket) => {
		socket.on("error", () => {});
		socket.once("data", () => (answer.length === 0 ? socket.destroy() : socket.write(answer)));
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	onTestFinished(() => void server.close());
	const { port } = server.address() as { readonly port: number }; // it listens at a port
	const url = `postgres://u:secret@127.0.0.1:${port}/d`;
	const end = await upshape(["table", "verify", "--table", "t", "--column", "c", "--url", url]);
	expect(end).toMatchObject({ code: 2, stdout: "" });
	expect(end.stderr).toMatch(/^upshape: the database .*\n$/);
});
