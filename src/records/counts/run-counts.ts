import type { RecordOutcome } from "../convert/convert.js";
import { type AccountLine, AccountSum } from "./account.js";
import { IdDigest, type IdSum } from "./digest.js";
import { type RejectReason, RejectReasons } from "./reject-reasons.js";

/** What a run counts: records = converted + current + rejected + blank, exactly. */
export class RunCounts {
	records = 0;
	converted = 0;
	current = 0;
	rejected = 0;
	blank = 0;
	/** Payloads at places of records that were converted or are current; 0 where records are payloads themselves. */
	payloads = 0;
	/** Those of the current records that hold no payload: null at their places, or empty arrays. */
	empty = 0;
	/** How many of those converted and current have a value that is valid but hardly meant. */
	suspect = 0;
	/** Bytes of input, unpacked. */
	bytes = 0;
	/** Converted and current records, or their payloads, by the version that they came in, and rejects by code. */
	readonly versions = new Map<string, number>();
	readonly codes = new Map<string, number>();
	readonly account: AccountSum;
	/** Why records were rejected; a part of a run does not know where its records stand, and has none. */
	readonly reasons = new RejectReasons();
	/** The ids of the records that could be read, of those that came out, and of those among the rejects. */
	readonly ids: { readonly [side in Side]: IdDigest } = {
		in: new IdDigest(),
		out: new IdDigest(),
		rejected: new IdDigest(),
	};

	/** `part` of a run: only the whole knows which lines of the account are too many. */
	constructor(extent: "whole" | "part" = "whole") {
		this.account = extent === "part" ? new AccountSum(Number.POSITIVE_INFINITY) : new AccountSum();
	}

	/** How many records have come out. */
	get written(): number {
		return this.converted + this.current;
	}

	add(outcome: RecordOutcome): void {
		this.records++;
		this[outcome.status]++;
		if (outcome.status === "blank") return;
		if (outcome.status === "rejected") {
			increment(this.codes, outcome.reason.code);
			return;
		}
		if (outcome.payloads) this.#addPayloads(outcome.payloads);
		else increment(this.versions, outcome.version);
		const { account } = outcome;
		if (account.length === 0) return;
		this.account.add(account);
		if (account.some(({ kind }) => kind === "suspect")) this.suspect++;
	}

	#addPayloads(versions: readonly string[]): void {
		this.payloads += versions.length;
		if (versions.length === 0) this.empty++;
		for (const version of versions) increment(this.versions, version);
	}

	/** Adds what another tally came to. */
	merge(sum: RunCountsSum): void {
		for (const name of COUNTS) this[name] += sum[name];
		for (const name of AT_PLACES) this[name] += sum[name] ?? 0;
		this.suspect += sum.suspect ?? 0;
		for (const [version, count] of sum.versions) increment(this.versions, version, count);
		for (const [code, count] of sum.codes) increment(this.codes, code, count);
		this.account.merge(sum.account);
		this.reasons.merge(sum.reasons ?? []);
		for (const side of SIDES) this.ids[side].merge(sum.ids[side]);
	}

	/** All of it as plain data, for another thread or a checkpoint. */
	get sum(): RunCountsSum {
		const { records, converted, current, rejected, blank, suspect, bytes, payloads, empty, ids } = this;
		return {
			...{ records, converted, current, rejected, blank, suspect, bytes, payloads, empty },
			versions: [...this.versions],
			codes: [...this.codes],
			account: this.account.folded,
			reasons: this.reasons.list,
			ids: { in: ids.in.sum, out: ids.out.sum, rejected: ids.rejected.sum },
		};
	}
}

/** A tally as plain data. */
export interface RunCountsSum
	extends Readonly<
		Record<(typeof COUNTS)[number], number> & Partial<Record<(typeof AT_PLACES)[number], number>>
	> {
	readonly versions: readonly (readonly [version: string, count: number])[];
	readonly codes: readonly (readonly [code: string, count: number])[];
	readonly account: readonly AccountLine[];
	/** Both are missing in checkpoints of before. */
	readonly suspect?: number;
	readonly reasons?: readonly RejectReason[];
	readonly ids: { readonly [side in Side]: IdSum };
}

const COUNTS = ["records", "converted", "current", "rejected", "blank", "bytes"] as const;
const AT_PLACES = ["payloads", "empty"] as const;
const SIDES = ["in", "out", "rejected"] as const;
type Side = (typeof SIDES)[number];

/** Adds to a count. */
export function increment(counts: Map<string, number>, name: string, by = 1): void {
	counts.set(name, (counts.get(name) ?? 0) + by);
}
