import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Measured, openMetrics, Pace } from "../../../src/records/index.js";
import { strings } from "../../support/hostile-strings.js";
import { readOpenMetrics } from "../../support/openmetrics.js";

const count = fc.nat();
const counts = fc.dictionary(strings, count, { maxKeys: 4, noNullPrototype: true });
const line = fc.record({ kind: fc.constant("derived" as const), step: strings, to: strings, count });
const measured: fc.Arbitrary<Measured> = fc.record({
	converted: count,
	current: count,
	rejected: count,
	blank: count,
	bytes: count,
	versions: counts,
	rejects: counts,
	account: fc.array(line, { maxLength: 4 }),
});

describe("openMetrics", () => {
	test("is read by a strict reader, whatever versions and steps are called", () => {
		fc.assert(
			fc.property(measured, strings, (run, store) => {
				const families = readOpenMetrics(openMetrics(run, { store }));
				expect(sum(families.get("upshape_rejects"))).toBe(sumOf(Object.values(run.rejects)));
				expect(sum(families.get("upshape_versions"))).toBe(sumOf(Object.values(run.versions)));
				expect(sum(families.get("upshape_account_entries"))).toBe(sumOf(run.account.map((one) => one.count)));
				expect(sum(families.get("upshape_records"))).toBe(
					run.converted + run.current + run.rejected + run.blank,
				);
				expect(families.get("upshape_input_bytes")).toMatchObject({ unit: "bytes", type: "counter" });
			}),
			{ seed: 20261120, numRuns: 2000 },
		);
	});

	test("puts the labels given on every sample, and refuses names that can't be labels", () => {
		const run = {
			converted: 1,
			current: 0,
			rejected: 0,
			blank: 0,
			bytes: 9,
			versions: { v1: 1 },
			rejects: {},
		};
		const text = openMetrics({ ...run, account: [] }, { store: 'a"b' });
		expect(text).toContain('upshape_records_total{store="a\\"b",outcome="converted"} 1\n');
		expect(text).toContain('upshape_input_bytes_total{store="a\\"b"} 9\n');
		expect(() => openMetrics({ ...run, account: [] }, { "not one": "x" })).toThrow(TypeError);
	});

	test("the reader is strict", () => {
		const good = "# TYPE a counter\n# HELP a b\na_total 1\n# EOF\n";
		expect(readOpenMetrics(good).get("a")?.samples.get("")).toBe(1);
		for (const [from, to] of [
			["# EOF\n", "# EOF"],
			["a_total 1", "a 1"],
			["a_total 1", "a_total -1"],
			["a_total 1", 'a_total{x="\n"} 1'],
			["a_total 1", 'a_total{x="1",x="2"} 1'],
			["a_total 1\n", "a_total 1\na_total 1\n"],
			["counter", "count"],
			["a_total 1\n", "a_total 1\n# HELP a c\n"],
		] as const) {
			expect(() => readOpenMetrics(good.replace(from, to))).toThrow();
		}
	});
});

describe("Pace", () => {
	const at = (records: number, bytes: number) => ({ records, bytes, rejected: 0 });

	test("rate and time left, of a total that is known", () => {
		let now = 1000;
		const pace = new Pace(1000, () => now);
		now += 2000;
		expect(pace.at(at(10, 200))).toEqual({
			records: 10,
			bytes: 200,
			rejected: 0,
			totalBytes: 1000,
			seconds: 2,
			recordsPerSecond: 5,
			bytesPerSecond: 100,
			secondsLeft: 8,
		});
	});

	test("what was done before a resumed run began is no part of its pace", () => {
		let now = 0;
		const pace = new Pace(1000, () => now);
		pace.resume();
		now += 5000;
		expect(pace.at(at(500, 600))).toMatchObject({ seconds: 0, bytesPerSecond: 0, secondsLeft: undefined });
		now += 1000;
		expect(pace.at(at(600, 700))).toMatchObject({
			recordsPerSecond: 100,
			bytesPerSecond: 100,
			secondsLeft: 3,
		});
	});

	test("no total, no pace, or a file that has grown: nothing is made up", () => {
		let now = 0;
		const [endless, grown] = [new Pace(undefined, () => now), new Pace(100, () => now)];
		expect(grown.at(at(0, 0)).secondsLeft).toBeUndefined();
		now += 1000;
		expect(endless.at(at(1, 100)).secondsLeft).toBeUndefined();
		expect(grown.at(at(1, 200)).secondsLeft).toBe(0);
	});
});

function sum(family: { readonly samples: ReadonlyMap<string, number> } | undefined): number {
	return sumOf([...(family?.samples.values() ?? [])]);
}

function sumOf(numbers: readonly number[]): number {
	return numbers.reduce((a, b) => a + b, 0);
}
