import { BulkError } from "../../records/index.js";

/** The connection failed, or couldn't be had: nothing is known of what it was doing. */
export class LostConnection extends Error {
	override readonly name = "LostConnection";
}

/** The five characters by which Postgres names a kind of error. */
export function sqlState(error: unknown): string | undefined {
	const code: unknown = Object(error).code;
	return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined;
}

/** Errors after which the same thing may work, whoever was in the way. */
const PASSING = /^(?:08|40001|40P01|55P03|57014|57P0|53300|25006)/;
const LOST = /^(?:08|57P0)/;
/** Data, constraints, triggers, limits: what a table has against a document. */
const REFUSAL = /^(?:22|23|27|44|54|P0)/;

/** What a call to the driver failed with, told apart: lost connections, and the server's own words. */
export function driverError(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof TypeError || error instanceof BulkError) return error;
	const state = sqlState(error);
	if (state !== undefined && !LOST.test(state)) return error;
	return new LostConnection(error.message || String(Object(error).code), { cause: error });
}

/** Whether it may work when it is tried again: a deadlock, a lock not had, a connection lost. */
export function isPassing(error: unknown): boolean {
	return error instanceof LostConnection || PASSING.test(sqlState(error) ?? "");
}

/** Whether the table itself refused what was written. */
export function isRefusal(error: unknown): boolean {
	return REFUSAL.test(sqlState(error) ?? "");
}

/** The error for the caller: the server's sentence, which names things and never holds a document. */
export function tableError(error: unknown): unknown {
	const state = sqlState(error);
	if (!(error instanceof Error) || (state === undefined && !(error instanceof LostConnection))) return error;
	const [code, what] = isPassing(error)
		? (["database-unreachable", "the database can't be reached, or is too busy"] as const)
		: (["database-refused", "the database refused"] as const);
	const message = `${what}: ${error.message}${state === undefined ? "" : ` (${state})`}`;
	return new BulkError(code, message, { cause: error });
}
