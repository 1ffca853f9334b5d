/**
 * All that is asked of the file system, call by call, so that a test can let any call fail. `nodeDisk` is Node's own.
 * Calls fail with the system's errors, whose `code` is such as "ENOENT".
 */
export interface Disk {
	open(path: string, way: OpenWay): Promise<DiskFile>;
	/** Follows links. */
	stat(path: string): Promise<DiskStat>;
	/** Of a file that can have a path of its own: a pipe that a shell has named after a descriptor has none. */
	realpath(path: string): Promise<string>;
	rename(from: string, to: string): Promise<void>;
	unlink(path: string): Promise<void>;
}

/**
 * - "read": whatever the path leads to; a pipe that no program writes to yet is waited for.
 * - "create": a new file that only its owner may read or write; fails with EEXIST where anything stands, be it a link.
 * - "own": to read and write a file that "create" made; fails with ELOOP for a link, and with EPERM for what isn't a
 *   regular file, is another user's, or has a second name.
 * - "stream": to write to a device, a pipe or a descriptor as it is; a pipe that no program reads yet is waited for.
 */
export type OpenWay = "read" | "create" | "own" | "stream";

/** An open file. */
export interface DiskFile {
	/** Reads from the position, or where the last read ended if there is none; 0 at the end. */
	read(into: Uint8Array, position: number | undefined): number | Promise<number>;
	/** Writes as many of the bytes as it can there, or where the last write ended; returns how many. */
	write(bytes: Uint8Array, position: number | undefined): Promise<number>;
	/** Returns when what was written would survive the loss of power. */
	sync(): Promise<void>;
	truncate(length: number): Promise<void>;
	chmod(mode: number): Promise<void>;
	chown(uid: number, gid: number): Promise<void>;
	stat(): Promise<DiskStat>;
	close(): Promise<void>;
}

/** What is known of a file. */
export interface DiskStat {
	/** In bytes. */
	readonly size: number;
	readonly mtimeMs: number;
	/** The type of the file, and in the low nine bits who may read, write and execute it. */
	readonly mode: number;
	/** The owner and the group, by their numbers. */
	readonly uid: number;
	readonly gid: number;
	isFile(): boolean;
}

/** Writes all of the bytes, from the position on if there is one. */
export async function writeAll(file: DiskFile, bytes: Uint8Array, position?: number): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		done += await file.write(bytes.subarray(done), position === undefined ? undefined : position + done);
	}
}

/** As many bytes from there as the file has, `length` at most. */
export async function bytesAt(file: DiskFile, position: number, length: number): Promise<Uint8Array> {
	const bytes = new Uint8Array(length);
	let done = 0;
	while (done < length) {
		const read = await file.read(bytes.subarray(done), position + done);
		if (read === 0) break;
		done += read;
	}
	return bytes.subarray(0, done);
}
