/**
 * Whom a difference hurts. "backward": the reader refuses something that the writer allows; "forward": the reader
 * allows something that the writer refuses; "both".
 */
export type Direction = "backward" | "forward" | "both";

/** How much a difference matters by default. */
export type Level = "error" | "warning" | "info";

/** One row of the table of rules. */
export interface DifferenceRule {
	readonly id: RuleId;
	readonly direction: Direction;
	/** Of its differences, unless a proof says that one hurts nobody. */
	readonly level: Level;
	/** One sentence on what the rule finds. */
	readonly about: string;
}

/** Keyword and verb, for good: `max-length-decreased`. */
export type RuleId = Narrowing | Widening | Change;

/** The rules that hurt backward. */
export type Narrowing = (typeof PAIRS)[number][0];

/** The rules that hurt forward. */
type Widening = (typeof PAIRS)[number][2];

/** The rules that hurt both ways. */
type Change = (typeof CHANGES)[number][0];

// Each rule that hurts backward beside the one that writer and reader give when they change places.
const PAIRS = [
	["type-narrowed", "fewer types are allowed", "type-widened", "more types are allowed"],
	["nullable-removed", "null is no longer allowed", "nullable-added", "null is allowed, too"],
	["enum-value-removed", "a listed value is gone", "enum-value-added", "a value joined the list"],
	["enum-added", "only listed values are allowed now", "enum-removed", "values need not be listed any more"],
	["const-added", "only one value is allowed now", "const-removed", "other values than the one are allowed"],
	["minimum-increased", "the least number rose", "minimum-decreased", "the least number fell"],
	["minimum-added", "there is a least number now", "minimum-removed", "there is no least number any more"],
	[
		"exclusive-minimum-increased",
		"the bound that numbers must be above rose",
		"exclusive-minimum-decreased",
		"the bound that numbers must be above fell",
	],
	[
		"exclusive-minimum-added",
		"numbers must be above a bound now",
		"exclusive-minimum-removed",
		"numbers need not be above a bound any more",
	],
	["maximum-decreased", "the greatest number fell", "maximum-increased", "the greatest number rose"],
	[
		"maximum-added",
		"there is a greatest number now",
		"maximum-removed",
		"there is no greatest number any more",
	],
	[
		"exclusive-maximum-decreased",
		"the bound that numbers must be below fell",
		"exclusive-maximum-increased",
		"the bound that numbers must be below rose",
	],
	[
		"exclusive-maximum-added",
		"numbers must be below a bound now",
		"exclusive-maximum-removed",
		"numbers need not be below a bound any more",
	],
	[
		"multiple-of-narrowed",
		"fewer numbers are multiples of the divisor",
		"multiple-of-widened",
		"more numbers are multiples of the divisor",
	],
	[
		"multiple-of-added",
		"numbers must be multiples now",
		"multiple-of-removed",
		"numbers need not be multiples any more",
	],
	["min-length-increased", "the least length rose", "min-length-decreased", "the least length fell"],
	[
		"min-length-added",
		"there is a least length now",
		"min-length-removed",
		"there is no least length any more",
	],
	["max-length-decreased", "the greatest length fell", "max-length-increased", "the greatest length rose"],
	[
		"max-length-added",
		"there is a greatest length now",
		"max-length-removed",
		"there is no greatest length any more",
	],
	[
		"pattern-narrowed",
		"the pattern matches fewer texts",
		"pattern-widened",
		"the pattern matches more texts",
	],
	["pattern-added", "texts must match a pattern now", "pattern-removed", "texts need not match any more"],
	["format-narrowed", "fewer texts have the format", "format-widened", "more texts have the format"],
	["format-added", "texts must have a format now", "format-removed", "texts need no format any more"],
	["min-items-increased", "more items are needed", "min-items-decreased", "fewer items are needed"],
	["min-items-added", "some items are needed now", "min-items-removed", "no items are needed any more"],
	["max-items-decreased", "fewer items are allowed", "max-items-increased", "more items are allowed"],
	[
		"max-items-added",
		"the number of items has a limit now",
		"max-items-removed",
		"the number of items has no limit any more",
	],
	["unique-items-added", "items must differ now", "unique-items-removed", "items may be equal"],
	[
		"prefix-item-removed-from-closed",
		"an item is gone, and items beyond the listed ones are refused",
		"prefix-item-added-to-closed",
		"an item is new where items beyond the listed ones were refused",
	],
	[
		"prefix-item-added-to-open",
		"an item has a schema that could be anything before",
		"prefix-item-removed-from-open",
		"an item has no schema any more, and can be anything",
	],
	[
		"items-added",
		"items that could be anything have a schema now",
		"items-removed",
		"items that had a schema can be anything",
	],
	[
		"items-closed",
		"items beyond the listed ones are refused now",
		"items-opened",
		"items beyond the listed ones are allowed",
	],
	[
		"contains-added",
		"an item of a certain kind is needed now",
		"contains-removed",
		"no item of a certain kind is needed any more",
	],
	[
		"contains-narrowed",
		"fewer arrays contain what is asked for",
		"contains-widened",
		"more arrays contain what is asked for",
	],
	[
		"min-contains-increased",
		"more items of a certain kind are needed",
		"min-contains-decreased",
		"fewer items of a certain kind are needed",
	],
	[
		"max-contains-decreased",
		"fewer items of a certain kind are allowed",
		"max-contains-increased",
		"more items of a certain kind are allowed",
	],
	[
		"max-contains-added",
		"the number of items of a certain kind has a limit now",
		"max-contains-removed",
		"the number of items of a certain kind has no limit any more",
	],
	[
		"unevaluated-items-narrowed",
		"fewer items are allowed where no other keyword speaks",
		"unevaluated-items-widened",
		"more items are allowed where no other keyword speaks",
	],
	[
		"unevaluated-items-added",
		"items of which no other keyword speaks are restricted now",
		"unevaluated-items-removed",
		"items of which no other keyword speaks are free",
	],
	[
		"property-required-added",
		"a property has become required",
		"property-required-removed",
		"a property is no longer required",
	],
	[
		"property-removed-from-closed",
		"a property is gone, and undeclared ones are refused",
		"property-added-to-closed",
		"a property is new where undeclared ones were refused",
	],
	[
		"property-added-to-open",
		"a property is declared that could hold anything before",
		"property-removed-from-open",
		"a property is no longer declared, and can hold anything",
	],
	[
		"additional-properties-closed",
		"undeclared properties are refused now",
		"additional-properties-opened",
		"undeclared properties are allowed",
	],
	[
		"additional-properties-added",
		"undeclared properties could hold anything and have a schema now",
		"additional-properties-removed",
		"undeclared properties had a schema and can hold anything",
	],
	[
		"pattern-property-removed-from-closed",
		"a pattern of names is gone, and undeclared properties are refused",
		"pattern-property-added-to-closed",
		"a pattern of names is new where undeclared properties were refused",
	],
	[
		"pattern-property-added-to-open",
		"properties whose names match a new pattern have a schema now",
		"pattern-property-removed-from-open",
		"properties whose names matched a pattern have no schema of it any more",
	],
	[
		"property-names-narrowed",
		"fewer names of properties are allowed",
		"property-names-widened",
		"more names of properties are allowed",
	],
	[
		"property-names-added",
		"names of properties are restricted now",
		"property-names-removed",
		"names of properties are free",
	],
	[
		"min-properties-increased",
		"more properties are needed",
		"min-properties-decreased",
		"fewer properties are needed",
	],
	[
		"min-properties-added",
		"some properties are needed now",
		"min-properties-removed",
		"no properties are needed any more",
	],
	[
		"max-properties-decreased",
		"fewer properties are allowed",
		"max-properties-increased",
		"more properties are allowed",
	],
	[
		"max-properties-added",
		"the number of properties has a limit now",
		"max-properties-removed",
		"the number of properties has no limit any more",
	],
	[
		"dependent-required-added",
		"a property needs another one beside it now",
		"dependent-required-removed",
		"a property needs another one beside it no longer",
	],
	[
		"dependent-schema-added",
		"objects with a property are restricted now",
		"dependent-schema-removed",
		"objects with a property are free",
	],
	[
		"unevaluated-properties-narrowed",
		"fewer properties are allowed where no other keyword speaks",
		"unevaluated-properties-widened",
		"more properties are allowed where no other keyword speaks",
	],
	[
		"unevaluated-properties-added",
		"properties of which no other keyword speaks are restricted now",
		"unevaluated-properties-removed",
		"properties of which no other keyword speaks are free",
	],
	["any-of-branch-removed", "an alternative is gone", "any-of-branch-added", "there is another alternative"],
	["any-of-added", "only some alternatives are allowed now", "any-of-removed", "there is no choice any more"],
	["one-of-branch-removed", "an alternative is gone", "one-of-branch-added", "there is another alternative"],
	[
		"one-of-added",
		"exactly one of some alternatives must hold now",
		"one-of-removed",
		"there is no choice of exactly one any more",
	],
	[
		"one-of-narrowed",
		"fewer instances meet exactly one alternative",
		"one-of-widened",
		"more instances meet exactly one alternative",
	],
	[
		"not-added",
		"what a schema describes is refused now",
		"not-removed",
		"what a schema describes is allowed",
	],
	["not-narrowed", "more is refused", "not-widened", "less is refused"],
	[
		"if-then-else-added",
		"there is a condition now",
		"if-then-else-removed",
		"there is no condition any more",
	],
	[
		"if-then-else-narrowed",
		"fewer instances meet the condition",
		"if-then-else-widened",
		"more instances meet the condition",
	],
	["false-schema-added", "nothing is allowed any more", "false-schema-removed", "something is allowed now"],
	[
		"schema-narrowed",
		"less is allowed here, for a reason that no other rule names",
		"schema-widened",
		"more is allowed here, for a reason that no other rule names",
	],
] as const;

