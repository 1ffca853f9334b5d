import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { systemCode } from "../errors/index.js";
import { pathOfOpened } from "./opened.js";

/** What there is to be read by a path that comes out of a repository. */
export interface Inside {
	/** What the file holds; undefined if there is none, or it is refused. */
	readonly bytes?: Uint8Array;
	/** Why it is not read, as in "it is a link"; undefined if there is no such file. */
	readonly refused?: string;
}

/** How a file is read. */
export interface InsideOptions {
	/** Folders, in one of which the file must be, links followed. */
	readonly roots: readonly string[];
	/** The longest file that is read, in bytes. */
	readonly maxBytes: number;
}

/**
 * Reads a regular file inside of one of some folders. A link at the path, a device, a pipe, what is too long and what a
 * link leads out of the folders is refused; a pipe without a writer does not block. What is read is what was looked at:
 * the path is compared with the opened file, so that no link can be put in between.
 *
 * @example await readInside("schemas/v1.schema.json", { roots: ["."], maxBytes: 1 << 20 }) // { bytes }
 */
export async function readInside(path: string, { roots, maxBytes }: InsideOptions): Promise<Inside> {
	let file: FileHandle;
	try {
		file = await open(path, READ_ONLY);
	} catch (error) {
		return unopened(error);
	}
	try {
		const refused = await refusalOf(file, path, roots);
		if (refused !== undefined) return { refused };
		const bytes = await readAtMost(file, maxBytes);
		return bytes ? { bytes } : { refused: `it is longer than ${maxBytes} bytes` };
	} catch (error) {
		return { refused: systemReason(error) };
	} finally {
		await file.close();
	}
}

/** Whether a path, links followed, is one of the folders or inside of one; false if there is no such path. */
export async function isInside(path: string, roots: readonly string[]): Promise<boolean> {
	const real = await realpath(path).catch(() => undefined);
	return real !== undefined && (await isWithinOneOf(real, roots));
}

/**
 * The regular files below a folder, with `/` between folders; links are not followed, and `node_modules` and `.git` are
 * left out. Undefined if there is no such folder, or it can't be read.
 */
export async function listFiles(folder: string): Promise<readonly string[] | undefined> {
	const found: string[] = [];
	const pending = [""];
	for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
		const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => undefined);
		if (entries === undefined) return undefined;
		for (const entry of entries) {
			const path = below === "" ? entry.name : `${below}/${entry.name}`;
			if (entry.isFile()) found.push(path);
			else if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git")
				pending.push(path);
		}
	}
	return found.sort();
}

// Windows lacks all of them; what is no regular file is refused there after it is opened.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
const READ_ONLY = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

function unopened(error: unknown): Inside {
	const code = systemCode(error);
	if (code === "ENOENT" || code === "ENOTDIR") return {};
	return { refused: systemReason(error) };
}

async function refusalOf(
	file: FileHandle,
	path: string,
	roots: readonly string[],
): Promise<string | undefined> {
	const opened = await file.stat({ bigint: true });
	if (opened.isDirectory()) return REASONS.EISDIR;
	if (!opened.isFile()) return REASONS.ENXIO;
	const real = (await pathOfOpened(file)) ?? (await realpath(path));
	const there = await lstat(real, { bigint: true });
	if (there.ino !== opened.ino || there.dev !== opened.dev) return "it was replaced while it was opened";
	return (await isWithinOneOf(real, roots))
		? undefined
		: "a link leads out of the folder that it should be in";
}

/** Whether a real path is one of the folders or below one. */
export async function isWithinOneOf(real: string, roots: readonly string[]): Promise<boolean> {
	for (const root of roots) {
		const folder = await realpath(root).catch(() => undefined);
		if (folder === undefined) continue;
		if (real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return true;
	}
	return false;
}

/** The whole file; undefined if it is longer. Sizes are no help: files in /proc have none, others grow. */
async function readAtMost(file: FileHandle, maxBytes: number): Promise<Uint8Array | undefined> {
	const { size } = await file.stat();
	if (size > maxBytes) return undefined;
	let buffer = Buffer.alloc(Math.min(maxBytes, size) + 1);
	let length = 0;
	for (;;) {
		const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
		length += bytesRead;
		if (length > maxBytes) return undefined;
		if (bytesRead === 0) return buffer.subarray(0, length);
		if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
	}
}

/** What an error of the file system comes to, as in "it is a link". */
export function systemReason(error: unknown): string {
	const code = systemCode(error);
	return REASONS[code ?? ""] ?? code ?? "it failed";
}

const REASONS: { readonly [code: string]: string } = {
	ELOOP: "it is a link",
	EMLINK: "it is a link",
	EISDIR: "it is a folder",
	ENOTDIR: "it is no folder",
	ENXIO: "it is no regular file",
	ENODEV: "it is no regular file",
	EACCES: "permission denied",
	EPERM: "permission denied",
	EROFS: "the file system is read-only",
	ENOSPC: "no space left",
	EIO: "the disk reports an error",
};
