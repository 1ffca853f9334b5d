import { equal, escapeToken, type Pointer, withoutIndices } from "../json/index.js";
import { type Converted, detachedOf, type Residue, unpacked } from "../lineage/index.js";

/** A member that the way back would not restore without residue, and that no annotation says to be dropped. */
export interface Loss {
	readonly step: string;
	/** In the version that the step is given; indices are "*". */
	readonly at: Pointer;
	/** How many of the instances lose it. */
	readonly count: number;
	/** How many instances were taken along the step. */
	readonly instances: number;
}

/** The places that a conversion loses and that the step says neither to be dropped nor to be lossy; indices are "*". */
export function lossesOf({
	residue,
	annotations = [],
	lossy = [],
}: Converted<unknown, string>): ReadonlySet<Pointer> {
	const meant = annotations.flatMap((entry) => (entry.kind === "dropped" ? [entry.from] : []));
	const places = Object.values(residue)
		.flatMap(placesOf)
		.filter((at) => !meant.some((from) => isWithin(at, from)));
	return new Set(places.map(withoutIndices).filter((at) => !lossy.includes(at)));
}

function placesOf(step: Residue[string]): readonly Pointer[] {
	const left = unpacked(step);
	if (left === undefined) return detachedOf(step).map(({ at }) => at);
	return left.entries.flatMap((entry): readonly Pointer[] => {
		if ("value" in entry) return "base" in entry ? differing(entry.value, entry.base, "") : [""];
		if ("order" in entry) return [`${entry.at}/*`];
		const { at, put = {}, was = {} } = entry;
		return Object.entries(put).flatMap(([name, value]) => {
			const place = `${at}/${escapeToken(name)}`;
			return Object.hasOwn(was, name) ? differing(value, was[name], place) : [place];
		});
	});
}

/** Where two values differ, as deep as both have the same form. */
function differing(value: unknown, base: unknown, at: Pointer): readonly Pointer[] {
	if (equal(value, base)) return [];
	if (!isContainer(value) || !isContainer(base) || Array.isArray(value) !== Array.isArray(base)) return [at];
	const names = Object.keys(value);
	if (Array.isArray(value) && names.length !== Object.keys(base).length) return [at];
	return names.flatMap((name) => {
		const place = `${at}/${escapeToken(name)}`;
		return Object.hasOwn(base, name) ? differing(value[name], base[name], place) : [place];
	});
}

function isWithin(at: Pointer, place: Pointer): boolean {
	return at === place || at.startsWith(`${place}/`);
}

function isContainer(value: unknown): value is { readonly [name: string]: unknown } {
	return typeof value === "object" && value !== null;
}
