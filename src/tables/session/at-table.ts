import type { TableOptions } from "../job.js";
import { findTarget, type Target } from "../target.js";
import { Patience } from "./patience.js";
import { Session } from "./session.js";
import { tableError } from "./sql-error.js";

/**
 * Does something with a table over one connection, which is given back whatever happens. It must be something that can
 * be done twice, as it is done again when the connection is lost or a lock was not to be had. Fails with a BulkError.
 */
export async function atTable<T>(
	options: TableOptions & {
		readonly patience?: number | undefined;
		readonly signal?: AbortSignal | undefined;
	},
	work: (session: Session, target: Target) => Promise<T>,
): Promise<T> {
	const session = new Session(options.pool, options);
	const patience = new Patience(options.patience, options.signal);
	try {
		for (;;) {
			try {
				return await work(session, await findTarget(session, options));
			} catch (error) {
				// Who was never there is more likely misspelt than away.
				if (!session.met) throw error;
				await patience.bear(error);
			}
		}
	} catch (error) {
		throw tableError(error);
	} finally {
		await session.end();
	}
}
