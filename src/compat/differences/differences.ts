import { type PreparedSchema, prepare, type SchemaInput } from "../prepare.js";
import { checksOf, DEFAULT_BUDGET, type Options } from "../question.js";
import { composed } from "./compose.js";
import type { Difference } from "./difference.js";
import { Inquiry } from "./inquiry.js";
import type { Finding } from "./pair.js";
import { Narrowings } from "./walk.js";

/**
 * Why two schemas do not accept the same instances, as a list of explained changes, the gravest first; empty if they
 * are proved to accept the same. A list with a difference of level "error" is there for every proved
 * incompatibility, and without one for every proved compatibility. It takes longer than `compare`, which does not
 * ask for it. Throws a SchemaError if one of the schemas is refused.
 */
export function differences(
	writer: SchemaInput,
	reader: SchemaInput,
	options: Options = {},
): readonly Difference[] {
	const [older, newer] = [prepare(writer), prepare(reader)];
	return composed(narrowings(older, newer, options), narrowings(newer, older, options));
}

/** What one schema refuses of that which the other allows. */
function narrowings(wide: PreparedSchema, narrow: PreparedSchema, options: Options): readonly Finding[] {
	const inquiry = new Inquiry([wide, narrow], checksOf(options), options.budget ?? DEFAULT_BUDGET);
	const { pool } = inquiry;
	const [allowed = 0, asked = 0] = pool.roots;
	const answer = inquiry.askAfresh([allowed, -asked]);
	if (answer === "none") return [];
	const walk = new Narrowings(
		inquiry,
		{ schema: wide, pool, number: 0 },
		{ schema: narrow, pool, number: 1 },
	);
	return walk.all(answer === "some");
}
