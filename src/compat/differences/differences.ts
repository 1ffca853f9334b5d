import { TRUE } from "../engine/pool.js";
import { type PreparedSchema, prepare, type SchemaInput } from "../prepare.js";
import { checksOf, DEFAULT_BUDGET, graphOf, type Options } from "../question.js";
import { composed, eased } from "./compose.js";
import type { Difference } from "./difference.js";
import { Inquiry } from "./inquiry.js";
import type { UnmetDemand } from "./pair.js";
import { Narrowings } from "./walk.js";

/**
 * Why two schemas do not accept the same instances, as a list of explained changes, the gravest first; empty if they
 * are proved to accept the same. There is a difference of level "error" for every proved incompatibility, and none
 * for a proved compatibility. What only matters without the assumptions of the options is "info". It takes longer
 * than `compare`, which therefore does not ask for it. Throws a SchemaError if one of the schemas is refused.
 */
export function differences(
	writer: SchemaInput,
	reader: SchemaInput,
	options: Options = {},
): readonly Difference[] {
	const [older, newer] = [prepare(writer), prepare(reader)];
	const { assume = [], ...strict } = options;
	const list = composed(narrowings(older, newer, strict), narrowings(newer, older, strict));
	if (assume.length === 0) return list;
	const lenient = composed(narrowings(older, newer, options), narrowings(newer, older, options));
	return eased(list, lenient, assume);
}

/** What one schema refuses of that which the other allows. */
function narrowings(wide: PreparedSchema, narrow: PreparedSchema, options: Options): readonly UnmetDemand[] {
	const steps = options.budget ?? DEFAULT_BUDGET;
	const inquiry = new Inquiry([graphOf(wide, options), narrow.asked], checksOf(options), steps);
	const { pool } = inquiry;
	const [writes = TRUE, accepts = TRUE] = pool.roots;
	const answer = inquiry.askAfresh([writes, -accepts]);
	if (answer === "none") return [];
	const from = { schema: wide, pool, number: 0 };
	const to = { schema: narrow, pool, number: 1 };
	return new Narrowings(inquiry, from, to, writes).all(answer === "some");
}
