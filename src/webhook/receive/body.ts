import { isBytes } from "../bytes.js";
import { WebhookError } from "../error.js";

/** The bytes of a request's body, or why there are none; it stops reading once there are more than `maxBytes`. */
export async function readBody(
	request: Request,
	maxBytes: number,
): Promise<Uint8Array | "too-large" | "body-broken"> {
	if (request.bodyUsed || request.body?.locked) throw new WebhookError("body-consumed");
	if (declaredLength(request.headers.get("content-length")) > maxBytes) return "too-large";
	if (request.body === null) return new Uint8Array(0);
	const reader = request.body.getReader();
	const body = new Chunks(maxBytes);
	try {
		for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
			// A stream that a program made may hold texts; what bytes they stand for is anybody's guess.
			if (!isBytes(chunk.value)) return giveUp(reader, "body-broken");
			if (!body.add(chunk.value)) return giveUp(reader, "too-large");
		}
	} catch {
		return "body-broken";
	}
	return body.join();
}

/** Whoever sends need not go on; how that ends is nothing to wait for. */
function giveUp<Why>(reader: { cancel(): Promise<void> }, why: Why): Why {
	reader.cancel().catch(() => {});
	return why;
}

/** What a content-length says, or 0: only what is really there counts in the end. */
export function declaredLength(header: string | null | undefined): number {
	return /^\d+$/.test(header ?? "") ? Number(header) : 0;
}

/** Collects the chunks of a body up to a limit. */
export class Chunks {
	readonly #chunks: Uint8Array[] = [];
	readonly #maxBytes: number;
	#length = 0;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	/** Takes a chunk, or says that it is too much. */
	add(chunk: Uint8Array): boolean {
		this.#length += chunk.length;
		if (this.#length > this.#maxBytes) return false;
		this.#chunks.push(chunk);
		return true;
	}

	/** All of them in memory of their own, which nobody else can change. */
	join(): Uint8Array {
		const body = new Uint8Array(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			body.set(chunk, at);
			at += chunk.length;
		}
		return body;
	}
}
