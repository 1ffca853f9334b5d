import { isEmpty, type Options } from "../compat/index.js";
import type { Source } from "./documents/source.js";
import { finding } from "./finding.js";
import type { Finding } from "./result.js";
import type { Levels } from "./rules.js";

/** A finding if no instance at all meets the schema: then it is compatible with everything, and of no use. */
export function unsatisfiable(source: Source, subject: string, options: Options, levels: Levels): Finding[] {
	if (isEmpty(source.prepared, options).empty !== true) return [];
	const message = `no instance at all meets ${source.name}`;
	return finding("unsatisfiable", levels, { subject, message, at: source.locate(undefined) });
}
