import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bytesAt, type Disk, ownVersion } from "../../disk/index.js";
import type { AnyLineage } from "../../records/index.js";

/** What a run was given, by what it is called: resuming is right only where all of it is the same. */
export interface Identity {
	readonly [what: string]: string;
}

/** What has changed between two runs, by name. */
export function changes(before: Identity, now: Identity): readonly string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(now)]);
	return [...names].filter((name) => before[name] !== now[name]);
}

/** How many bytes of either end of a file are looked at. */
const END = 1 << 16;

/** A file by its size, its time, and the bytes at both of its ends. */
export async function identityOfFile(disk: Disk, path: string): Promise<string> {
	const file = await disk.open(path, "read");
	try {
		const { size, mtimeMs } = await file.stat();
		const hash = createHash("sha256");
		hash.update(await bytesAt(file, 0, Math.min(END, size)));
		if (size > END) hash.update(await bytesAt(file, Math.max(END, size - END), Math.min(END, size - END)));
		return `${size} ${mtimeMs} ${hash.digest("hex")}`;
	} finally {
		await file.close();
	}
}

/** A lineage by its names, its schemas and upshape's own version; with the bytes of its module, if that is known. */
export function identityOfLineage(lineage: AnyLineage, module?: string): string {
	const hash = createHash("sha256");
	hash.update(
		JSON.stringify([lineage.name, lineage.versions, lineage.head, schemasOf(lineage), ownVersion()]),
	);
	if (module !== undefined) hash.update(readFileSync(fileURLToPath(module)));
	return hash.digest("hex");
}

/** The schemas, where the lineage shows them. */
function schemasOf(lineage: AnyLineage): readonly unknown[] {
	const { schema } = lineage as { schema?: unknown }; // every Lineage has it; what else is used as one may not
	return typeof schema === "function" ? lineage.versions.map((name) => schema.call(lineage, name)) : [];
}
