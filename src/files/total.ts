import { bytesAt, type Disk } from "../disk/index.js";
import type { Input } from "../records/index.js";
import { MAGIC_BYTES, packingOf } from "../records/index.js";

/** How many bytes of records the sources have; undefined where that can't be told: of streams, and of what is packed. */
export async function totalBytes(
	disk: Disk,
	sources: readonly (string | Input)[],
): Promise<number | undefined> {
	let total = 0;
	for (const source of sources) {
		const size = typeof source === "string" ? await sizeOf(disk, source) : undefined;
		if (size === undefined) return undefined;
		total += size;
	}
	return total;
}

/** The size of a file that isn't packed; whoever can't read it will say so when the run does. */
async function sizeOf(disk: Disk, path: string): Promise<number | undefined> {
	try {
		const stat = await disk.stat(path);
		return stat.isFile() && !(await isPacked(disk, path)) ? stat.size : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a file is packed, by its first bytes. */
export async function isPacked(disk: Disk, path: string): Promise<boolean> {
	const file = await disk.open(path, "read");
	try {
		return packingOf(await bytesAt(file, 0, MAGIC_BYTES)) !== undefined;
	} finally {
		await file.close();
	}
}
