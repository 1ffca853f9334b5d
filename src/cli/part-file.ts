import { rmSync } from "node:fs";
import { chmod, type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Sink } from "../bulk/index.js";
import { writeError } from "./streams.js";

/** A file in the making: it has its name only when it is complete. */
export interface PartFile extends Sink {
	/** Gives the file its name, in place of any that had it. */
	publish(): Promise<void>;
	/** Leaves no trace of it. */
	discard(): Promise<void>;
}

/** Part files that a signal would leave behind. */
const unfinished = new Set<string>();

/** Removes the part files of a process that is about to end. */
export function discardUnfinished(): void {
	for (const path of unfinished) rmSync(path, { force: true });
}

/** Opens a file for writing, beside its final place; a device or a pipe is written to as it is. */
export async function partFile(name: string): Promise<PartFile> {
	try {
		const there = await stat(name).catch(() => undefined);
		if (there && !there.isFile()) return direct(name, await open(name, "w"));
		const target = there ? await realpath(name) : name;
		const part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
		const handle = await open(part, "w");
		unfinished.add(part);
		if (there) await chmod(part, there.mode);
		return beside(name, target, part, handle);
	} catch (error) {
		throw writeError(name, error);
	}
}

function direct(name: string, handle: FileHandle): PartFile {
	const sink = { write: (bytes: Uint8Array) => writeAll(name, handle, bytes) };
	return { ...sink, publish: () => handle.close(), discard: () => handle.close() };
}

function beside(name: string, target: string, part: string, handle: FileHandle): PartFile {
	return {
		write: (bytes) => writeAll(name, handle, bytes),
		async publish() {
			await handle.close();
			await rename(part, target).catch((error: unknown) => {
				throw writeError(name, error);
			});
			unfinished.delete(part);
		},
		async discard() {
			await handle.close();
			await rm(part, { force: true });
			unfinished.delete(part);
		},
	};
}

async function writeAll(name: string, handle: FileHandle, bytes: Uint8Array): Promise<void> {
	try {
		for (let done = 0; done < bytes.length; ) {
			done += (await handle.write(bytes, done)).bytesWritten;
		}
	} catch (error) {
		throw writeError(name, error);
	}
}
