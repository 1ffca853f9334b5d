import { basename, dirname, join } from "node:path";
import { BulkError, type Sink, systemCode, writeError } from "../records/index.js";

import { type Disk, type DiskFile, type DiskStat, remove, syncFolder, writeAll } from "./disk.js";

/** Where a file is to stand, links followed, and what stands there now. */
export interface Target {
	/** What the user calls it. */
	readonly name: string;
	readonly path: string;
	readonly there: DiskStat | undefined;
	/** Whether it is a device or a pipe, which is written to as it is. */
	readonly isDevice: boolean;
}

/** Looks at the place of an output. */
export async function targetOf(disk: Disk, name: string): Promise<Target> {
	try {
		const there = await statOf(disk, name);
		const isDevice = there !== undefined && !there.isFile();
		const path = there ? await disk.realpath(name) : join(await disk.realpath(dirname(name)), basename(name));
		return { name, path, there, isDevice };
	} catch (error) {
		throw writeError(name, error);
	}
}

/** The file's state; undefined if there is none. */
async function statOf(disk: Disk, path: string): Promise<DiskStat | undefined> {
	try {
		return await disk.stat(path);
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	}
}

/** The path of a file that accompanies a target while a run writes it. */
export function besideTarget(
	target: Pick<Target, "path">,
	extension: "part" | "checkpoint" | "lock",
): string {
	return join(dirname(target.path), `.${basename(target.path)}.${extension}`);
}

/** So many bytes are made durable ahead of time. */
const EARLY = 1 << 25;

/** A file in the making: it has its name only when it is complete. Its failures are BulkErrors. */
export class Part implements Sink {
	readonly target: Target;
	/** How many bytes were handed to it. */
	length: number;
	readonly #disk: Disk;
	readonly #file: DiskFile;
	readonly #path: string;
	#writing: Promise<void> = Promise.resolve();
	#syncing: Promise<void> = Promise.resolve();
	#isSyncing = false;
	#hasFailed = false;
	/** How long it was when it was last made durable ahead of time. */
	#synced = 0;

	private constructor(disk: Disk, target: Target, path: string, file: DiskFile, length: number) {
		this.#disk = disk;
		this.target = target;
		this.#path = path;
		this.#file = file;
		this.length = length;
	}

	/** Opens the part file as it was at that length, anew for none; fails with a BulkError if it has become shorter. */
	static async open(disk: Disk, target: Target, length: number): Promise<Part> {
		const path = target.isDevice ? target.path : besideTarget(target, "part");
		try {
			const file = await disk.open(path, length === 0 ? "w" : "r+");
			try {
				if (length > 0) await cutBack(file, path, length);
				if (target.there && !target.isDevice) await file.chmod(target.there.mode);
			} catch (error) {
				await file.close();
				throw error;
			}
			return new Part(disk, target, path, file, length);
		} catch (error) {
			throw writeError(target.name, error);
		}
	}

	write(bytes: Uint8Array): Promise<void> {
		const position = this.target.isDevice ? undefined : this.length;
		this.length += bytes.length;
		this.#writing = this.#write(bytes, position);
		return this.#writing;
	}

	/** Makes what was handed to it until now durable. */
	async sync(): Promise<void> {
		await this.#writing;
		await this.#syncing;
		if (!this.target.isDevice) await this.#try(() => this.#file.sync());
	}

	async #write(bytes: Uint8Array, position: number | undefined): Promise<void> {
		// What a failed sync has lost, a later one says nothing of.
		if (this.#hasFailed) await this.#syncing;
		await this.#try(() => writeAll(this.#file, bytes, position));
		if (this.target.isDevice || this.#isSyncing || this.length - this.#synced < EARLY) return;
		this.#isSyncing = true;
		this.#synced = this.length;
		this.#syncing = this.#syncEarly();
		this.#syncing.catch(() => {
			this.#hasFailed = true;
		});
	}

	/** The disk works while records are converted, so that little is left to wait for at the end. */
	async #syncEarly(): Promise<void> {
		await this.#try(() => this.#file.sync());
		this.#isSyncing = false;
	}

	/** Lets go of the file, and leaves it where it is. */
	async close(): Promise<void> {
		await this.#writing.catch(() => {});
		await this.#syncing.catch(() => {});
		await this.#try(() => this.#file.close());
	}

	/** Leaves no trace of it; it must be closed. */
	async discard(): Promise<void> {
		if (!this.target.isDevice) await this.#try(() => remove(this.#disk, this.#path));
	}

	async #try<T>(action: () => Promise<T>): Promise<T> {
		try {
			return await action();
		} catch (error) {
			throw writeError(this.target.name, error);
		}
	}
}

async function cutBack(file: DiskFile, path: string, length: number): Promise<void> {
	const { size } = await file.stat();
	if (size < length) throw lost(path);
	await file.truncate(length);
}

/** Makes durable which files there are beside the target. */
export async function makeDurable(disk: Disk, target: Target): Promise<void> {
	try {
		await syncFolder(disk, target.path);
	} catch (error) {
		throw writeError(target.name, error);
	}
}

function lost(path: string): BulkError {
	const message = `${path} is shorter than the interrupted run left it: begin anew, without resuming`;
	return new BulkError("part-lost", message);
}

/**
 * Gives part files the names that they are for, in this order, in place of what had them. A part that is gone has its
 * name already, if what has it is of the length given: so an interrupted publication can be done again.
 */
export async function publish(
	disk: Disk,
	files: readonly { readonly target: Target; readonly length: number }[],
): Promise<void> {
	for (const { target, length } of files) {
		if (target.isDevice) continue;
		try {
			await publishOne(disk, target, length);
		} catch (error) {
			throw writeError(target.name, error);
		}
	}
}

async function publishOne(disk: Disk, target: Target, length: number): Promise<void> {
	const part = besideTarget(target, "part");
	const there = await statOf(disk, part);
	if (there?.size === length) await disk.rename(part, target.path);
	else if (there || (await statOf(disk, target.path))?.size !== length) throw lost(part);
	await syncFolder(disk, target.path);
}
