export { pauseTable, resumeTable, tableStatus } from "./control.js";
export type { Counts } from "./counts.js";
export type { TableOptions, TableRecordOptions } from "./job.js";
export type { PaceOptions } from "./pace.js";
export type { TableClient, TablePool, TableQuery } from "./pool.js";
export { rollbackTable, type TableRollback, type TableRollbackOptions } from "./rollback.js";
export { shadowTable, type TableShadow, type TableShadowOptions } from "./shadow.js";
export type { RunState, TableStatus } from "./status.js";
export {
	type BatchCounts,
	beginTable,
	type TableUpgradeOptions,
	upgradeRange,
	upgradeTable,
} from "./upgrade.js";
export { type TableFinding, type TableVerdict, type TableVerifyOptions, verifyTable } from "./verify.js";
