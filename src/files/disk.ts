import { readSync } from "node:fs";
import {
	type FileHandle,
	mkdir,
	open,
	readdir,
	realpath,
	rename,
	rmdir,
	stat,
	unlink,
} from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../records/index.js";

/** All that a file run asks of the file system, call by call, so that a test can let any of them fail. */
export interface Disk {
	/** To read ("r"), to write what is there ("r+"), to write anew ("w"), or only if nothing is there ("wx"). */
	open(path: string, flags: "r" | "r+" | "w" | "wx"): Promise<DiskFile>;
	stat(path: string): Promise<DiskStat>;
	realpath(path: string): Promise<string>;
	readdir(path: string): Promise<readonly string[]>;
	rename(from: string, to: string): Promise<void>;
	unlink(path: string): Promise<void>;
	mkdir(path: string): Promise<unknown>;
	rmdir(path: string): Promise<void>;
}

/** An open file. */
export interface DiskFile {
	/** Reads from the position, or where the last read ended if there is none; 0 at the end. */
	read(into: Uint8Array, position: number | undefined): number | Promise<number>;
	/** Writes as many of the bytes as it can there, or where the last write ended. */
	write(bytes: Uint8Array, position: number | undefined): Promise<number>;
	/** Returns when what was written would survive the loss of power. */
	sync(): Promise<void>;
	truncate(length: number): Promise<void>;
	chmod(mode: number): Promise<void>;
	stat(): Promise<DiskStat>;
	close(): Promise<void>;
}

/** What a run needs to know of a file. */
export interface DiskStat {
	readonly size: number;
	readonly mtimeMs: number;
	readonly mode: number;
	isFile(): boolean;
}

/** Node's own file system. */
export const nodeDisk: Disk = {
	open: async (path, flags) => fileOf(await open(path, flags)),
	...{ stat, realpath, readdir, rename, unlink, mkdir, rmdir },
};

/**
 * What is in a file is read at once, which is cheaper than asking a thread for it; a pipe may keep its reader
 * waiting, and signals must get through.
 */
async function fileOf(handle: FileHandle): Promise<DiskFile> {
	const atOnce = (await handle.stat()).isFile();
	return {
		read: (into, position) =>
			atOnce
				? readSync(handle.fd, into, 0, into.length, position ?? null)
				: handle.read(into, 0, into.length, position).then(({ bytesRead }) => bytesRead),
		write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
		sync: () => handle.sync(),
		truncate: (length) => handle.truncate(length),
		chmod: (mode) => handle.chmod(mode),
		stat: () => handle.stat(),
		close: () => handle.close(),
	};
}

/** Writes all of the bytes. */
export async function writeAll(file: DiskFile, bytes: Uint8Array, position?: number): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		done += await file.write(bytes.subarray(done), position === undefined ? undefined : position + done);
	}
}

/** Makes what was renamed, created or removed beside the path durable. */
export async function syncFolder(disk: Disk, path: string): Promise<void> {
	// Windows opens no folders, and needs none: its names are durable with the file.
	if (process.platform === "win32") return;
	const folder = await disk.open(dirname(path), "r");
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

/** Removes a file, if there is one. */
export async function remove(disk: Disk, path: string): Promise<boolean> {
	try {
		await disk.unlink(path);
		return true;
	} catch (error) {
		if (systemCode(error) === "ENOENT") return false;
		throw error;
	}
}
