export { type AccountLine, AccountSum } from "./account.js";
export { type Blocks, openBlocks, type Place } from "./blocks.js";
export { readError } from "./chunks.js";
export { convertRecord, type Outcome, type RecordOptions } from "./convert.js";
export {
	type AnyLineage,
	type Conversion,
	type Convert,
	downgrading,
	type Kept,
	upgrading,
} from "./converter.js";
export type { IdSum } from "./digest.js";
export { BULK_ERRORS, BulkError, type BulkErrorCode, systemCode, writeError } from "./error.js";
export {
	type Beginning,
	type Disk,
	type DiskFile,
	type DiskStat,
	type DowngradeFilesOptions,
	downgradeFiles,
	type FileOptions,
	type FileReport,
	type FileResult,
	fileInput,
	nodeDisk,
	type Source,
	totalBytes,
	type UpgradeFilesOptions,
	upgradeFiles,
} from "./files/index.js";
export type { Form } from "./form.js";
export { type Inspector, inspect } from "./inspect.js";
export { KeptReader } from "./kept.js";
export {
	type Lazy,
	type LazyOptions,
	type LazyRead,
	type LazyReport,
	lazily,
	type Upgraded,
} from "./lazy.js";
export { type Measured, openMetrics } from "./metrics.js";
export type { Door, OpenRecord } from "./open.js";
export type { Sink } from "./output.js";
export { type Counted, Pace, type Paced } from "./pace.js";
export {
	type BatchCounts,
	type Counts,
	type PaceOptions,
	pauseTable,
	type RunState,
	resumeTable,
	rollbackTable,
	shadowTable,
	type TableClient,
	type TableFinding,
	type TableOptions,
	type TablePool,
	type TableQuery,
	type TableRecordOptions,
	type TableRollback,
	type TableRollbackOptions,
	type TableShadow,
	type TableShadowOptions,
	type TableStatus,
	type TableUpgradeOptions,
	type TableVerdict,
	type TableVerifyOptions,
	tableStatus,
	upgradeTable,
	verifyTable,
} from "./postgres/index.js";
export { FLAWS, type Flaw, type RawRecord } from "./record.js";
export { type Batch, type Input, openRecords, type Records } from "./records.js";
export { type Reason, type Reject, RUN_CODES, reasonOf, reasonOfRun, rejectLine } from "./reject.js";
export { type RunReport, reportOf } from "./report.js";
export { run } from "./run.js";
export type { RunOptions, RunResult, Standing } from "./run-options.js";
export { increment, Tally } from "./tally.js";
export {
	type Claim,
	claimOf,
	contradictions,
	judge,
	type Verified,
	type VerifyOptions,
	verifyRecords,
} from "./verify.js";
export type { LineageModule } from "./worker.js";
export type { WriteCounts, WriteLimits } from "./write-back.js";
