import { createHash } from "node:crypto";
import { BulkError, type Position, systemCode, type TallySum, writeError } from "../records/index.js";

import { type Disk, remove, syncFolder, writeAll } from "./disk.js";
import { bytesAt, type Identity } from "./identity.js";
import { besideTarget, type Target } from "./part.js";
import type { FileName } from "./plan.js";

/** Where a run was when all before was durable; all that it takes to go on from there. */
export interface Checkpoint {
	readonly identity: Identity;
	/** Whether all is written, and the files are being given their names. */
	readonly isWhole: boolean;
	readonly position: Position;
	/** The part files, and how long each was. */
	readonly parts: readonly { readonly file: FileName; readonly path: string; readonly length: number }[];
	readonly tally: TallySum;
	/** How long the run had worked. */
	readonly seconds: number;
}

/** The layout of a checkpoint file; another one is not understood. */
const LAYOUT = 1;

/** Puts the checkpoint in place of the last one, so that either of them is there whatever happens. */
export async function saveCheckpoint(disk: Disk, target: Target, checkpoint: Checkpoint): Promise<void> {
	const path = besideTarget(target, "checkpoint");
	try {
		const text = JSON.stringify({ layout: LAYOUT, ...checkpoint });
		const file = await disk.open(`${path}.new`, "w");
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
export async function loadCheckpoint(disk: Disk, target: Target): Promise<Checkpoint | undefined> {
	const path = besideTarget(target, "checkpoint");
	const text = await textOf(disk, path);
	if (text === undefined) return undefined;
	const [body = "", seal] = text.split("\n");
	const checkpoint: unknown = seal === sealOf(body) ? JSON.parse(body) : undefined;
	if (Object(checkpoint).layout !== LAYOUT) {
		throw new BulkError(
			"part-lost",
			`${path} is no checkpoint of this version: begin anew, without resuming`,
		);
	}
	return checkpoint as Checkpoint; // sealed, so as it was saved
}

async function textOf(disk: Disk, path: string): Promise<string | undefined> {
	try {
		const file = await disk.open(path, "r");
		try {
			const { size } = await file.stat();
			return Buffer.from(await bytesAt(file, 0, size)).toString();
		} finally {
			await file.close();
		}
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw new BulkError("unreadable", `can't read ${path}`, { cause: error });
	}
}

/** Removes the checkpoint, if there is one, for good. */
export async function removeCheckpoint(disk: Disk, target: Target): Promise<void> {
	const path = besideTarget(target, "checkpoint");
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
