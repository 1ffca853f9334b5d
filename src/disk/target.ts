import { basename, dirname, join } from "node:path";
import { systemCode, writeError } from "../errors/index.js";
import type { Disk, DiskStat } from "./disk.js";
import { descriptorOf } from "./node-disk.js";

/** Where a file is to stand, links followed, and what stands there now. */
export interface OutputTarget {
	/** What the user calls it. */
	readonly name: string;
	/** Of a stream, the name as it was given. */
	readonly path: string;
	readonly there: DiskStat | undefined;
	/** Whether it is a device, a pipe or a descriptor, which is written to as it is. */
	readonly isStream: boolean;
}

/** Looks at the place of an output; fails with a BulkError if there can be none. */
export async function targetOf(disk: Disk, name: string): Promise<OutputTarget> {
	try {
		// Through a descriptor that a shell has redirected to a file, others may be writing that file.
		if (descriptorOf(name) !== undefined) return { name, path: name, there: undefined, isStream: true };
		const there = await statOf(disk, name);
		if (there && isFolder(there)) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
		if (there && !there.isFile()) return { name, path: name, there, isStream: true };
		const path = there ? await disk.realpath(name) : join(await disk.realpath(dirname(name)), basename(name));
		return { name, path, there, isStream: false };
	} catch (error) {
		throw writeError(name, error);
	}
}

const TYPE = 0o170000;
const FOLDER = 0o040000;

function isFolder({ mode }: DiskStat): boolean {
	return (mode & TYPE) === FOLDER;
}

/** The file's state; undefined if there is none. */
export async function statOf(disk: Disk, path: string): Promise<DiskStat | undefined> {
	try {
		return await disk.stat(path);
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	}
}
