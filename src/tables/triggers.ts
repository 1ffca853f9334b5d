import type { Session } from "./session/session.js";
import { calledFunction, sqlState } from "./session/sql-error.js";

/** Something that the table's owner has made to run when a document is written. */
export interface Trigger {
	readonly name: string;
	/** With its schema, as errors name it. */
	readonly function: string;
	/** Whether it can change the row, or cancel its update, before it is written. */
	readonly isBefore: boolean;
}

/** The triggers that fire when documents are written by an UPDATE. */
export async function findTriggers(
	session: Session,
	oid: string,
	column: string,
): Promise<readonly Trigger[]> {
	const rows = await session.ask(TRIGGERS, [oid, column]);
	return rows.map(([name, called, before]) => ({
		name: name ?? "",
		function: called ?? "",
		isBefore: before === "t",
	}));
}

/** Those of UPDATE (16); before the row (1 and 2). Of every kind but those of foreign keys. */
const TRIGGERS = `
SELECT t.tgname, t.tgfoid::regproc, t.tgtype & 3 = 3 FROM pg_trigger t
WHERE t.tgrelid = $1::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 16 <> 0
AND (cardinality(t.tgattr::smallint[]) = 0 OR (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = $1::oid AND a.attname = $2) = ANY (t.tgattr))
ORDER BY t.tgname`;

/** What of a table was in the way of a document: the constraint, index or trigger, and Postgres' code for it. */
export function obstacle(error: unknown, triggers: readonly Trigger[]): string {
	const state = sqlState(error) ?? "";
	const what = named(error, state) ?? raisedBy(calledFunction(error), triggers);
	return what === undefined ? `(${state})` : `by ${what} (${state})`;
}

/** What may have cancelled an update, or changed what it wrote. */
export function suspects(triggers: readonly Trigger[]): string {
	if (triggers.length === 0) return "something of the table's";
	const names = triggers.map(({ name }) => `"${name}"`);
	return names.length === 1 ? `trigger ${names[0]}` : `one of the triggers ${names.join(", ")}`;
}

function named(error: unknown, state: string): string | undefined {
	const { constraint, message } = Object(error) as {
		readonly constraint?: unknown;
		readonly message?: unknown;
	};
	if (typeof constraint === "string") {
		const isIndex = state === "23505" || state.startsWith("54");
		return `${isIndex ? "index" : "constraint"} "${constraint}"`;
	}
	const index = /index "([^"]+)"$/.exec(String(message))?.[1];
	return state.startsWith("54") && index !== undefined ? `index "${index}"` : undefined;
}

function raisedBy(called: string | undefined, triggers: readonly Trigger[]): string | undefined {
	if (called === undefined) return undefined;
	const one = triggers.filter((trigger) => trigger.function === called);
	return one.length > 0 ? suspects(one) : `function "${called}"`;
}
