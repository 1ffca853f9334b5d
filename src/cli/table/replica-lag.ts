import { replicaLag, type TablePool } from "../../tables/index.js";

/** How long to wait before the lag is looked at again, in milliseconds. */
const WAIT = 1_000;

/** Asks how far the slowest replica is behind; undefined without a limit in seconds. */
export function lagProbe(pool: TablePool, limit: number | undefined): (() => Promise<number>) | undefined {
	if (limit === undefined) return undefined;
	return async () => ((await replicaLag(pool)) > limit ? WAIT : 0);
}
