import { constants, readSync, type Stats } from "node:fs";
import { type FileHandle, open, realpath, rename, stat, unlink } from "node:fs/promises";
import type { Disk, DiskFile, OpenWay } from "./disk.js";
import { descriptorToWrite, openPipeToRead, openPipeToWrite } from "./stream-file.js";

/** Node's own file system. */
export const nodeDisk: Disk = {
	open: (path, way) => WAYS[way](path),
	...{ stat, realpath, rename, unlink },
};

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

const WAYS: { readonly [way in OpenWay]: (path: string) => Promise<DiskFile> } = {
	async read(path) {
		const there = await stat(path);
		return there.isFIFO() ? openPipeToRead(path) : fileOf(await open(path, O_RDONLY));
	},
	create: async (path) => fileOf(await open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)),
	own: openOwn,
	async stream(path) {
		const fd = descriptorOf(path);
		if (fd !== undefined) return descriptorToWrite(fd);
		const there = await stat(path);
		return there.isFIFO() ? openPipeToWrite(path) : fileOf(await open(path, O_WRONLY));
	},
};

async function openOwn(path: string): Promise<DiskFile> {
	// Where links are not told apart (Windows), they take a privilege to be made.
	const handle = await open(path, O_RDWR | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
	if (isOwn(await handle.stat())) return fileOf(handle);
	await handle.close();
	throw Object.assign(new Error(`${path} is not this user's own file`), { code: "EPERM" });
}

/** Whether a file that "create" made may have become this one: whoever plants another can only link to it. */
function isOwn(there: Stats): boolean {
	const user = process.getuid?.() ?? there.uid;
	return there.isFile() && there.nlink === 1 && there.uid === user;
}

/** The descriptor that a path stands for: a shell names pipes so, as in `--report >(cat)`. */
export function descriptorOf(path: string): number | undefined {
	const standard = ["/dev/stdin", "/dev/stdout", "/dev/stderr"].indexOf(path);
	if (standard >= 0) return standard;
	const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(path)?.[1];
	return number === undefined ? undefined : Number(number);
}

/** A regular file is read at once, which is cheaper than asking a thread for it; a device may keep its reader waiting. */
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
		chown: (uid, gid) => handle.chown(uid, gid),
		stat: () => handle.stat(),
		close: () => handle.close(),
	};
}
