import { AccountSum } from "./account.js";
import type { Outcome } from "./convert.js";

/** What a run counts: records = converted + current + rejected + blank, exactly. */
export class Tally {
	records = 0;
	converted = 0;
	current = 0;
	rejected = 0;
	blank = 0;
	/** Bytes of input, unpacked. */
	bytes = 0;
	/** Converted and current records by the version that they came in, and rejects by code. */
	readonly versions = new Map<string, number>();
	readonly codes = new Map<string, number>();
	readonly account = new AccountSum();

	/** How many records have come out. */
	get written(): number {
		return this.converted + this.current;
	}

	add(outcome: Outcome): void {
		this.records++;
		this[outcome.status]++;
		if (outcome.status === "blank") return;
		if (outcome.status === "rejected") {
			increment(this.codes, outcome.reason.code);
			return;
		}
		increment(this.versions, outcome.version);
		if (outcome.status === "converted") this.account.add(outcome.account);
	}
}

/** Adds one to a count. */
export function increment(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}
