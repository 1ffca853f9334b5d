const EARLY = ["draft4", "draft6", "draft7"];
const LATE = ["draft2019-09", "draft2020-12"];

// Undecidable for the interpreter, and refused where code is emitted.
const RETIRED = inEach("optional/dependencies-compatibility.json", [
	...LATE,
	"retired; validators disagree about it, so it is opaque",
]);

/**
 * What of the official suite is not as it says, and why: by the beginning of a group's name, or of a group's and a
 * test's, with ` | ` between them. A reason that covers nothing any more is a mistake.
 */
export const EXCEPTIONS: Readonly<
	Record<"refused" | "undecided" | "otherwise", Readonly<Record<string, string>>>
> = {
	refused: {
		...RETIRED,
		...inEach("properties.json: properties whose names are Javascript object property names", [
			...EARLY,
			...LATE,
			"no document may have a key named __proto__; without that key it is as it says",
		]),
		...inEach("optional/cross-draft.json", [
			"draft7",
			...LATE,
			"a reference into a document of another draft",
		]),
	},
	undecided: RETIRED,
	otherwise: {
		...inEach("optional/format/", [...EARLY, ...LATE, "formats annotate"]),
		...inEach("vocabulary.json: schema that uses custom metaschema with with no validation vocabulary", [
			...LATE,
			"meta-schemas of one's own are not read",
		]),
		"draft2020-12/optional/format-assertion.json":
			"formats assert by option, not by a meta-schema of one's own",
		"draft4/optional/zeroTerminatedFloats.json": "1.0 and 1 are the same number once they are parsed",
		"draft7/optional/content.json": "content keywords annotate, as later drafts have it",
	},
};

const NO_SCHEMA = "it takes for an identifier what stands where no schema is";

/**
 * Where @hyperjump/json-schema does not say what the specification says (nor always what the suite says), or where an
 * exception of ours does: by the beginning of a group's name.
 */
export const SLIPS: Readonly<Record<string, string>> = {
	...inEach("multipleOf.json: by small number", [...EARLY, ...LATE, "it divides doubles"]),
	...inEach("multipleOf.json: float division = inf", [...EARLY, ...LATE, "it divides doubles"]),
	"draft4/ref.json: $ref prevents a sibling id": "it resolves $ref against the identifier beside it",
	...inEach("ref.json: $ref prevents a sibling $id", [
		"draft6",
		"draft7",
		"it resolves $ref against the identifier beside it",
	]),
	...inEach("optional/id.json", [...EARLY, ...LATE, NO_SCHEMA]),
	...inEach("optional/anchor.json", [...LATE, NO_SCHEMA]),
	...inEach("optional/unknownKeyword.json", ["draft6", "draft7", ...LATE, NO_SCHEMA]),
	...inEach("vocabulary.json: schema that uses custom metaschema with with no validation vocabulary", [
		...LATE,
		"meta-schemas of one's own are not read here",
	]),
	"draft2020-12/optional/format-assertion.json": "formats assert by option here",
};

/** The same exception in several drafts: their names, then the reason. */
function inEach(start: string, draftsAndReason: readonly string[]): Readonly<Record<string, string>> {
	const reason = draftsAndReason.at(-1) ?? "";
	return Object.fromEntries(draftsAndReason.slice(0, -1).map((draft) => [`${draft}/${start}`, reason]));
}
