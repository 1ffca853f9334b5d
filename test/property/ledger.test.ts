import fc from "fast-check";
import { expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import {
	type Account,
	type AccountEntry,
	type AccountLine,
	Ledger,
	lineage,
	type Place,
} from "../../src/lineage/index.js";
import { AccountSum } from "../../src/records/index.js";
import { orders } from "../support/example/orders.js";
import { instancesOf } from "../support/instances/index.js";
import type { AnyLineage } from "../support/laws.js";
import { RUNS } from "../support/runs.js";

// A run adds accounts up while the steps give them. The sum must be that of the accounts that others read, as a plain
// count of them says: it shares nothing with the sum that it judges.
const LINEAGES = { client, orders } as unknown as { readonly [name: string]: AnyLineage };

test.each(Object.entries(LINEAGES))("%s: the ledger has the sum of the accounts", (_name, of) => {
	const instances = fc.oneof(...of.versions.map((version) => instancesOf(of.schema(version))));
	const payloads = fc.array(
		fc.oneof({ arbitrary: instances, weight: 9 }, { arbitrary: fc.jsonValue(), weight: 1 }),
	);
	fc.assert(
		fc.property(payloads, (all) => {
			const [counted, read, expected] = [new AccountSum(), new AccountSum(), new Map<string, number>()];
			for (const payload of all) {
				counted.ledger.begin();
				const result = of.upgrade(payload, { ledger: counted.ledger } as never);
				if (result.issues) continue;
				expect(counted.ledger.isOpen).toBe(true);
				counted.ledger.settle();
				// What is suspect no step says: whoever has a ledger asks for it besides.
				const ofSteps = result.account.filter(({ kind }) => kind !== "suspect");
				read.add(ofSteps);
				count(ofSteps, expected);
			}
			expect(sumOf(counted.lines)).toEqual(expected);
			expect(sumOf(read.lines)).toEqual(expected);
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 20) },
	);
});

/** Counts each entry by all that it says, with "*" for indices. */
function count(account: Account, counts: Map<string, number>): void {
	for (const entry of account) add(entry, 1, counts);
}

/** The lines of a sum as such counts; two lines that say the same are an error. */
function sumOf(lines: readonly AccountLine[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { count, ...entry } of lines) add(entry as AccountEntry, count, counts);
	expect(counts.size).toBe(lines.length);
	return counts;
}

function add(entry: AccountEntry, times: number, counts: Map<string, number>): void {
	const members = Object.entries(entry).map(([name, member]) => {
		return [name, name === "from" || name === "to" ? starred(String(member)) : member];
	});
	const key = JSON.stringify(members.sort());
	counts.set(key, (counts.get(key) ?? 0) + times);
}

function starred(pointer: string): string {
	return pointer
		.split("/")
		.map((token) => (/^[0-9]+$/.test(token) ? "*" : token))
		.join("/");
}

/** A lineage whose step says all that a payload tells it to say, and then may refuse it. */
const told = lineage("test/told")
	.version(
		"old",
		version<Told>((x) => Object(x).new !== true),
	)
	.version(
		"new",
		version<object>((x) => Object(x).new === true),
		{
			upgrade({ places, refused }: Told, hop) {
				for (const place of places) {
					const rows = hop.items(`/list${place % 3}`, ["a", "b", "c", "d"]);
					tell(place % 2 === 0 ? hop : rows.at(place % 4), place);
				}
				return refused ? hop.refuse("", "told so") : { new: true };
			},
			downgrade: () => ({ places: [], refused: false }),
		},
	);

interface Told {
	readonly places: readonly number[];
	readonly refused: boolean;
}

function tell(place: Place, n: number): void {
	const ways = [
		() => place.moved(`/a${n}`, `/b/${n}`),
		() => place.derived(`/a/${n}/b`),
		() => place.defaulted(`/a${n}`),
		() => place.dropped("", n),
		() => place.unitChanged("/a", n % 2 === 0 ? ["s", "ms"] : ["kg", "g"]),
		() => place.unitChanged("/a", ["s", "ms"], `/b${n % 3}`),
		// Texts that would run into each other if they were joined.
		() => place.unitChanged("/a", n % 2 === 0 ? ["a,b", "c"] : ["a", "b,c"]),
		() => (n % 2 === 0 ? place.moved("/a\0b", "/c") : place.moved("/a", "/b\0/c")),
		() => (n % 2 === 0 ? place.moved("/x/c", "/d") : place.moved("/x", "/c/d")),
	];
	ways[n % ways.length]?.();
}

function version<T>(is: (x: unknown) => boolean) {
	return { schema: {}, is: is as (x: unknown) => x is T, explain: () => [] };
}

test("whatever the steps do next, and whether they refuse the record in the end", () => {
	const tolds = fc.array(fc.record({ places: fc.array(fc.nat({ max: 40 })), refused: fc.boolean() }));
	fc.assert(
		fc.property(tolds, (all) => {
			const ledger = new Ledger();
			const expected = new Map<string, number>();
			const added = new AccountSum();
			for (const payload of all) {
				ledger.begin();
				const result = told.upgrade(payload, { ledger });
				if (result.issues) continue;
				ledger.settle();
				added.add(result.account);
				count(result.account, expected);
			}
			const sum = new AccountSum();
			for (const { count, ...entry } of ledger.drain()) {
				for (let i = 0; i < count; i++) sum.add([entry as never]);
			}
			expect(sumOf(sum.lines)).toEqual(expected);
			expect(sumOf(added.lines)).toEqual(expected);
			expect(ledger.drain()).toEqual([]);
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 10) },
	);
});
