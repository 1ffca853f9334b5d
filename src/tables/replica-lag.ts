import type { TablePool } from "./session/pool.js";
import { Session } from "./session/session.js";

/** How far the slowest replica of the server is behind, in seconds; 0 if it has none. Needs the role pg_monitor. */
export async function replicaLag(pool: TablePool): Promise<number> {
	const session = new Session(pool, { readOnly: true });
	try {
		const [row] = await session.ask(LAG);
		return Number(row?.[0]);
	} finally {
		await session.end();
	}
}

const LAG = "SELECT coalesce(max(extract(epoch FROM replay_lag)), 0) FROM pg_stat_replication";
