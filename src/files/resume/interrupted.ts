import { type Disk, type OutputTarget, remove } from "../../disk/index.js";
import { BulkError, writeError } from "../../errors/index.js";
import { partOf } from "../part.js";
import { loadCheckpoint, removeCheckpoint } from "./checkpoint.js";
import type { Checkpoint } from "./checkpoint-shape.js";
import { changes, type Identity } from "./identity.js";

/**
 * What an interrupted run left, if there was one. Fails with a BulkError if there is nothing to resume, or if a run
 * that isn't to be resumed has begun to publish its files.
 */
export async function findCheckpoint(
	disk: Disk,
	anchor: OutputTarget,
	resume: boolean,
): Promise<Checkpoint | undefined> {
	const found = await loadCheckpoint(disk, anchor).catch((error: unknown) => {
		if (resume || !(error instanceof BulkError) || error.code !== "part-lost") throw error;
		return "unknown" as const;
	});
	if (found === "unknown") await removeCheckpoint(disk, anchor);
	const checkpoint = found === "unknown" ? undefined : found;
	if (resume && !checkpoint) {
		const message = `there is nothing to resume: no run that writes ${anchor.name} was interrupted`;
		throw new BulkError("nothing-to-resume", message);
	}
	if (!resume && checkpoint?.isWhole) {
		const message = `a run that writes ${anchor.name} was interrupted while it published its files: resume it first`;
		throw new BulkError("unpublished", message);
	}
	return checkpoint;
}

/** Fails with a BulkError that says what has changed since the run was interrupted, if anything has. */
export function refuseChanges(anchor: OutputTarget, { identity }: Checkpoint, now: Identity): void {
	const changed = changes(identity, now);
	if (changed.length === 0) return;
	const message = `${anchor.name} can't be resumed, this is not what it was: ${changed.join(", ")}`;
	throw new BulkError("changed", message);
}

/** Leaves no trace of an interrupted run. */
export async function clear(disk: Disk, anchor: OutputTarget, { parts }: Checkpoint): Promise<void> {
	await removeCheckpoint(disk, anchor);
	try {
		for (const part of parts) await remove(disk, partOf(part));
	} catch (error) {
		throw writeError(anchor.name, error);
	}
}
