export type { Counts } from "./counts.js";
export type { Job, TableOptions } from "./job.js";
export type { PaceOptions } from "./pace.js";
export type { TableClient, TablePool, TableQuery } from "./pool.js";
export type { RunState, TableStatus } from "./status.js";
export { type BatchCounts, type TableUpgradeOptions, upgradeRange, upgradeTable } from "./upgrade.js";
