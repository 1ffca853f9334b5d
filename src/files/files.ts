import { nodeDisk } from "../disk/index.js";
import { BulkError } from "../errors/index.js";
import { downgrading, laneOf, upgrading } from "../records/index.js";
import { type FileJob, FileRun } from "./file-run.js";
import { type Lock, lock } from "./lock.js";
import type { DowngradeFilesOptions, UpgradeFilesOptions } from "./options.js";
import { type ConversionOptions, planFiles } from "./plan.js";
import type { FileResult } from "./result.js";

/**
 * Upgrades all records of the inputs. Files have their names only when all are complete and durable; a run that was
 * interrupted goes on at its last checkpoint if it is resumed. Fails with a BulkError where a file can't be read or
 * written, never for a record.
 */
export function upgradeFiles(options: UpgradeFilesOptions): Promise<FileResult> {
	const { lineage, to = lineage.head, undeclared, prove, suspect } = options;
	const conversion = { to, undeclared, prove, suspect };
	const convert = upgrading(lineage, conversion);
	const lane = laneOf(lineage, conversion, options);
	return convertFiles({ command: "upgrade", convert, lane, conversion, to }, options);
}

/** Downgrades all records of the inputs, as `upgradeFiles` upgrades them; with what was kept, exactly. */
export function downgradeFiles(options: DowngradeFilesOptions): Promise<FileResult> {
	const { envelope, ...others } = options;
	const { lineage, from, to, undeclared } = options;
	const conversion = { from, to, undeclared };
	const convert = downgrading(lineage, conversion);
	return convertFiles({ command: "downgrade", convert, conversion, to, rewrap: envelope }, others);
}

async function convertFiles(job: FileJob, options: ConversionOptions): Promise<FileResult> {
	const disk = options.disk ?? nodeDisk;
	const plan = await planFiles(disk, job.command, options);
	if (options.resume && !plan.anchor) {
		throw new BulkError("not-resumable", `this run can't be resumed: ${plan.whyNot}`);
	}
	const locks: Lock[] = [];
	try {
		for (const target of plan.targets.values()) if (!target.isStream) locks.push(await lock(disk, target));
		return await new FileRun(disk, plan, job, options).run();
	} finally {
		// Who finds a claim of a dead process removes it.
		for (const held of locks.reverse()) await held.release().catch(() => {});
	}
}
