import { bytesAt, type Disk } from "../disk/index.js";
import { isGzip } from "../records/index.js";
import type { Source } from "./inputs.js";

/** How many bytes of records the sources have; undefined where that can't be told: of streams, and of gzip. */
export async function totalBytes(disk: Disk, sources: readonly Source[]): Promise<number | undefined> {
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

async function isPacked(disk: Disk, path: string): Promise<boolean> {
	const file = await disk.open(path, "read");
	try {
		return isGzip(await bytesAt(file, 0, 2));
	} finally {
		await file.close();
	}
}
