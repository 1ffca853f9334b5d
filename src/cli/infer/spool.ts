import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeError } from "../../errors/index.js";
import type { Input } from "../../records/index.js";
import { stdin } from "../print/streams.js";

/**
 * Copies standard input, for who has to read it twice, to a temporary file without a name: nobody else can open it, and
 * nothing is left of it however the process ends. Fails with a BulkError if there is no room.
 */
export async function spoolStdin(): Promise<() => Omit<Input, "name">> {
	const path = join(tmpdir(), `upshape-${randomUUID()}`);
	const fail = (error: unknown) => {
		throw writeError(path, error);
	};
	const file = await open(path, "wx+", 0o600).catch(fail);
	await unlink(path);
	for await (const chunk of stdin().chunks) await file.appendFile(chunk).catch(fail);
	return () => ({ chunks: createReadStream("", { fd: file.fd, start: 0, autoClose: false }) });
}
