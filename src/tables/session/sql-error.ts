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
/** A prepared statement that is there already, or isn't there: another connection's. */
const UNPREPARED = /^(?:42P05|26000)$/;

/** What a call to the driver failed with, told apart: lost connections, and the server's own words. */
export function driverError(error: unknown): unknown {
	if (error instanceof BulkError || error instanceof LostConnection) return error;
	if (!(error instanceof Error)) return new LostConnection(String(error));
	if (error.message.includes("statement pooling")) {
		const needs =
			"a run needs transactions: have the pooler pool transactions or sessions, or connect directly";
		return new BulkError("database-refused", `the connection is pooled by statement: ${needs}`, {
			cause: error,
		});
	}
	const state = sqlState(error);
	if (state !== undefined && !LOST.test(state)) return error;
	return new LostConnection(error.message || String(Object(error).code), { cause: error });
}

/** Whether a prepared statement was met, or missed, that another connection has prepared. */
export function isUnprepared(error: unknown): boolean {
	return UNPREPARED.test(sqlState(error) ?? "");
}

/** Whether it may work when it is tried again: a deadlock, a lock not had, a connection lost. */
export function isPassing(error: unknown): boolean {
	return error instanceof LostConnection || isUnprepared(error) || PASSING.test(sqlState(error) ?? "");
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
	const message = `${what}: ${error.message}${state === undefined ? "" : ` (${state})`}${hint(state, error)}`;
	return new BulkError(code, message, { cause: error });
}

/** What to do about a function of the table's that misses a name: most often it relies on the search path. */
function hint(state: string | undefined, error: Error): string {
	const called = calledFunction(error);
	if (called === undefined || !/^42(?:P01|883|704|703|P02)$/.test(state ?? "")) return "";
	return `; ${called} looks for names on the search path, which a run keeps to pg_catalog: ALTER FUNCTION ${called} ... SET search_path = the schemas that it needs`;
}

/** The function that an error was raised in, as the server names it. */
export function calledFunction(error: unknown): string | undefined {
	const where: unknown = Object(error).where;
	if (typeof where !== "string") return undefined;
	const [, qualified, name] = /PL\/pgSQL function (.+?)\(|(?:PL\/\w+|SQL) function "(.+?)"/.exec(where) ?? [];
	return qualified ?? name;
}
