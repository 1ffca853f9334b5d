import { BulkError } from "../../records/index.js";
import type { TableClient } from "../session/pool.js";

/** What COPY needs of a connection of `pg`, which it hands to what is submitted to it. */
interface CopyConnection {
	query(text: string): void;
	sendCopyFromChunk(chunk: Uint8Array): void;
	endCopyFrom(): void;
	sendCopyFail(message: string): void;
	readonly stream: {
		readonly writableNeedDrain: boolean;
		once(event: "drain" | "close", listener: () => void): unknown;
		pause(): unknown;
		resume(): unknown;
	};
}

/** One COPY statement under way, as `pg` drives it: it calls these as messages come in. */
class Copy {
	/** Settles when the server has said that the statement is over. */
	readonly done: Promise<void>;
	readonly #text: string;
	#resolve = () => {};
	#reject = (_: unknown) => {};
	protected connection: CopyConnection | undefined;

	constructor(text: string) {
		this.#text = text;
		this.done = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
		// Whoever started it meets its failure, maybe later.
		this.done.catch(() => {});
	}

	submit(connection: CopyConnection): void {
		this.connection = connection;
		connection.query(this.#text);
	}

	handleError(error: unknown): void {
		this.#reject(error);
	}

	handleReadyForQuery(): void {
		this.#resolve();
	}

	handleCommandComplete(): void {}
	handleRowDescription(): void {}
	handleDataRow(): void {}
	handleEmptyQuery(): void {}
	handlePortalSuspended(): void {}
	handleCopyData(_: { readonly chunk: Uint8Array }): void {}
	handleCopyInResponse(): void {}
}

/** COPY ... TO STDOUT: hands on each chunk when it comes; the chunk may be used during the call only. */
export class CopyOut extends Copy {
	readonly #onChunk: (chunk: Uint8Array) => void;

	constructor(text: string, onChunk: (chunk: Uint8Array) => void) {
		super(text);
		this.#onChunk = onChunk;
	}

	override handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
		try {
			this.#onChunk(chunk);
		} catch (error) {
			this.handleError(error);
		}
	}

	/** Takes no more from the server until it is resumed; a few chunks may be on their way. */
	pause(): void {
		this.connection?.stream.pause();
	}

	resume(): void {
		this.connection?.stream.resume();
	}
}

/** COPY ... FROM STDIN: sends chunks, once it is ready. */
export class CopyIn extends Copy {
	/** Settles when chunks can be sent. */
	readonly ready: Promise<void>;
	#begin = () => {};

	constructor(text: string) {
		super(text);
		this.ready = new Promise((resolve) => {
			this.#begin = resolve;
		});
	}

	override handleCopyInResponse(): void {
		this.#begin();
	}

	/** Sends a chunk, of which it makes a copy; calls back when more can be sent, if that is not at once. */
	send(chunk: Uint8Array, onDrain: () => void): boolean {
		this.connection?.sendCopyFromChunk(chunk);
		if (!this.connection?.stream.writableNeedDrain) return true;
		this.connection.stream.once("drain", onDrain);
		return false;
	}

	end(): void {
		this.connection?.endCopyFrom();
	}

	fail(): void {
		this.connection?.sendCopyFail("the source failed");
	}
}

/** Starts a COPY; fails if the driver can't do that. */
export function startCopy(client: TableClient, copy: CopyOut | CopyIn): void {
	const connection: unknown = Object(client).connection;
	if (typeof Object(connection).sendCopyFromChunk !== "function") {
		throw new BulkError(
			"copy-unsupported",
			"this driver can't COPY: a shadow copy needs a Pool of the package pg",
		);
	}
	// The clients of pg take whatever can be submitted, which their types call a Submittable.
	(client as unknown as { query(submittable: unknown): unknown }).query(copy);
}
