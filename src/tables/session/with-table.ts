import type { TableOptions } from "../job.js";
import { findTarget, type Target } from "../target.js";
import { Retry } from "./retry.js";
import { requireWritable, Session } from "./session.js";
import { tableError } from "./sql-error.js";

/** How a table is reached, and for how long that is tried. */
type Way = TableOptions & {
	readonly retryMs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
};

type Work<T> = (session: Session, target: Target) => Promise<T>;

/**
 * Does something with a table over one connection, which is given back whatever happens. It must be something that can
 * be done twice, as it is done again when the connection is lost or a lock was not to be had. Fails with a BulkError.
 */
export function withTable<T>(options: Way, work: Work<T>): Promise<T> {
	return trying(options, new Session(options.pool, options), async (session, target) => {
		await requireWritable(session);
		return work(session, target);
	});
}

/** The same by transactions that only read: a standby will do. */
export function withTableToRead<T>(options: Way, work: Work<T>): Promise<T> {
	return trying(options, new Session(options.pool, { ...options, readOnly: true }), work);
}

async function trying<T>(options: Way, session: Session, work: Work<T>): Promise<T> {
	const retry = new Retry(options.retryMs, options.signal);
	try {
		for (;;) {
			try {
				return await work(session, await findTarget(session, options));
			} catch (error) {
				// If no connection was ever made, fail at once: a wrong URL is likelier than an outage.
				if (!session.met) throw error;
				await retry.after(error);
			}
		}
	} catch (error) {
		throw tableError(error);
	} finally {
		await session.end();
	}
}
