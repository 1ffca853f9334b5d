export { pauseTable, resumeTable, tableStatus } from "./control.js";
export type { Counts } from "./counts.js";
export type { TableOptions, TableRecordOptions } from "./job.js";
export { rollbackTable, type TableRollback, type TableRollbackOptions } from "./rollback/rollback.js";
export {
	type BatchCounts,
	type TableUpgradeOptions,
	upgradeTable,
} from "./run/upgrade.js";
export type { PaceOptions } from "./session/pace.js";
export type { TableClient, TablePool, TableQuery } from "./session/pool.js";
export { shadowTable, type TableShadow, type TableShadowOptions } from "./shadow/shadow.js";
export type { RunState, TableStatus } from "./status.js";
export { type TableFinding, type TableVerdict, type TableVerifyOptions, verifyTable } from "./verify.js";
