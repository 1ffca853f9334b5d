import { constants, fstatSync, openSync, write as writeTo } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { systemCode } from "../errors/index.js";
import type { DiskFile } from "./disk.js";

/** How long to wait before asking again whether a pipe has got a reader. */
const RETRY_MS = 20;

/**
 * Opens a named pipe for reading. Pipes are read and written by the event loop: a thread that waits in a system call
 * would keep the process from ending, whatever signal it is sent.
 */
export function openPipeToRead(path: string): DiskFile {
	return pipeToRead(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
}

/** Opens a named pipe for writing, when some program reads it. */
export async function openPipeToWrite(path: string): Promise<DiskFile> {
	for (;;) {
		try {
			return pipeToWrite(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
		} catch (error) {
			if (systemCode(error) !== "ENXIO") throw error;
			await sleep(RETRY_MS);
		}
	}
}

/** What the process was started with is written where it stands, be it a file: its other writers know that place. */
export function descriptorToWrite(fd: number): DiskFile {
	if (fd === 1) return streamToWrite(fd, process.stdout);
	if (fd === 2) return streamToWrite(fd, process.stderr);
	const there = fstatSync(fd);
	if (there.isFIFO() || there.isSocket()) return pipeToWrite(fd);
	const write = promisify(writeTo);
	return {
		...onlyStreams(fd),
		write: async (bytes) => (await write(fd, bytes)).bytesWritten,
		close: async () => {},
	};
}

function pipeToRead(fd: number): DiskFile {
	const socket = new Socket({ fd, readable: true, writable: false });
	const chunks: AsyncIterator<Uint8Array> = socket[Symbol.asyncIterator]();
	let chunk: Uint8Array = new Uint8Array(0);
	return {
		...onlyStreams(fd),
		async read(into) {
			if (chunk.length === 0) {
				const next = await chunks.next();
				if (next.done) return 0;
				chunk = next.value;
			}
			const length = Math.min(into.length, chunk.length);
			into.set(chunk.subarray(0, length));
			chunk = chunk.subarray(length);
			return length;
		},
		close: async () => void socket.destroy(),
	};
}

function pipeToWrite(fd: number): DiskFile {
	const socket = new Socket({ fd, readable: false, writable: true });
	const file = streamToWrite(fd, socket);
	return {
		...file,
		close: () => new Promise((resolve) => (socket.destroyed ? resolve() : socket.end(resolve))),
	};
}

function streamToWrite(fd: number, stream: NodeJS.WritableStream): DiskFile {
	// A failed write comes back to its writer; without a listener it would also end the process.
	stream.on("error", () => {});
	return {
		...onlyStreams(fd),
		write: (bytes) =>
			new Promise((resolve, reject) => {
				stream.write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
			}),
		close: async () => {},
	};
}

/** What streams have in common: there is nothing to make durable, and nothing to change. */
function onlyStreams(fd: number): Omit<DiskFile, "close"> {
	return {
		read: unsupported,
		write: unsupported,
		sync: async () => {},
		truncate: unsupported,
		chmod: unsupported,
		chown: unsupported,
		stat: async () => fstatSync(fd),
	};
}

async function unsupported(): Promise<never> {
	throw Object.assign(new Error("a stream can't do that"), { code: "ESPIPE" });
}
