import {
	type Disk,
	type DiskFile,
	hiddenBeside,
	type OutputTarget,
	remove,
	statOf,
	syncFolder,
	writeAll,
} from "../disk/index.js";
import { BulkError, writeError } from "../errors/index.js";
import { packerOf, type Sink } from "../records/index.js";
import { type Access, grant } from "./access.js";

/** The path of the part file of an output. */
export function partOf({ path }: Pick<OutputTarget, "path">): string {
	return hiddenBeside(path, "part");
}

/** So many bytes are made durable ahead of time. */
const EARLY = 1 << 25;

/** So many bytes are packed as one: each part is a whole of its own, as a checkpoint may be behind any of them. */
const PACKED_AT_A_TIME = 1 << 20;

/** A file in the making: it has its name only when it is complete. Its failures are BulkErrors. */
export class PartFile implements Sink {
	readonly target: OutputTarget;
	/** How many bytes were handed to the file; what is still to be packed is not among them. */
	length: number;
	readonly #disk: Disk;
	readonly #file: DiskFile;
	readonly #path: string;
	readonly #pack: ((bytes: Uint8Array) => Uint8Array) | undefined;
	/** What waits to be packed. */
	#unpacked: Uint8Array[] = [];
	#unpackedBytes = 0;
	#writing: Promise<void> = Promise.resolve();
	#syncing: Promise<void> = Promise.resolve();
	#isSyncing = false;
	#hasFailed = false;
	/** How long it was when it was last made durable ahead of time. */
	#synced = 0;

	private constructor(disk: Disk, target: OutputTarget, path: string, file: DiskFile, length: number) {
		this.#disk = disk;
		this.target = target;
		this.#path = path;
		this.#file = file;
		this.#pack = packerOf(target.name);
		this.length = length;
	}

	/**
	 * Opens the part file as it was at that length, anew for none: a file of this user's own, never one that a link leads
	 * to. Fails with a BulkError if it has become shorter.
	 */
	static async open(disk: Disk, target: OutputTarget, length: number): Promise<PartFile> {
		try {
			const path = target.isStream ? target.path : partOf(target);
			const file = await (target.isStream ? disk.open(path, "stream") : openPart(disk, path, length));
			return new PartFile(disk, target, path, file, length);
		} catch (error) {
			throw writeError(target.name, error);
		}
	}

	write(bytes: Uint8Array): Promise<void> {
		if (!this.#pack) return this.#append(bytes);
		// Its memory may be used again when this returns.
		this.#unpacked.push(new Uint8Array(bytes));
		this.#unpackedBytes += bytes.length;
		return this.#unpackedBytes < PACKED_AT_A_TIME ? this.#writing : this.#appendPacked();
	}

	/** Packs what waits, so that `length` stands for all that was written. */
	flush(): void {
		// Its failure is met by who waits for the writing.
		if (this.#unpackedBytes > 0) this.#appendPacked().catch(() => {});
	}

	#appendPacked(): Promise<void> {
		const bytes = Buffer.concat(this.#unpacked);
		this.#unpacked = [];
		this.#unpackedBytes = 0;
		return this.#append(this.#pack?.(bytes) ?? bytes);
	}

	#append(bytes: Uint8Array): Promise<void> {
		const position = this.target.isStream ? undefined : this.length;
		this.length += bytes.length;
		this.#writing = this.#write(bytes, position);
		return this.#writing;
	}

	/** Makes what was handed to it until now durable. */
	async sync(): Promise<void> {
		this.flush();
		await this.#writing;
		await this.#syncing;
		if (!this.target.isStream) await this.#try(() => this.#file.sync());
	}

	/** Ends the file, and gives it to those who may read the inputs: until then it is nobody's but its owner's. */
	async finish(access: Access): Promise<void> {
		this.flush();
		// Nothing is no packed file.
		if (this.#pack && this.length === 0) await this.#appendPacked();
		if (!this.target.isStream) await this.#try(() => grant(this.#file, this.target, access));
	}

	async #write(bytes: Uint8Array, position: number | undefined): Promise<void> {
		// What a failed sync has lost, a later one says nothing of.
		if (this.#hasFailed) await this.#syncing;
		await this.#try(() => writeAll(this.#file, bytes, position));
		if (this.target.isStream || this.#isSyncing || this.length - this.#synced < EARLY) return;
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
		if (!this.target.isStream) await this.#try(() => remove(this.#disk, this.#path));
	}

	async #try<T>(action: () => Promise<T>): Promise<T> {
		try {
			return await action();
		} catch (error) {
			throw writeError(this.target.name, error);
		}
	}
}

async function openPart(disk: Disk, path: string, length: number): Promise<DiskFile> {
	if (length === 0) {
		await remove(disk, path);
		return disk.open(path, "create");
	}
	const file = await disk.open(path, "own").catch((cause: unknown) => {
		throw new BulkError("part-lost", `${path} ${NOT_AS_LEFT}`, { cause });
	});
	try {
		const { size } = await file.stat();
		if (size < length) throw lost(path);
		await file.truncate(length);
		return file;
	} catch (error) {
		await file.close();
		throw error;
	}
}

const NOT_AS_LEFT = "is not what the interrupted run left: begin anew, without resuming";

/** Makes durable which files there are beside the target. */
export async function makeDurable(disk: Disk, target: OutputTarget): Promise<void> {
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
	files: readonly { readonly target: OutputTarget; readonly length: number }[],
): Promise<void> {
	for (const { target, length } of files) {
		if (target.isStream) continue;
		try {
			await publishOne(disk, target, length);
		} catch (error) {
			throw writeError(target.name, error);
		}
	}
}

async function publishOne(disk: Disk, target: OutputTarget, length: number): Promise<void> {
	const part = partOf(target);
	const there = await statOf(disk, part);
	if (there?.size === length) await disk.rename(part, target.path);
	else if (there || (await statOf(disk, target.path))?.size !== length) throw lost(part);
	await syncFolder(disk, target.path);
}
