import { randomBytes } from "node:crypto";
import { lstat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BulkError, systemCode, writeError } from "../errors/index.js";
import { type Disk, type DiskFile, type DiskStat, writeAll } from "./disk.js";
import { inFolder, Outside } from "./folder-inside.js";
import { hiddenBeside, remove, syncFolder } from "./names.js";
import { nodeDisk } from "./node-disk.js";
import { type OutputTarget, targetOf } from "./target.js";

/** How a file is replaced. */
export interface ReplaceOptions {
	/**
	 * The folder that the file must be in, links followed, as where the path comes out of a repository: a device, a pipe
	 * or a link at the path is refused then. Without it, the path is the user's own, and may lead anywhere.
	 */
	readonly within?: string | undefined;
	/** Who may read and write a file that is new; 0o666 less the process's umask if not given. */
	readonly mode?: number | undefined;
	/** The file system; Node's if not given. */
	readonly disk?: Disk | undefined;
}

/**
 * Writes a file that appears at once: whoever opens it, at any time and whatever fails, finds all of what was there or
 * all of what is to be there. The one way in which upshape writes files that aren't streams of records.
 *
 * A link is followed; what it leads to is replaced, and keeps its mode (and as root its owner). A device, a pipe or a
 * descriptor (/dev/null, a named pipe, the path of `>(command)`) is written to as it is, never replaced.
 *
 * @example await replaceFile("report.json", JSON.stringify(report)); // a path that the user has named
 * @example await replaceFile(join(root, out), text, { within: root }); // a path out of a file of the repository
 * @throws BulkError, naming the file, if it can't be written; nothing has changed then.
 */
export async function replaceFile(
	path: string,
	content: string | Uint8Array,
	{ within, mode, disk = nodeDisk }: ReplaceOptions = {},
): Promise<void> {
	const bytes = typeof content === "string" ? Buffer.from(content) : content;
	try {
		if (within === undefined) await replaceAnything(disk, path, bytes, mode);
		else {
			await inFolder(dirname(path), within, async (folder) => {
				const inside = join(folder, basename(path));
				await replace(disk, { path: inside, there: await regularFileAt(inside) }, bytes, mode);
			});
		}
	} catch (error) {
		if (!(error instanceof Outside)) throw writeError(path, error);
		throw new BulkError("unwritable", `can't write ${path}: ${error.message}`);
	}
}

async function replaceAnything(disk: Disk, path: string, bytes: Uint8Array, mode?: number): Promise<void> {
	const target = await targetOf(disk, path);
	if (!target.isStream) return replace(disk, target, bytes, mode);
	await withFile(await disk.open(target.path, "stream"), (file) => writeAll(file, bytes));
}

/** The file that stands there, and is one; undefined if nothing does. Anything else is outside of what may be replaced. */
async function regularFileAt(path: string): Promise<DiskStat | undefined> {
	const there = await lstat(path).catch((error) => {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	});
	if (there === undefined || there.isFile()) return there;
	throw new Outside(there.isSymbolicLink() ? "it is a link" : "it is no regular file");
}

async function replace(
	disk: Disk,
	{ path, there }: Pick<OutputTarget, "path" | "there">,
	bytes: Uint8Array,
	mode = 0o666 & ~process.umask(),
): Promise<void> {
	const part = hiddenBeside(path, `${process.pid}-${randomBytes(4).toString("hex")}.part`);
	try {
		await withFile(await disk.open(part, "create"), async (file) => {
			await writeAll(file, bytes, 0);
			if (there && process.getuid?.() === 0) await file.chown(there.uid, there.gid);
			await file.chmod(there ? there.mode & 0o777 : mode);
			await file.sync();
		});
		await disk.rename(part, path);
	} catch (error) {
		await remove(disk, part).catch(() => {}); // the reason is what counts
		throw error;
	}
	await syncFolder(disk, path);
}

async function withFile(file: DiskFile, work: (file: DiskFile) => Promise<void>): Promise<void> {
	try {
		await work(file);
	} finally {
		await file.close();
	}
}
