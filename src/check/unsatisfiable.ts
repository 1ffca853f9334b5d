import { isEmpty, type Options } from "../compat/index.js";
import type { LocatedSchema } from "./documents/source.js";
import { finding } from "./finding.js";
import type { Finding } from "./result.js";
import type { ChosenLevels } from "./rules.js";

/** A finding if no instance at all meets the schema: then it is compatible with everything, and of no use. */
export function unsatisfiable(
	source: LocatedSchema,
	subject: string,
	options: Options,
	levels: ChosenLevels,
): Finding[] {
	if (isEmpty(source.prepared, options).empty !== true) return [];
	const message = `no instance at all meets ${source.name}`;
	return finding("unsatisfiable", levels, { subject, message, at: source.locate(undefined) });
}
