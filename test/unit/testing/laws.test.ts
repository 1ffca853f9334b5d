import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineage, type Version } from "../../../src/index.js";
import { arbitrary, checkLaws, LawError, lawsOf, type TestedLineage } from "../../../src/testing/index.js";
import { teams, VIOLATORS } from "../../support/violators.js";

const RUNS = { runs: 300, seed: 7 };

/** How a call fails. */
function failure(call: () => unknown): unknown {
	try {
		call();
	} catch (error) {
		return error;
	}
	return undefined;
}

test("a lineage that keeps the laws passes, and its losses are counted", () => {
	const { instances, losses } = checkLaws(teams(), RUNS);
	expect(instances).toBe(600);
	expect(losses.map(({ step, at }) => `${step} ${at}`).sort()).toEqual([
		"v1>v2 /name",
		"v1>v2 /note",
		"v1>v2 /people/*/mail",
	]);
});

test.each(Object.entries(VIOLATORS))("%s is caught", (_, [law, make]) => {
	const error = failure(() => checkLaws(make(), RUNS));
	expect(error).toBeInstanceOf(LawError);
	expect((error as LawError).broken.law).toBe(law);
});

test("what a step threw is the cause of the error, for the test runner to show", () => {
	const thrown = new RangeError("of this instance");
	const upgrade = () => {
		throw thrown;
	};
	const error = failure(() => checkLaws(teams({ upgrade }), RUNS)) as LawError;
	expect(error.cause).toBe(thrown);
	expect(error.message).toContain("the step v1>v2 threw a RangeError");
	expect(error.message).not.toContain("of this instance");
});

test("branches of unions that no instance takes are told, and those that are taken aren't", () => {
	const one = (schema: Version<unknown>["schema"]) => {
		const version = { schema, is: (_: unknown): _ is unknown => true, explain: () => [] };
		const same = (value: unknown) => value;
		return lineage("x/one")
			.version("v1", version)
			.version("v2", version, { upgrade: same, downgrade: same, widens: true }) as unknown as TestedLineage;
	};
	const card = { type: "object", properties: { card: { type: "string" } }, required: ["card"] };
	const dead = { allOf: [{ type: "string" }, { type: "number" }] };
	const nested = {
		type: "object",
		properties: { pay: { oneOf: [card, { type: "null" }, dead] } },
		required: ["pay"],
	};
	expect(checkLaws(one(nested), { runs: 50 }).untried).toEqual([
		"v1: /properties/pay/oneOf/2",
		"v2: /properties/pay/oneOf/2",
	]);
	expect(checkLaws(one({ anyOf: [card, { type: "null" }] }), { runs: 50 }).untried).toEqual([]);
});

describe("laws as tests of their own", () => {
	test("are named by step and law", () => {
		const names = lawsOf(teams(), RUNS).map(({ name }) => name);
		expect(names).toHaveLength(14);
		expect(names.slice(0, 2)).toEqual(["v1>v2: 1 validity", "v1>v2: 2 exact return"]);
		expect(names.at(-1)).toBe("v2>v1: 7 edits survive");
	});

	test("fail by themselves", () => {
		const [, make] = VIOLATORS["a way back that looks at the order of members"] ?? [];
		const failed = lawsOf(make?.() ?? teams(), RUNS).filter(({ run }) => failure(run) !== undefined);
		expect(failed.length).toBeGreaterThan(0);
		expect(failed.every(({ name }) => name.includes(": 6 "))).toBe(true);
	});
});

test("the same seed finds the same instance", () => {
	const [, make] = VIOLATORS["a merge that throws every edit away"] ?? [];
	const [one, other] = [1, 2].map(() => failure(() => checkLaws(make?.() ?? teams(), RUNS)));
	expect((one as LawError).message).toBe((other as LawError).message);
});

test("an arbitrary of a schema gives its instances to fast-check", () => {
	const schema = teams().schema("v1" as never);
	const seen = new Set<string>();
	fc.assert(
		fc.property(arbitrary(fc, schema), (value) => {
			seen.add(JSON.stringify(value));
			return teams().upgrade(value, { from: "v1" } as never).issues === undefined;
		}),
		{ numRuns: 200, seed: 1 },
	);
	expect(seen.size).toBeGreaterThan(50);
	expect(() => arbitrary(fc, { type: "string", minLength: 2, maxLength: 1 })).toThrow("no instance");
});
