import { once } from "node:events";
import { createServer, connect as dial, type Socket } from "node:net";

/** A server between a client and Postgres that can cut connections. */
export interface Proxy {
	/** The URL by which Postgres is reached through it. */
	readonly url: string;
	readonly cuts: number;
	close(): Promise<void>;
}

/**
 * Starts one that cuts a connection when the reply to the COMMIT behind a statement that contains `marker` arrives, and
 * before it is handed on, as often as told and every other time: what the statement did is done, and nobody has heard of
 * it.
 */
export async function cutting(target: string, marker: string, times: number): Promise<Proxy> {
	const { hostname, port } = new URL(target);
	const sockets = new Set<Socket>();
	let cuts = 0;
	let spare = false;
	const server = createServer((client) => {
		const upstream = dial(Number(port), hostname);
		let marked = false;
		let armed = false;
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", () => {});
			socket.on("close", () => {
				sockets.delete(socket);
				client.destroy();
				upstream.destroy();
			});
		}
		client.on("data", (bytes) => {
			if (bytes.includes(marker)) marked = true;
			else if (marked && bytes.includes("COMMIT") && cuts < times) {
				armed = !spare;
				spare = !spare;
			}
			upstream.write(bytes);
		});
		upstream.on("data", (bytes) => {
			if (!armed) return void client.write(bytes);
			cuts++;
			client.destroy();
		});
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	const address = server.address();
	const url = new URL(target);
	url.port = String(typeof address === "object" && address ? address.port : 0);
	return {
		url: url.href,
		get cuts() {
			return cuts;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
