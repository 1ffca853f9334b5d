import { BulkError } from "../../records/index.js";

/** Where the driver's own code is, in a stack. */
const DRIVER = /[\\/](?:pg|pg-protocol|pg-pool)[\\/]/;

/**
 * Does something with a database. What isn't Postgres' protocol makes the driver throw where it reads its socket, which
 * nobody can catch, and would end the process with a stack: it ends the work instead, with a BulkError.
 */
export async function meetDriverFaults<T>(work: () => Promise<T>): Promise<T> {
	let meet = (_: unknown) => {};
	const fault = new Promise<never>((_, reject) => {
		meet = (error) => reject(isDrivers(error) ? notPostgres(error) : error);
	});
	process.on("uncaughtException", meet);
	try {
		return await Promise.race([work(), fault]);
	} finally {
		process.off("uncaughtException", meet);
	}
}

function isDrivers(error: unknown): boolean {
	return error instanceof Error && DRIVER.test(error.stack ?? "");
}

function notPostgres(cause: unknown): BulkError {
	const message =
		"the database answers something that isn't Postgres' protocol: is it the right host and port?";
	return new BulkError("database-unreachable", message, { cause });
}
