import { equal, type Json } from "../../../src/index.js";
import { type AnyLineage, silentLeavesOf } from "../laws.js";

/** What came of records that were taken to the newest version and, with their residues, back. */
interface Returned {
	readonly records: number;
	/** Records that are of no version, or that a step gives up. */
	refused: number;
	upgraded: number;
	/** Of those upgraded: the ones that came back as they were. */
	restored: number;
	/** Leaves that are not where they were and that no entry of the account names. */
	unaccounted: number;
	/** Records for which the account says what is not so. */
	misplaced: number;
}

/** Takes every record up and down; each residue goes through JSON, as it does when it is stored. */
export function thereAndBack(lineage: AnyLineage, records: readonly Json[]): Returned {
	const sum = { records: records.length, refused: 0, upgraded: 0, restored: 0, unaccounted: 0, misplaced: 0 };
	for (const record of records) {
		const up = lineage.upgrade(record);
		if (up.issues) {
			sum.refused++;
			continue;
		}
		sum.upgraded++;
		const back = lineage.downgrade(stored(up.value), { to: up.from, residue: stored(up.residue) });
		if (!back.issues && equal(back.value, record)) sum.restored++;
		if (up.account.some(({ kind }) => kind === "misplaced")) sum.misplaced++;
		sum.unaccounted += unaccountedOf(lineage, record, up.from);
	}
	return sum;
}

/** Pointers of an account are those of its step, so this goes step by step. */
function unaccountedOf(lineage: AnyLineage, record: Json, from: string): number {
	let here = record;
	let count = 0;
	for (const to of lineage.route(from).slice(1)) {
		const hop = lineage.upgrade(here, { to });
		if (hop.issues) throw new Error(`no way to ${to}: ${hop.issues[0]?.message}`);
		const next = stored(hop.value) as Json;
		count += silentLeavesOf(here, next, hop.account).length;
		here = next;
	}
	return count;
}

/** As it comes back from where it was stored. */
function stored<T>(value: T): T {
	return JSON.parse(JSON.stringify(value));
}
