import { type Direction, type Level, RULES } from "../compat/index.js";

/** One row of the table that `upshape rules` prints; what the gate itself finds hurts in no direction. */
export interface RuleRow {
	readonly id: string;
	readonly direction: Direction | undefined;
	readonly level: Level;
	readonly about: string;
}

const GATE = [
	[
		"incompatible",
		"error",
		"the reader refuses something that the writer allows, and no single difference says why",
	],
	["undecided", "error", "it could not be told whether the reader allows all that the writer allows"],
	["unsatisfiable", "warning", "no instance at all meets the schema"],
	[
		"keyword-ignored",
		"info",
		"a keyword says nothing in the dialect of its schema, so that nothing is checked by it",
	],
	["keyword-misspelt", "warning", "a keyword says nothing, and is but a letter or two from one that does"],
	["pattern-opaque", "warning", "a pattern that can't be read: what depends on it is unknown"],
	["format-annotation-changed", "info", "a format is another one, where formats annotate"],
	["schema-removed", "error", "a named schema of a document is gone, so that nothing reads its instances"],
	["schema-added", "info", "a document has a named schema that it did not have"],
	["published-changed", "error", "a published version says something else than at the ref"],
	["version-removed", "error", "a published version is gone that was not the oldest"],
	["versions-reordered", "error", "published versions stand in another order"],
	["nothing-published", "warning", "the ref has no schemas to hold the versions against"],
	["versions-overlap", "error", "an instance is of two versions, so that detection can't tell which"],
	[
		"widening-untrue",
		"error",
		"a step is declared as widening, but the newer version refuses older instances",
	],
	["not-bridged", "error", "a step does not turn what the other version refuses into what it accepts"],
	[
		"law-broken",
		"error",
		"a step breaks a law: exact return, nothing silent, composition, purity, edits survive",
	],
	["bridged-with-losses", "warning", "an upgrade loses a value that its step does not say to be dropped"],
	[
		"branch-untried",
		"warning",
		"no instance that was tried takes a branch of a union, so that its steps are not tried there",
	],
	["head-unreachable", "error", "instances of a version do not get to the newest one"],
	["generated-stale", "error", "a generated file is not as `upshape generate` would leave it"],
	["example-invalid", "error", "an example is no instance of its schema"],
	["ignore-unused", "error", "an entry of the ignore file accepts nothing"],
	["ignore-expired", "error", "an entry of the ignore file has expired"],
] as const;

/** The rules of the gate itself. */
export type GateRule = (typeof GATE)[number][0];

/** All rules that a finding can be of; their ids never change. */
export const ALL_RULES: readonly RuleRow[] = [
	...RULES,
	...GATE.map(([id, level, about]) => ({ id, direction: undefined, level, about })),
];

const BY_ID: ReadonlyMap<string, RuleRow> = new Map(ALL_RULES.map((row) => [row.id, row]));

/** Whether a finding can be of the rule. */
export function isRule(id: string): boolean {
	return BY_ID.has(id);
}

/** The levels that a rule can be given; "off" leaves its findings out. */
export const LEVELS = ["error", "warning", "info", "off"] as const;

/** Levels that somebody chose, by rule. */
export type ChosenLevels = ReadonlyMap<string, (typeof LEVELS)[number]>;

/** The level of a rule's finding: the one chosen, or the rule's own; undefined if it is off. */
export function levelOf(rule: GateRule, levels: ChosenLevels): Level | undefined {
	const level = levels.get(rule) ?? BY_ID.get(rule)?.level ?? "error";
	return level === "off" ? undefined : level;
}
