import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";

/** A server on loopback, and how to end it. */
export interface Served {
	readonly url: string;
	close(): Promise<void>;
}

/** Serves a listener of node:http (Express has one too) on a free port of 127.0.0.1. */
export async function serve(listener: RequestListener): Promise<Served> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { url: urlOf(server), close: () => closed(server) };
}

/** Serves a handler of web-standard requests, as Node adapters of Hono and Next.js do. */
export function serveFetch(handler: (request: Request) => Response | Promise<Response>): Promise<Served> {
	return serve(async (incoming, outgoing) => {
		const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
			(values ?? []).map((value): [string, string] => [name, value]),
		);
		const body = incoming.method === "GET" ? null : Readable.toWeb(incoming);
		const { method = "GET", url = "/" } = incoming;
		// Node wants duplex for a body that streams; its types don't know it yet.
		const init = { method, headers, body, duplex: "half" } as RequestInit;
		const response = await handler(new Request(`http://127.0.0.1${url}`, init));
		outgoing.statusCode = response.status;
		outgoing.end(await response.text());
	});
}

/** Sends a request's text as it stands, and gives the reply's; `hangUp` ends the connection before there is one. */
export function speak(url: string, text: string, { hangUp = false } = {}): Promise<string> {
	return new Promise((resolve, reject) => {
		const { port, hostname } = new URL(url);
		const socket = connect(Number(port), hostname, () => {
			socket.write(text, "latin1", () => hangUp && socket.destroy());
		});
		let reply = "";
		socket.setEncoding("latin1");
		socket.on("data", (part) => {
			reply += part;
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(reply));
	});
}

/** The address of a server that listens on loopback. */
export function urlOf(server: Pick<Server, "address">): string {
	// A server that listens on a port has such an address.
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}
