import { type AccountLine, AccountSum, type RunCounts, type RunReport, reportOf } from "../records/index.js";
import { isListOf, isNumber, isObjectOf, isText, jsonAnswer } from "./session/answer.js";

/** What a run counts, as plain JSON: records = converted + current + rejected + blank. */
export interface Counts extends Omit<RunReport, "complete"> {
	/** How often a row was changed, or held, by others between its reading and its writing; each was read again. */
	readonly conflicts: number;
}

/** Nothing yet. */
export const NOTHING: Counts = {
	records: 0,
	converted: 0,
	current: 0,
	rejected: 0,
	blank: 0,
	suspect: 0,
	bytes: 0,
	versions: {},
	rejects: {},
	account: [],
	conflicts: 0,
};

/** Counts as they were kept in the database; of what isn't counted yet, nothing. */
export function countsAnswer(text: string | null | undefined): Counts {
	// Runs of before did not count all of it.
	return text == null ? NOTHING : { ...NOTHING, ...jsonAnswer(text, isCounts) };
}

const isByName = (value: unknown) =>
	typeof value === "object" && value !== null && Object.values(value).every(isNumber);

const isCounts = isObjectOf<Omit<Counts, "suspect">>({
	records: isNumber,
	converted: isNumber,
	current: isNumber,
	rejected: isNumber,
	blank: isNumber,
	bytes: isNumber,
	versions: isByName,
	rejects: isByName,
	account: isListOf(isObjectOf({ kind: isText, step: isText, count: isNumber })),
	conflicts: isNumber,
});

/** What a tally has counted. */
export function countsOf(tally: RunCounts): Counts {
	const { complete: _, ...counts } = reportOf({ tally, end: "complete" });
	return { ...counts, conflicts: 0 };
}

/** Two counts as one. */
export function sum(a: Counts, b: Counts): Counts {
	return {
		records: a.records + b.records,
		converted: a.converted + b.converted,
		current: a.current + b.current,
		rejected: a.rejected + b.rejected,
		blank: a.blank + b.blank,
		suspect: a.suspect + b.suspect,
		bytes: a.bytes + b.bytes,
		...sumOfPayloads(a, b),
		versions: sumByName(a.versions, b.versions),
		rejects: sumByName(a.rejects, b.rejects),
		account: sumOfAccounts(a.account, b.account),
		conflicts: a.conflicts + b.conflicts,
	};
}

/** Only where payloads are at places of documents. */
function sumOfPayloads(a: Counts, b: Counts): Pick<Counts, "payloads" | "empty"> {
	if (a.payloads === undefined && b.payloads === undefined) return {};
	return { payloads: (a.payloads ?? 0) + (b.payloads ?? 0), empty: (a.empty ?? 0) + (b.empty ?? 0) };
}

interface ByName {
	readonly [name: string]: number;
}

function sumByName(a: ByName, b: ByName): ByName {
	const sums = new Map(Object.entries(a));
	for (const [name, count] of Object.entries(b)) sums.set(name, (sums.get(name) ?? 0) + count);
	return Object.fromEntries(sums);
}

function sumOfAccounts(a: readonly AccountLine[], b: readonly AccountLine[]): readonly AccountLine[] {
	const lines = new AccountSum();
	lines.merge(a);
	lines.merge(b);
	return lines.lines;
}
