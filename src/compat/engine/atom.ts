import type { Literal } from "./pool.js";

/** A set of property names: one name, those that match, those beside names and patterns, or those a schema refuses. */
export type Region =
	| { readonly in: "name"; readonly name: string }
	| { readonly in: "pattern"; readonly pattern: string }
	| { readonly in: "rest"; readonly names: ReadonlySet<string>; readonly patterns: readonly string[] }
	| { readonly in: "refused"; readonly by: Literal };

/**
 * One constraint on an instance whose type is known; "length" is that of a string, an array, or an object's number
 * of properties. Each has an exact negation.
 */
export type Atom =
	| { readonly is: "min"; readonly value: number; readonly open: boolean }
	| { readonly is: "max"; readonly value: number; readonly open: boolean }
	| { readonly is: "multiple"; readonly of: number; readonly negated: boolean }
	| { readonly is: "min-length"; readonly value: number }
	| { readonly is: "max-length"; readonly value: number }
	| { readonly is: "pattern"; readonly source: string; readonly negated: boolean }
	| { readonly is: "format"; readonly name: string; readonly negated: boolean }
	/** Every item from one index up to another, without it, meets the literal. */
	| { readonly is: "items"; readonly from: number; readonly to: number; readonly each: Literal }
	/** Some item from one index up to another, without it, meets all literals. */
	| { readonly is: "item"; readonly from: number; readonly to: number; readonly meets: readonly Literal[] }
	/** So many items meet the literal. */
	| { readonly is: "count"; readonly of: Literal; readonly min: number; readonly max: number }
	| { readonly is: "unique"; readonly negated: boolean }
	/** Nobody can tell whether the keyword is met. */
	| { readonly is: "opaque"; readonly keyword: string; readonly negated: boolean }
	/** Every property whose name is in the region has a value that meets the literal. */
	| { readonly is: "properties"; readonly region: Region; readonly each: Literal }
	/** Some property whose name is in the region has a value that meets all literals. */
	| { readonly is: "property"; readonly region: Region; readonly meets: readonly Literal[] };

/** The constraints of which at least one holds exactly where the atom does not. */
export function negations(atom: Atom): readonly Atom[] {
	switch (atom.is) {
		case "min":
			return [{ is: "max", value: atom.value, open: !atom.open }];
		case "max":
			return [{ is: "min", value: atom.value, open: !atom.open }];
		case "multiple":
		case "pattern":
		case "format":
		case "unique":
		case "opaque":
			return [{ ...atom, negated: !atom.negated }];
		case "min-length":
			return atom.value === 0 ? [] : [{ is: "max-length", value: atom.value - 1 }];
		case "max-length":
			return [{ is: "min-length", value: atom.value + 1 }];
		case "items":
			return [{ is: "item", from: atom.from, to: atom.to, meets: [-atom.each] }];
		case "item":
			return withOne(atom.meets, (each) => ({ is: "items", from: atom.from, to: atom.to, each }));
		case "count":
			return [
				...(atom.min > 0 ? [{ ...atom, min: 0, max: atom.min - 1 }] : []),
				...(atom.max < Number.POSITIVE_INFINITY
					? [{ ...atom, min: atom.max + 1, max: Number.POSITIVE_INFINITY }]
					: []),
			];
		case "properties":
			return [{ is: "property", region: atom.region, meets: [-atom.each] }];
		case "property":
			return withOne(atom.meets, (each) => ({ is: "properties", region: atom.region, each }));
	}
}

/** "No member meets the literals" is one atom for one literal or none; keywords make no others. */
function withOne(meets: readonly Literal[], atom: (each: Literal) => Atom): readonly Atom[] {
	const [only] = meets;
	if (meets.length > 1) throw new Error("an atom with several literals has no negation");
	// Without a literal every member counts, so that none may be there: each is refused.
	return [atom(only === undefined ? -1 : -only)];
}
