import { createHash } from "node:crypto";
import {
	bytesAt,
	type Disk,
	hiddenBeside,
	type OutputTarget,
	remove,
	syncFolder,
	writeAll,
} from "../../disk/index.js";
import { BulkError, systemCode, writeError } from "../../errors/index.js";
import { type Checkpoint, isCheckpoint } from "./checkpoint-shape.js";

/** The layout of a checkpoint file; another one is not understood. */
const LAYOUT = 1;

function checkpointOf({ path }: OutputTarget): string {
	return hiddenBeside(path, "checkpoint");
}

/** Puts the checkpoint in place of the last one, so that either of them is there whatever happens. */
export async function saveCheckpoint(
	disk: Disk,
	target: OutputTarget,
	checkpoint: Checkpoint,
): Promise<void> {
	const path = checkpointOf(target);
	try {
		const text = JSON.stringify({ layout: LAYOUT, ...checkpoint });
		await remove(disk, `${path}.new`);
		const file = await disk.open(`${path}.new`, "create");
		try {
			await writeAll(file, Buffer.from(`${text}\n${sealOf(text)}\n`), 0);
			await file.sync();
		} finally {
			await file.close();
		}
		await disk.rename(`${path}.new`, path);
		await syncFolder(disk, path);
	} catch (error) {
		throw writeError(target.name, error);
	}
}

/** The checkpoint of an interrupted run, if there is one; fails with a BulkError if it can't be understood. */
export async function loadCheckpoint(disk: Disk, target: OutputTarget): Promise<Checkpoint | undefined> {
	const path = checkpointOf(target);
	const text = await textOf(disk, path);
	if (text === undefined) return undefined;
	const checkpoint = parse(text);
	if (checkpoint) return checkpoint;
	throw new BulkError("part-lost", `${path} is no checkpoint of this version: begin anew, without resuming`);
}

function parse(text: string): Checkpoint | undefined {
	const [body = "", seal] = text.split("\n");
	if (seal !== sealOf(body)) return undefined;
	try {
		const value: unknown = JSON.parse(body);
		return Object(value).layout === LAYOUT && isCheckpoint(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

async function textOf(disk: Disk, path: string): Promise<string | undefined> {
	try {
		const file = await disk.open(path, "own");
		try {
			const { size } = await file.stat();
			return Buffer.from(await bytesAt(file, 0, size)).toString();
		} finally {
			await file.close();
		}
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		if (NOT_OWN.includes(systemCode(error) ?? "")) return "";
		throw new BulkError("unreadable", `can't read ${path}`, { cause: error });
	}
}

/** How a file refuses to be opened that no run has made. */
const NOT_OWN = ["EPERM", "EACCES", "ELOOP", "EISDIR", "ENXIO"];

/** Removes the checkpoint, if there is one, for good. */
export async function removeCheckpoint(disk: Disk, target: OutputTarget): Promise<void> {
	const path = checkpointOf(target);
	try {
		await remove(disk, `${path}.new`);
		if (await remove(disk, path)) await syncFolder(disk, path);
	} catch (error) {
		throw writeError(target.name, error);
	}
}

function sealOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
