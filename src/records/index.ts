export { BulkError } from "../errors/index.js";
export type { HeadLane } from "../lane/index.js";
export type { RecordOptions, RecordOutcome } from "./convert/convert.js";
export { convertRecord } from "./convert/convert-record.js";
export {
	type AnyLineage,
	type Conversion,
	type Convert,
	downgrading,
	laneOf,
	type StoredResidue,
	upgrading,
} from "./convert/converter.js";
export { type Inspector, inspect } from "./convert/inspect.js";
export type { OpenRecord, RecordLimits } from "./convert/open.js";
export { type Reason, type Reject, RUN_CODES, reasonOf, reasonOfRun, rejectLine } from "./convert/reject.js";
export { ResidueReader, readResidueLine } from "./convert/residue-file.js";
export { Snapshot } from "./convert/snapshot.js";
export type { Writable } from "./convert/written.js";
export { type AccountLine, AccountSum } from "./counts/account.js";
export { IdDigest, type IdSum } from "./counts/digest.js";
export { type Measured, openMetrics } from "./counts/metrics.js";
export { type Counted, Pace, type Paced } from "./counts/pace.js";
export { kindOfReject, type RejectReason } from "./counts/reject-reasons.js";
export { type RunReport, reportOf } from "./counts/report.js";
export { increment, RunCounts, type RunCountsSum } from "./counts/run-counts.js";
export { chunksOf } from "./framing/chunks.js";
export type { Form } from "./framing/form.js";
export { MAGIC_BYTES, packerOf, packingOf } from "./framing/packing.js";
export { FLAWS, type Flaw, type RawRecord } from "./framing/record.js";
export { type Batch, type Input, openRecords, type Records } from "./framing/records.js";
export {
	type Lazy,
	type LazyOptions,
	type LazyRead,
	type LazyReport,
	lazily,
	type Upgraded,
} from "./lazy/lazy.js";
export type { WriteCounts, WriteLimits } from "./lazy/write-back.js";
export { identityOf, identityText } from "./run/block.js";
export { type Blocks, type InputPlace, openBlocks, reopenBlocks } from "./run/blocks.js";
export { Gather } from "./run/gather.js";
export type { Sink } from "./run/output.js";
export { ownedChunk } from "./run/owned.js";
export { type RunPosition, START } from "./run/position.js";
export { run } from "./run/run.js";
export type { RunOptions, RunProgress, RunResult } from "./run/run-options.js";
export type { LineageModule } from "./run/worker.js";
export { WorkerPool } from "./run/worker-pool.js";
export { seekPayloads } from "./wrapping/seek-payloads.js";
export { WRAPPER_NAMES, WRAPPERS, type WrapperName } from "./wrapping/wrappers.js";
export { type Wrapping, wrappingOf } from "./wrapping/wrapping.js";
