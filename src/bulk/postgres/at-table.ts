import type { TableOptions } from "./job.js";
import { Session } from "./session.js";
import { tableError } from "./sql-error.js";
import { findTarget, type Target } from "./target.js";

/** Does something with a table over one connection, which is given back whatever happens. Fails with a BulkError. */
export async function atTable<T>(
	options: TableOptions,
	work: (session: Session, target: Target) => Promise<T>,
): Promise<T> {
	const session = new Session(options.pool, options);
	try {
		return await work(session, await findTarget(session, options));
	} catch (error) {
		throw tableError(error);
	} finally {
		await session.end();
	}
}
