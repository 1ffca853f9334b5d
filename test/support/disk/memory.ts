import { dirname } from "node:path";
import type { Disk, DiskFile, DiskStat } from "../../../src/disk/index.js";

/** What the loss of power leaves of what was not synced: of the names, and of the bytes. */
export interface Loss {
	readonly names: "kept" | "lost";
	readonly bytes: "kept" | "half" | "lost";
}

/** A process that is dead: no call of its disk does anything any more. */
export class Killed extends Error {}

/**
 * A disk in memory that keeps apart what a program sees and what would survive the loss of power: bytes survive from
 * the file's sync on, names from their folder's.
 */
export class MemoryDisk {
	#names = new Map<string, Inode>();
	#durable = new Map<string, Inode>();
	#clock = 1;

	/** The paths of all files. */
	get paths(): string[] {
		return [...this.#names].flatMap(([path, { kind }]) => (kind === "file" ? [path] : [])).sort();
	}

	/** What is in a file; undefined if there is none. */
	text(path: string): string | undefined {
		return this.#names.get(path)?.live.toString("latin1");
	}

	/** Puts a file there that is durable. */
	put(path: string, bytes: Uint8Array): void {
		const inode = new Inode("file", this.#clock++);
		inode.live = Buffer.from(bytes);
		inode.synced = inode.live;
		this.#names.set(path, inode);
		this.#durable.set(path, inode);
	}

	/** Ends the process that used the disk, and perhaps takes its power away: what another process finds then. */
	crash(loss: Loss): void {
		if (loss.names === "lost") this.#names = new Map(this.#durable);
		for (const inode of this.#names.values()) {
			const unsynced = inode.live.subarray(0, Math.floor((inode.synced.length + inode.live.length) / 2));
			inode.live = { kept: inode.live, half: unsynced, lost: inode.synced }[loss.bytes];
			inode.synced = inode.live;
		}
		// The process that has a lock is dead; here, it is the one that tests it.
		for (const [path, inode] of this.#names) {
			if (path.endsWith(".lock"))
				inode.live = Buffer.from(inode.live.toString().replace(/"pid":\d+/, '"pid":99999999'));
		}
		this.#durable = new Map(this.#names);
	}

	/** The disk as a process sees it; `before` is asked before every call, and may let it fail. */
	for(before: Before): Disk {
		const call = <T>(name: string, path: string, action: () => T, torn?: () => void): Promise<T> => {
			return before({ name, path, act: action, tear: torn ?? (() => {}) }) as Promise<T>;
		};
		const names = () => this.#names;
		return {
			open: (path, way) =>
				call("open", path, () => {
					const there = names().get(path);
					if (there && way === "create") throw failure("EEXIST");
					if (!there && way !== "create") throw failure("ENOENT");
					return this.#file(path, there ?? this.#create(path, "file"), call);
				}),
			stat: (path) => call("stat", path, () => this.#inode(path).stat()),
			realpath: (path) => call("realpath", path, () => path),
			rename: (from, to) =>
				call("rename", from, () => {
					const inode = this.#inode(from);
					names().delete(from);
					names().set(to, inode);
				}),
			unlink: (path) =>
				call("unlink", path, () => {
					this.#inode(path);
					names().delete(path);
				}),
		};
	}

	#inode(path: string): Inode {
		const inode = this.#names.get(path);
		if (!inode) throw failure("ENOENT");
		return inode;
	}

	#create(path: string, kind: "file" | "folder"): Inode {
		const folder = dirname(path);
		if (folder !== "/" && !this.#names.has(folder)) throw failure("ENOENT");
		const inode = new Inode(kind, this.#clock++);
		this.#names.set(path, inode);
		return inode;
	}

	#file(path: string, inode: Inode, call: Call): DiskFile {
		let at = 0;
		const write = (bytes: Uint8Array, position: number | undefined) => {
			inode.write(bytes, position ?? at);
			if (position === undefined) at += bytes.length;
			return bytes.length;
		};
		return {
			read: (into, position) =>
				call("read", path, () => {
					// Past the end there is nothing, as on a disk; to copy from there would throw.
					const from = Math.min(position ?? at, inode.size);
					const length = inode.live.copy(into, 0, from, from + Math.min(into.length, LONGEST_READ));
					if (position === undefined) at += length;
					return length;
				}),
			write: (bytes, position) =>
				call(
					"write",
					path,
					() => write(bytes, position),
					() => write(bytes.subarray(0, bytes.length >> 1), position),
				),
			sync: () =>
				call("sync", path, () => {
					inode.synced = Buffer.from(inode.live);
					if (inode.kind === "folder") this.#syncNames(path);
				}),
			truncate: (length) =>
				call("truncate", path, () => {
					inode.live = Buffer.from(inode.live.subarray(0, length));
				}),
			chmod: () => call("chmod", path, () => {}),
			chown: () => call("chown", path, () => {}),
			stat: () => call("fstat", path, () => inode.stat()),
			close: () => call("close", path, () => {}),
		};
	}

	#syncNames(folder: string): void {
		for (const path of [...this.#durable.keys()]) if (dirname(path) === folder) this.#durable.delete(path);
		for (const [path, inode] of this.#names) if (dirname(path) === folder) this.#durable.set(path, inode);
	}

	/** Makes a folder that is durable. */
	folder(path: string): void {
		this.#durable.set(path, this.#create(path, "folder"));
	}
}

/** Short, so that a small input is many blocks. */
const LONGEST_READ = 20_000;

/** One call of the disk. */
interface DiskCall {
	readonly name: string;
	readonly path: string;
	/** Does it. */
	readonly act: () => unknown;
	/** Does half of it, where it has halves. */
	readonly tear: () => void;
}

/** What happens when a disk is called; does nothing but act, if all is well. */
export type Before = (call: DiskCall) => Promise<unknown>;
type Call = <T>(name: string, path: string, action: () => T, torn?: () => void) => Promise<T>;

class Inode {
	live = Buffer.alloc(0);
	synced = Buffer.alloc(0);
	readonly mode = 0o644;
	readonly uid = process.getuid?.() ?? 0;
	readonly gid = process.getgid?.() ?? 0;
	readonly kind: "file" | "folder";
	readonly mtimeMs: number;

	constructor(kind: "file" | "folder", mtimeMs: number) {
		this.kind = kind;
		this.mtimeMs = mtimeMs;
	}

	get size(): number {
		return this.live.length;
	}

	/** How it stands now, whatever is done to it after. */
	stat(): DiskStat {
		const { size, mode, uid, gid, mtimeMs, kind } = this;
		return { size, mode, uid, gid, mtimeMs, isFile: () => kind === "file" };
	}

	write(bytes: Uint8Array, at: number): void {
		const grown = Buffer.alloc(Math.max(this.live.length, at + bytes.length));
		this.live.copy(grown);
		grown.set(bytes, at);
		this.live = grown;
	}
}

/** An error as the system gives them. */
export function failure(code: string): Error {
	return Object.assign(new Error(code), { code });
}
