import { type Assumption, differences, type Options } from "../compat/index.js";
import { changesOf } from "./changes.js";
import { formatChecks } from "./formats.js";
import { type LoadOptions, loadSource } from "./load.js";
import { loadAccepted } from "./load-accepted.js";
import { settle } from "./outcome.js";
import { comparePair, type Mode } from "./pair.js";
import type { GateResult } from "./result.js";
import type { Levels } from "./rules.js";
import { unsatisfiable } from "./unsatisfiable.js";

/** How two schemas are compared. */
export interface DiffOptions extends LoadOptions {
	readonly mode?: Mode | undefined;
	/** "assertion": formats are checked, as ajv-formats does; "annotation" (the default): they say nothing. */
	readonly formats?: "annotation" | "assertion" | undefined;
	readonly assume?: readonly Assumption[] | undefined;
	readonly levels?: Levels | undefined;
	/** The ignore file; none if not given. */
	readonly ignore?: string | undefined;
	/** The day by which entries of the ignore file expire, as 2026-12-31. */
	readonly today: string;
}

/**
 * Compares two schemas: files, `REF:FILE` of git, or a place in one (`FILE#/a/pointer`). The writer is the older one
 * by custom. Throws a SchemaError if one of them, or what it refers to, can't be read or is refused.
 */
export async function diffSchemas(writer: string, reader: string, options: DiffOptions): Promise<GateResult> {
	const { mode = "backward", assume = [], levels = new Map() } = options;
	const [older, newer, accepted] = await Promise.all([
		loadSource(writer, options),
		loadSource(reader, options),
		loadAccepted(options.ignore, options.cwd),
	]);
	const subject = `${older.name} to ${newer.name}`;
	const asked = optionsOf(options.formats);
	const pairs = comparePair(subject, older, newer, { mode, options: asked, assume });
	const changes = differences(older.prepared, newer.prepared, { ...asked, assume });
	const findings = [
		...[older, newer].flatMap((source) => unsatisfiable(source, subject, asked, levels)),
		...changesOf({ subject, older, newer, pairs, differences: changes }, levels),
	];
	return settle({ command: "diff", pairs, findings }, { levels, accepted, today: options.today });
}

/** The engine's options for a way to take formats. */
export function optionsOf(formats: "annotation" | "assertion" = "annotation"): Options {
	return formats === "annotation" ? {} : { formats: formatChecks() };
}
