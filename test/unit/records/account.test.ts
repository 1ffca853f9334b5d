import { expect, test } from "vitest";
import { AccountSum } from "../../../src/records/index.js";

test("lines are told apart by kind, step and both places, and the most frequent comes first", () => {
	const sum = new AccountSum();
	const moved = { kind: "moved", step: "a>b", from: "/x/0/1a", to: "/y" } as const;
	sum.add([
		moved,
		{ ...moved, to: "/z" },
		{ ...moved, step: "b>c" },
		{ kind: "dropped", step: "a>b", from: "/x/7/1a" },
	]);
	sum.add([{ ...moved, from: "/x/12/1a" }]);
	expect(sum.lines).toEqual([
		{ ...moved, from: "/x/*/1a", count: 2 },
		{ ...moved, from: "/x/*/1a", to: "/z", count: 1 },
		{ ...moved, from: "/x/*/1a", step: "b>c", count: 1 },
		{ kind: "dropped", step: "a>b", from: "/x/*/1a", count: 1 },
	]);
});

test("lines of changed units are told apart by unit and target", () => {
	const sum = new AccountSum();
	const changed = { kind: "unit-changed", step: "a>b", from: "/price", to: "/cents" } as const;
	for (const [i, units] of (
		[
			["EUR", "cent"],
			["USD", "cent"],
			["EUR", "cent"],
		] as const
	).entries()) {
		sum.add([{ ...changed, units, to: i === 2 ? "/unit_price/cents" : "/cents" }]);
	}
	sum.add([{ ...changed, units: ["USD", "cent"] }]);
	expect(sum.lines).toEqual([
		{ ...changed, units: ["USD", "cent"], count: 2 },
		{ ...changed, units: ["EUR", "cent"], count: 1 },
		{ ...changed, units: ["EUR", "cent"], to: "/unit_price/cents", count: 1 },
	]);
});

test("memory stays flat: indices fold, and names without end are counted together", () => {
	const sum = new AccountSum();
	for (let i = 0; i < 50_000; i++) {
		sum.add([
			{ kind: "derived", step: "a>b", to: `/list/${i}/id` },
			{ kind: "dropped", step: "undeclared", from: `/free/name${i}` },
		]);
	}
	const { lines } = sum;
	expect(lines).toHaveLength(1001);
	expect(lines[0]).toEqual({ kind: "derived", step: "a>b", to: "/list/*/id", count: 50_000 });
	expect(lines[1]).toEqual({ kind: "dropped", step: "undeclared", from: "*", count: 49_001 });
	expect(lines.reduce((all, { count }) => all + count, 0)).toBe(100_000);
});
