import type { TablePool } from "../tables/index.js";

/** How long to wait before the lag is looked at again, in milliseconds. */
const WAIT = 1_000;

/** Asks how far the slowest replica is behind; undefined without a limit in seconds. */
export function lagProbe(pool: TablePool, limit: number | undefined): (() => Promise<number>) | undefined {
	if (limit === undefined) return undefined;
	return async () => {
		const client = await pool.connect();
		try {
			const { rows } = await client.query({ text: LAG, values: [], rowMode: "array", types: TEXT });
			const [lag] = Object(rows[0]);
			return Number(lag) > limit ? WAIT : 0;
		} finally {
			client.release();
		}
	};
}

const LAG = "SELECT coalesce(max(extract(epoch FROM replay_lag)), 0)::text FROM pg_stat_replication";
const TEXT = { getTypeParser: () => (value: unknown) => value };
