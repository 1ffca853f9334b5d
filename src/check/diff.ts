import { type Assumption, differences, type Options } from "../compat/index.js";
import { type MessageDirection, SchemaError } from "../schema/index.js";
import { changesOf } from "./changes.js";
import { type LoadOptions, loadSources, type NamedSources } from "./documents/load.js";
import { LocatedSchema } from "./documents/source.js";
import { finding } from "./finding.js";
import { formatChecks } from "./formats.js";
import { notes } from "./notes.js";
import { settle } from "./outcome.js";
import { comparePair, type Mode } from "./pair.js";
import type { Finding, GateResult } from "./result.js";
import type { ChosenLevels } from "./rules.js";
import { loadAccepted } from "./settings/load-accepted.js";
import { unsatisfiable } from "./unsatisfiable.js";

/** How two schemas are compared. */
export interface DiffOptions extends LoadOptions {
	readonly mode?: Mode | undefined;
	/** "assertion": formats are checked, as ajv-formats does; "annotation" (the default): they say nothing. */
	readonly formats?: "annotation" | "assertion" | undefined;
	/** Steps of work for each question, before its answer is unknown; 40,000 if not given. */
	readonly budget?: number | undefined;
	readonly assume?: readonly Assumption[] | undefined;
	/** Of which messages the schemas are asked, so that `readOnly` and `writeOnly` count; they say nothing if not given. */
	readonly direction?: MessageDirection | undefined;
	readonly levels?: ChosenLevels | undefined;
	/** The ignore file; none if not given. */
	readonly ignore?: string | undefined;
	/** The day by which entries of the ignore file expire, as 2026-12-31. */
	readonly today: string;
}

/**
 * Compares two schemas: files, `REF:FILE` of git, or a place in one (`FILE#/a/pointer`). Of two documents that name
 * several, each is compared with its namesake. The writer is the older one by custom. Throws a SchemaError if one of them, or what it refers to, can't be read or is refused.
 */
export async function diffSchemas(writer: string, reader: string, options: DiffOptions): Promise<GateResult> {
	const { levels = new Map() } = options;
	const [older, newer, accepted] = await Promise.all([
		loadSources(writer, options),
		loadSources(reader, options),
		loadAccepted(options.ignore, options.cwd),
	]);
	const compared = sameNames(older, newer).map(([one, other]) => compareSources(one, other, options));
	const pairs = compared.flatMap((one) => one.pairs);
	const findings = [...compared.flatMap((one) => one.findings), ...comings(older, newer, levels)];
	return settle({ command: "diff", pairs, findings }, { levels, accepted, today: options.today });
}

type Sides = readonly [older: LocatedSchema, newer: LocatedSchema];

/** The schemas to be compared: the two, or those of the same name; throws a SchemaError for one beside several. */
function sameNames(older: LocatedSchema | NamedSources, newer: LocatedSchema | NamedSources): Sides[] {
	if (older instanceof LocatedSchema)
		return [[older, newer instanceof LocatedSchema ? newer : refuseSeveral(newer)]];
	if (newer instanceof LocatedSchema) return refuseSeveral(older);
	const both = [...older.named].flatMap(([name, source]): Sides[] => {
		const other = newer.named.get(name);
		return other ? [[source(), other()]] : [];
	});
	if (both.length > 0) return both;
	return refuse(newer, `has no named schema in common with ${older.name}`);
}

function refuseSeveral(sources: NamedSources): never {
	const [first = ""] = sources.named.keys();
	const example = `${sources.name}#${first}`;
	refuse(
		sources,
		`says nothing about instances by itself; name one of its ${sources.named.size} schemas: ${example}`,
	);
}

function refuse({ name }: NamedSources, why: string): never {
	throw new SchemaError("document-unreadable", { file: name, keywordLocation: "" }, why);
}

function compareSources(
	older: LocatedSchema,
	newer: LocatedSchema,
	options: DiffOptions,
): Pick<GateResult, "pairs" | "findings"> {
	const { mode = "backward", assume = [], direction, levels = new Map() } = options;
	const subject = `${older.name} to ${newer.name}`;
	const asked = optionsOf(options.formats, options.budget);
	const pairs = comparePair(subject, older, newer, { mode, options: asked, assume, direction });
	const sides = [older.preparedFor(direction), newer.preparedFor(direction)] as const;
	const changes = differences(...sides, { ...asked, assume });
	const findings = [
		...notes({ older, newer, subject }, options.formats, levels),
		...[older, newer].flatMap((source) => unsatisfiable(source, subject, asked, levels)),
		...changesOf({ subject, older, newer, pairs, differences: changes }, levels),
	];
	return { pairs, findings };
}

/** Named schemas that only one of two documents has. */
function comings(
	older: LocatedSchema | NamedSources,
	newer: LocatedSchema | NamedSources,
	levels: ChosenLevels,
): Finding[] {
	if (older instanceof LocatedSchema || newer instanceof LocatedSchema) return [];
	const subject = `${older.name} to ${newer.name}`;
	const gone = [...older.named].filter(([name]) => !newer.named.has(name));
	const come = [...newer.named].filter(([name]) => !older.named.has(name));
	return [
		...gone.flatMap(([name, source]) => {
			const said = { subject, message: `the schema ${name} is gone`, at: undefined };
			return finding("schema-removed", levels, { ...said, related: [source().locate()] });
		}),
		...come.flatMap(([name, source]) =>
			finding("schema-added", levels, {
				subject,
				message: `the schema ${name} is new`,
				at: source().locate(),
			}),
		),
	];
}

/** The engine's options for a way to take formats, and for a budget of work. */
export function optionsOf(
	formats: "annotation" | "assertion" = "annotation",
	budget: number | undefined = undefined,
): Options {
	const bounded = budget === undefined ? {} : { budget };
	return formats === "annotation" ? bounded : { formats: formatChecks(), ...bounded };
}
