import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compiled } from "../../support/compiled.js";
import { CLERK_CASES, type Drafted, draftedFor, judge, ORDER_CASES } from "../../support/drafts/index.js";
import { sharedThere } from "../../support/shared.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const cases = [...ORDER_CASES, ...CLERK_CASES];
const drafts = new Map<string, Drafted>();
for (const one of cases) drafts.set(one.name, await draftedFor(one));

const draftOf = (name: string): Drafted => {
	const drafted = drafts.get(name);
	if (drafted === undefined) throw new Error(`there is no case ${name}`);
	return drafted;
};

describe("drafts of steps that were also written by hand", () => {
	test.each(cases)("$name: nothing is wrong that is not marked", (one) => {
		const { unmarked, records } = judge(one, draftOf(one.name), 200, 1);
		expect(unmarked).toEqual([]);
		expect(Math.min(...records)).toBeGreaterThan(100);
	});

	// Without the judging material there are too few steps for a share.
	test.skipIf(!sharedThere).each([
		["the steps of the order lineage", ORDER_CASES],
		["all of them", cases],
	])("of %s, at least 80 %% of the rules are right as drafted", (_, some) => {
		const judged = some.map((one) => judge(one, draftOf(one.name), 200, 1));
		const right = judged.reduce((sum, one) => sum + one.right, 0);
		const rules = judged.reduce(
			(sum, one) => sum + one.right + one.wrongGuesses.length + one.holes.length,
			0,
		);
		expect(right).toBeGreaterThanOrEqual(0.8 * rules);
	});

	test.each([
		[
			"what is changed and not marked",
			't.from("/user/id")',
			't.from("/user/id", codec((id) => id.trim() + "x", (id) => id))',
			["/user_id"],
		],
		["a unit that is left", 't.from("/expire_at", mixedTimes)', 't.from("/expire_at")', []],
	])("the judge finds %s", (_, right, wrong, unmarked) => {
		const one = CLERK_CASES.find(({ name }) => name === "session legacy > v1");
		if (one === undefined) throw new Error("there is no such case");
		const drafted = draftOf(one.name);
		const spoilt = { ...drafted, filled: drafted.filled.replace(right, wrong) };
		expect(spoilt.filled).not.toBe(drafted.filled);
		const judgement = judge(one, spoilt, 200, 1);
		expect(judgement.unmarked.toSorted()).toEqual(unmarked);
		expect(judgement.right).toBe(5);
	});

	test("they compile when their holes are filled, and not before", () => {
		const texts = new Map<string, string>();
		const roots = cases.map(({ name, root: home, config }) => {
			const path = join(home, `${name.replaceAll(/\W+/g, "-")}.ts`);
			const { filled, generated } = draftOf(name);
			const here = (text: string) => text.replace('"upshape"', JSON.stringify(join(root, "src/index.js")));
			texts.set(path, here(filled));
			texts.set(path.replace(".ts", "-open.ts"), here(draftOf(name).draft.source));
			for (const [file, text] of generated) {
				if (file.endsWith("types.ts")) texts.set(join(home, config.out, "index.ts"), text);
			}
			return path;
		});
		const found = compiled(texts, {
			roots: roots.flatMap((path) => [path, path.replace(".ts", "-open.ts")]),
		});
		const wrong = new Set(found.map(({ file }) => file));
		const open = cases.flatMap(({ name }, index) => {
			const hasHoles = draftOf(name).draft.entries.some(({ verdict }) => verdict === "hole");
			return hasHoles ? [roots[index]?.replace(".ts", "-open.ts")] : [];
		});
		expect([...wrong].toSorted()).toEqual(open.toSorted());
	}, 120_000);
});
