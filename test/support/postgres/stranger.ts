import type { Database } from "./database.js";

/**
 * Lays traps as a role that may do nothing but CREATE in the schema `public`: a namesake of every operator and function
 * of Postgres' own, of the same types; operators for the types of keys; and casts of a type of its own. Whoever calls
 * one of them fails, and draws a number that no rollback takes back.
 */
export async function layTraps({ pool, url }: Database): Promise<void> {
	const database = new URL(url).pathname.slice(1);
	await pool.query(`
		DROP ROLE IF EXISTS ${STRANGER}; CREATE ROLE ${STRANGER};
		GRANT CREATE ON SCHEMA public TO ${STRANGER};
		CREATE SEQUENCE trapped; GRANT USAGE ON SEQUENCE trapped TO public`);
	await pool.query(
		`SET ROLE ${STRANGER}; ${KEYS}; ${traps(FUNCTIONS)}; ${traps(OPERATORS)}; ${CASTS}; RESET ROLE`,
	);
	// Worse than what is usual, so that every namesake is met: the stranger's schema goes first.
	await pool.query(`ALTER DATABASE ${database} SET search_path = public, pg_catalog`);
}

/** Has a value of the stranger's type become a text wherever one would do. */
export async function castImplicitly({ pool }: Database): Promise<void> {
	await pool.query(`DROP CAST (public.mood AS text);
		CREATE CAST (public.mood AS text) WITH FUNCTION public.cast_public_mood_text(public.mood) AS IMPLICIT`);
}

/** How often somebody was caught. */
export async function caught({ pool }: Database): Promise<number> {
	const { rows } = await pool.query(
		"SELECT CASE WHEN is_called THEN last_value ELSE 0 END::pg_catalog.int4 AS n FROM public.trapped",
	);
	return rows[0].n;
}

const STRANGER = "upshape_stranger";

/** Types of keys that are the stranger's own, and arguments that are no type's exact ones. */
const KEYS = "CREATE TYPE public.mood AS ENUM ('bad', 'good'); CREATE DOMAIN public.short AS varchar";

const SPRING =
	"RETURNS %s LANGUAGE plpgsql AS $trap$ BEGIN PERFORM pg_catalog.nextval('public.trapped'); RAISE 'caught by %s'; END $trap$";

/** Makes something for each row of a query that gives statements; what Postgres doesn't let a stranger make is left out. */
function traps(query: string): string {
	return `DO $do$ DECLARE one record; BEGIN
		FOR one IN ${query} LOOP
			BEGIN EXECUTE one.first; EXECUTE one.second; EXCEPTION WHEN OTHERS THEN NULL; END;
		END LOOP;
	END $do$`;
}

const FUNCTIONS = `SELECT format($f$CREATE FUNCTION public.%I(%s) ${SPRING}$f$, p.proname,
		pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid), p.proname) AS first, 'SELECT' AS second
	FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind IN ('f', 'a')
	AND p.prorettype NOT IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, 'event_trigger'::regtype)
	AND NOT ('internal'::regtype = ANY (p.proargtypes)) AND NOT ('cstring'::regtype = ANY (p.proargtypes))
	AND p.proname NOT IN ('nextval')`;

const OPERATORS = `SELECT format($f$CREATE FUNCTION public.trap_%s(%s, %s) ${SPRING}$f$, o.n, o.l, o.r, o.result, o.name || ' of ' || o.l) AS first,
		format('CREATE OPERATOR public.%s (FUNCTION = public.trap_%s, LEFTARG = %s, RIGHTARG = %s)', o.name, o.n, o.l, o.r) AS second
	FROM (
		SELECT row_number() OVER () AS n, name, l, r, result FROM (
			SELECT oprname AS name, oprleft::regtype::text AS l, oprright::regtype::text AS r, oprresult::regtype::text AS result
			FROM pg_operator WHERE oprkind = 'b' AND oprnamespace = 'pg_catalog'::regnamespace
			UNION
			SELECT name, l, r, 'boolean' FROM unnest(ARRAY['<', '<=', '=', '>=', '>', '<>']) name,
				unnest(ARRAY['varchar', 'bpchar', 'public.mood', 'public.short', 'text', 'citext', 'name']) l,
				unnest(ARRAY['varchar', 'bpchar', 'public.mood', 'public.short', 'text', 'citext', 'name']) r
		) operators
	) o`;

const cast = (from: string, to: string, how: string) => `
	CREATE FUNCTION public.cast_${from.replaceAll(/\W/g, "_")}_${to.replaceAll(/\W/g, "_")}(${from}) RETURNS ${to} LANGUAGE plpgsql AS
		$trap$ BEGIN PERFORM pg_catalog.nextval('public.trapped'); RAISE 'caught by a cast'; END $trap$;
	CREATE CAST (${from} AS ${to}) WITH FUNCTION public.cast_${from.replaceAll(/\W/g, "_")}_${to.replaceAll(/\W/g, "_")}(${from}) ${how}`;

const CASTS = [
	["public.mood", "text"],
	["public.mood", "varchar"],
	["public.mood", "json"],
	["public.mood", "bigint"],
	["public.mood[]", "text[]"],
	["text[]", "public.mood[]", "AS IMPLICIT"],
	["text", "public.mood", "AS IMPLICIT"],
	["varchar", "public.mood", "AS IMPLICIT"],
]
	.map(([from = "", to = "", how = ""]) => cast(from, to, how))
	.join(";");
