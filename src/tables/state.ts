import { BulkError } from "../records/index.js";
import { quoted } from "./names.js";
import type { Session } from "./session/session.js";
import type { Target } from "./target.js";

/** The schema that state is kept in, if the caller names no other. */
const STATE_SCHEMA = "upshape";

/** What the tables look like; other programs' are left alone. */
const LAYOUT = 3;

/** The state tables of a database, quoted for SQL. */
export interface State {
	readonly run: string;
	readonly range: string;
	readonly deferred: string;
	readonly reject: string;
	readonly residue: string;
}

/** The state tables in a schema; undefined if there are none. Fails with a BulkError if they aren't to be trusted. */
export async function findState(
	session: Session,
	target: Target,
	schema: string = STATE_SCHEMA,
): Promise<State | undefined> {
	const within = quoted(schema);
	await requireTrusted(session, target, schema);
	const layout = await layoutOf(session, schema);
	if (layout !== undefined && layout !== LAYOUT) {
		const what = layout > LAYOUT ? "update it" : "end its runs with the upshape that began them, and drop it";
		const message = `the state in schema ${within} has layout ${layout}, this upshape knows ${LAYOUT}: ${what}`;
		throw new BulkError("state-unknown", message);
	}
	return layout === undefined ? undefined : namesIn(within);
}

/** The state tables in a schema, which are made if they aren't there; any number may do that at the same time. */
export async function openState(
	session: Session,
	target: Target,
	schema: string = STATE_SCHEMA,
): Promise<State> {
	const state = await findState(session, target, schema);
	if (state) return state;
	await session.transaction(() => create(session, schema));
	// Somebody else may have made them in between.
	await requireTrusted(session, target, schema);
	return namesIn(quoted(schema));
}

/**
 * Whoever owns a table can have code of theirs run by all who use it. So the state must belong to somebody who could
 * have this role, or the owner of the table that is worked on, do things anyway: to a member of theirs, or a superuser.
 */
async function requireTrusted(session: Session, { oid, table }: Target, schema: string): Promise<void> {
	const [stranger] = await session.ask(STRANGERS, [schema, oid]);
	if (!stranger) return;
	const [what, owner] = stranger;
	const why = `neither this role's nor that of the owner of ${table}`;
	const mend = `name another schema by --state, or have it given to one of them`;
	throw new BulkError("state-untrusted", `${what} belongs to ${owner}, which is ${why}: ${mend}`);
}

/** What of the schema is somebody else's, or no table, and whose it is. That of `public` is the database's owner's. */
const STRANGERS = `
SELECT format('%s %I', what, name), pg_get_userbyid(owner) FROM (
	SELECT 'the schema' AS what, nspname AS name, CASE pg_get_userbyid(nspowner)
		WHEN 'pg_database_owner' THEN (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database())
		ELSE nspowner END AS owner, 'r' AS kind
	FROM pg_namespace WHERE nspname = $1
	UNION ALL
	SELECT 'the state table', c.relname, c.relowner, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = $1 AND c.relname IN ('run', 'range', 'deferred', 'reject', 'residue', 'layout')
) there
WHERE kind <> 'r' OR NOT (pg_has_role(owner, (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user), 'MEMBER')
	OR pg_has_role(owner, (SELECT c.relowner FROM pg_class c WHERE c.oid = $2::oid), 'MEMBER')
	OR what = 'the schema' AND owner = (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database()))
LIMIT 1`;

function namesIn(schema: string): State {
	const named = (table: string) => `${schema}.${quoted(table)}`;
	return {
		run: named("run"),
		range: named("range"),
		deferred: named("deferred"),
		reject: named("reject"),
		residue: named("residue"),
	};
}

async function layoutOf(session: Session, schema: string): Promise<number | undefined> {
	// to_regclass would do, but may answer from a cache that is older than a lock that was waited for.
	const [there] = await session.ask(
		`SELECT 'yes' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1 AND c.relname = 'layout'`,
		[schema],
	);
	if (!there) return undefined;
	const [row] = await session.ask(`SELECT max(version)::text FROM ${quoted(schema)}.layout`);
	return row?.[0] == null ? undefined : Number(row[0]);
}

async function create(session: Session, schema: string): Promise<void> {
	await session.ask("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", [`upshape ${schema}`]);
	// Whoever had the lock before may have made them.
	if ((await layoutOf(session, schema)) !== undefined) return;
	const within = quoted(schema);
	// To use a schema that is there takes fewer privileges than to make it.
	const [there] = await session.ask("SELECT 'yes' FROM pg_namespace WHERE nspname = $1", [schema]);
	if (!there) await session.ask(`CREATE SCHEMA ${within}`);
	for (const statement of definitions(within, namesIn(within))) await session.ask(statement);
}

function definitions(schema: string, { run, range, deferred, reject, residue }: State): readonly string[] {
	return [
		`CREATE TABLE ${run} (
			id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
			table_oid oid NOT NULL,
			table_name text NOT NULL,
			key_name text NOT NULL,
			column_name text NOT NULL,
			job text NOT NULL,
			exclusive boolean NOT NULL,
			status text NOT NULL DEFAULT 'running',
			estimate bigint NOT NULL,
			started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
			finished_at timestamptz
		)`,
		`CREATE UNIQUE INDEX ON ${run} (table_oid, column_name) WHERE status IN ('running', 'paused', 'rolling-back')`,
		`CREATE TABLE ${range} (
			run bigint NOT NULL REFERENCES ${run} ON DELETE CASCADE,
			number integer NOT NULL,
			above text,
			up_to text NOT NULL,
			"cursor" text,
			stage text NOT NULL DEFAULT 'scan',
			batch bigint NOT NULL DEFAULT 0,
			counts text,
			rejected bigint NOT NULL DEFAULT 0,
			worker text,
			backend integer,
			lease timestamptz,
			PRIMARY KEY (run, number)
		) WITH (fillfactor = 50)`,
		`CREATE TABLE ${deferred} (
			run bigint NOT NULL,
			range integer NOT NULL,
			key text NOT NULL,
			PRIMARY KEY (run, range, key),
			FOREIGN KEY (run, range) REFERENCES ${range} ON DELETE CASCADE
		)`,
		`CREATE TABLE ${reject} (
			run bigint NOT NULL REFERENCES ${run} ON DELETE CASCADE,
			key text NOT NULL,
			code text NOT NULL,
			instance_location text NOT NULL,
			message text NOT NULL
		)`,
		`CREATE INDEX ON ${reject} (run)`,
		// A row for each batch: one for each document would cost as much as the documents do. What is kept of each is the
		// old document, if it was written whole, or else a line: the hash of the old one, and a `StoredResidue` as JSON. Its rows
		// are known by the transaction that wrote them.
		`CREATE TABLE ${residue} (
			run bigint NOT NULL,
			range integer NOT NULL,
			batch bigint NOT NULL,
			keys text[] NOT NULL,
			kept text NOT NULL,
			texts text[],
			documents jsonb[],
			xid bigint NOT NULL,
			open integer NOT NULL,
			outcomes text[],
			PRIMARY KEY (run, range, batch)
		)`,
		// To compress it takes longer than to write it.
		`ALTER TABLE ${residue} ALTER keys SET STORAGE EXTERNAL, ALTER kept SET STORAGE EXTERNAL,
			ALTER texts SET STORAGE EXTERNAL, ALTER documents SET STORAGE EXTERNAL`,
		`CREATE TABLE ${schema}.layout (version integer PRIMARY KEY)`,
		`INSERT INTO ${schema}.layout VALUES (${LAYOUT})`,
	];
}
