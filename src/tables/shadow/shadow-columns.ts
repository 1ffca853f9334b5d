import { quoted } from "../names.js";
import type { Session } from "../session/session.js";
import type { Target } from "../target.js";

/** The columns of a table that is to be copied, quoted for SQL, and what a table made like it lacks. */
export interface ShadowColumns {
	/** All that can be written but the documents. */
	readonly others: readonly string[];
	/** Those that number themselves. */
	readonly identities: readonly string[];
	readonly lacks: readonly string[];
}

/** Looks at what is to be copied. */
export async function shadowColumns(session: Session, { oid, column }: Target): Promise<ShadowColumns> {
	const columns = await session.ask(COLUMNS, [oid]);
	const names = columns.map(([name, identity]) => ({ name: quoted(name ?? ""), identity }));
	const lacks = await session.ask(LACKS, [oid]);
	return {
		others: names.flatMap(({ name }) => (name === column ? [] : [name])),
		identities: names.flatMap(({ name, identity }) => (identity === "" ? [] : [name])),
		lacks: lacks.map(([what]) => what ?? ""),
	};
}

const COLUMNS = `
SELECT attname, attidentity::text FROM pg_attribute
WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`;

/** What CREATE TABLE ... (LIKE ... INCLUDING ALL) leaves out. */
const LACKS = `
SELECT 'foreign key ' || conname FROM pg_constraint WHERE conrelid = $1::oid AND contype = 'f'
UNION ALL
SELECT 'foreign key ' || conname || ' of ' || conrelid::regclass FROM pg_constraint WHERE confrelid = $1::oid AND contype = 'f'
UNION ALL
SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgrelid = $1::oid AND NOT tgisinternal
UNION ALL
SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = $1::oid
UNION ALL
SELECT 'privileges: ' || relacl::text FROM pg_class WHERE oid = $1::oid AND relacl IS NOT NULL
UNION ALL
SELECT 'publication ' || pubname FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid WHERE r.prrelid = $1::oid
UNION ALL
SELECT DISTINCT 'view ' || r.ev_class::regclass FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
WHERE d.refobjid = $1::oid AND d.classid = 'pg_rewrite'::regclass AND r.ev_class <> $1::oid`;