// What neither narrows nor widens, but does both.
const CHANGES = [
	["type-changed", "other types are allowed"],
	["const-changed", "another value is allowed"],
	["multiple-of-changed", "numbers must be multiples of another divisor"],
	["pattern-changed", "texts must match another pattern"],
	["format-changed", "texts must have another format"],
	["contains-changed", "an item of another kind is needed"],
	["property-names-changed", "other names of properties are allowed"],
	["unevaluated-items-changed", "other items are allowed where no other keyword speaks"],
	["unevaluated-properties-changed", "other properties are allowed where no other keyword speaks"],
	["one-of-changed", "exactly one of other alternatives must hold"],
	["not-changed", "something else is refused"],
	["if-then-else-changed", "there is another condition"],
	["schema-changed", "something else is allowed here, for a reason that no other rule names"],
] as const;

/** All rules; their ids never change. */
export const RULES: readonly DifferenceRule[] = [
	...PAIRS.flatMap(([narrower, narrows, wider, widens]): DifferenceRule[] => [
		{ id: narrower, direction: "backward", level: "error", about: narrows },
		{ id: wider, direction: "forward", level: "info", about: widens },
	]),
	...CHANGES.map(([id, about]): DifferenceRule => ({ id, direction: "both", level: "error", about })),
];

const COUNTERPARTS: ReadonlyMap<RuleId, RuleId> = new Map<RuleId, RuleId>(
	PAIRS.flatMap(([narrower, , wider]) => [[narrower, wider] as const, [wider, narrower] as const]),
);

/** The rule that speaks where writer and reader change places; a change is its own. */
export function counterpart(id: RuleId): RuleId {
	return COUNTERPARTS.get(id) ?? id;
}

const BY_ID: ReadonlyMap<string, DifferenceRule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The row of a rule. */
export function ruleOf(id: RuleId): DifferenceRule {
	const rule = BY_ID.get(id);
	if (rule === undefined) throw new Error(`no rule ${id}`);
	return rule;
}

/** The rule that speaks where something both narrows and widens, if there is one. */
export function changeOf(id: Narrowing): RuleId | undefined {
	return id.endsWith("-narrowed") ? BY_ID.get(id.replace(/narrowed$/, "changed"))?.id : undefined;
}
