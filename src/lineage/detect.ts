import { isObject } from "../json/index.js";
import type { Graph, VersionEntry } from "./graph.js";
import { type Issue, issueAt, issuesOf } from "./issue.js";
import { rootName, type Stripped, strip } from "./undeclared.js";

/** What `detect` says of a payload. */
export type Detection<Name extends string> =
	| { readonly version: Name; readonly issues?: undefined }
	| { readonly ambiguous: readonly Name[]; readonly issues: readonly Issue[] }
	| {
			readonly unknown: true;
			/** The version that the payload comes nearest to, where it comes near any. */
			readonly nearest?: Name;
			/** The known shape, not part of the lineage, that the payload has. */
			readonly stranger?: string;
			readonly issues: readonly Issue[];
	  };

/** A shape that real stores hold beside the versions of the lineage. */
export interface ForeignShape {
	readonly name: string;
	readonly looksLike: (payload: object) => boolean;
	/** What the payload is and what to do with it, to be read on after "is ". */
	readonly message: string;
}

/**
 * The entry whose schema the payload satisfies: the head, or else the narrowest of those that are declared to be nested;
 * undefined if there is none, or several that are not nested.
 */
export function find(graph: Graph, payload: unknown): VersionEntry | undefined {
	let found: VersionEntry | undefined;
	for (const entry of graph.lookOrder) {
		if (found !== undefined && graph.areNested(entry, found)) continue;
		const { looksLike, is } = entry.version;
		if ((looksLike !== undefined && !looksLike(payload)) || !is(payload)) continue;
		if (found !== undefined) return undefined;
		found = entry;
	}
	return found;
}

/** The same for a payload that may have undeclared properties, and the payload without them. */
export function findStripped(
	graph: Graph,
	payload: unknown,
): ({ readonly entry: VersionEntry } & Stripped) | undefined {
	const matches = graph.lookOrder.flatMap((entry) => {
		const stripped = strip(payload, entry.shape);
		return entry.version.is(stripped.value) ? [{ entry, ...stripped }] : [];
	});
	const fewest = Math.min(...matches.map((match) => match.removed.length));
	const best = matches.filter((match) => match.removed.length === fewest);
	const [chosen] = best;
	if (!chosen || best.some(({ entry }) => entry !== chosen.entry && !graph.areNested(entry, chosen.entry))) {
		return undefined;
	}
	// A property that another version declares is no stray: the payload is of mixed versions.
	const mixed = chosen.removed.some(({ at }) => {
		const name = rootName(at);
		return name !== undefined && graph.entries.some((entry) => entry.shape.properties.has(name));
	});
	return mixed ? undefined : chosen;
}

/** Why `find` found nothing: several versions, a stranger, or the nearest version and what is wrong there. */
export function diagnose(
	lineage: string,
	{ entries, lookOrder }: Graph,
	strangers: readonly ForeignShape[],
	payload: unknown,
): Exclude<Detection<string>, { version: string }> {
	const valid = entries.filter(({ version }) => version.is(payload));
	if (valid.length > 1) return ambiguous(lineage, valid, payload);
	const stranger = isObject(payload) ? strangers.find(({ looksLike }) => looksLike(payload)) : undefined;
	if (stranger) {
		const issue = issueAt(payload, "", "stranger", `is ${stranger.message}`);
		return { unknown: true, stranger: stranger.name, issues: [issue] };
	}
	const several = isObject(payload) ? claimants(entries, payload) : [];
	if (several.length > 1) return ambiguous(lineage, several, payload);
	const nearest = isObject(payload) ? nearestOf(lookOrder, payload) : undefined;
	const hint = nearest ? `; the nearest is ${nearest.name}` : "";
	const issue = issueAt(payload, "", "unknown-version", `is of no version of ${lineage}${hint}`);
	if (!nearest) return { unknown: true, issues: [issue] };
	const violations = issuesOf(payload, nearest.version.explain(payload), "invalid");
	return { unknown: true, nearest: nearest.name, issues: [issue, ...violations] };
}

function ambiguous(lineage: string, several: readonly VersionEntry[], payload: unknown) {
	const names = several.map(({ name }) => name);
	const message = `bears the marks of several versions of ${lineage}: ${names.join(", ")}`;
	return { ambiguous: names, issues: [issueAt(payload, "", "ambiguous-version", message)] };
}

/** The versions that claim a payload, each by required keys that others don't allow. */
function claimants(entries: readonly VersionEntry[], payload: object): readonly VersionEntry[] {
	const complete = entries.filter(({ shape }) =>
		shape.required.every((name) => Object.hasOwn(payload, name)),
	);
	const ruledOut = (entry: VersionEntry, by: VersionEntry): boolean =>
		entry.shape.closed && by.shape.required.some((name) => !entry.shape.properties.has(name));
	const contested = complete.filter((one) =>
		complete.some((other) => ruledOut(one, other) && ruledOut(other, one)),
	);
	return contested.filter((one) => !contested.some((other) => ruledOut(one, other) && !ruledOut(other, one)));
}

/** The version with the fewest keys amiss, then with the fewest violations; none, if most keys are missing. */
function nearestOf(entries: readonly VersionEntry[], payload: object): VersionEntry | undefined {
	const near = entries.filter(({ shape }) => {
		const present = shape.required.filter((name) => Object.hasOwn(payload, name));
		return present.length * 2 > shape.required.length;
	});
	const ranked = near.map((entry) => ({ entry, rank: amiss(entry, payload) }));
	const least = Math.min(...ranked.map(({ rank }) => rank));
	const best = ranked.filter(({ rank }) => rank === least).map(({ entry }) => entry);
	if (best.length < 2) return best[0];
	const counted = best.map((entry) => ({ entry, count: entry.version.explain(payload).length }));
	return counted.reduce((a, b) => (b.count < a.count ? b : a)).entry;
}

function amiss({ shape }: VersionEntry, payload: object): number {
	const missing = shape.required.filter((name) => !Object.hasOwn(payload, name)).length;
	if (!shape.closed) return missing;
	return missing + Object.keys(payload).filter((name) => !shape.properties.has(name)).length;
}
