import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instances } from "../../src/compat/index.js";
import type { Json } from "../../src/index.js";
import { checkLaws } from "../../src/testing/index.js";
import type { AnyLineage } from "../support/laws.js";
import { sharedPath, sharedThere } from "../support/shared.js";
import {
	bookings,
	forgetful,
	lossesListed,
	misspelt,
	naiveOrders,
	oldOrders,
	runForgetful,
	type StrangerProject,
	thereAndBack,
} from "../support/stranger/index.js";

// Steps of somebody who has read about them once: the promises hold for them as they are. `npm run laws` prints the same
// for 10,000 records.
const RECORDS = 500;

describe("careless steps of a lineage of our own", () => {
	let project: StrangerProject;
	let lineage: AnyLineage;
	beforeAll(async () => {
		project = await bookings();
		lineage = (await project.load()).bookings as AnyLineage;
	});
	afterAll(() => project.remove());

	test("every record comes back, and every leaf is accounted for", () => {
		const documents = new Map([["v1.json", lineage.schema("v1") as Json]]);
		const records: Json[] = [];
		for (const record of instances({ root: "v1.json", documents }, 1)) {
			if (records.push(record) === RECORDS) break;
		}
		const { upgraded, restored, unaccounted, misplaced } = thereAndBack(lineage, records);
		expect([upgraded, restored, unaccounted, misplaced]).toEqual([RECORDS, RECORDS, 0, 0]);
	});

	test("the laws hold", () => {
		expect(checkLaws(lineage, { runs: 200 }).instances).toBe(800);
	});

	test("check lists what they forget, and what they round off", () => {
		expect([...lossesListed(project)].sort()).toEqual([
			"v1>v2 /guest",
			"v1>v2 /referrer",
			"v2>v3 /extras/*/from",
			"v2>v3 /extras/*/price",
			"v2>v3 /price",
		]);
	});
});

describe.skipIf(!sharedThere)("naive steps of an order lineage (needs ../shared)", () => {
	let project: StrangerProject;
	let lineage: AnyLineage;
	beforeAll(async () => {
		project = await naiveOrders();
		lineage = (await project.load()).order as AnyLineage;
	});
	afterAll(() => project.remove());

	test("every order that upgrades comes back, and every leaf is accounted for", () => {
		const { upgraded, restored, unaccounted, misplaced } = thereAndBack(lineage, oldOrders(project, RECORDS));
		expect(upgraded).toBeGreaterThan(RECORDS / 2);
		expect([restored, unaccounted, misplaced]).toEqual([upgraded, 0, 0]);
	});

	test("check lists legacy_ref and the cents", () => {
		expect(lossesListed(project)).toEqual(
			expect.arrayContaining([
				"v3>v4 /legacy_ref",
				"v2>v3 /total",
				"v2>v3 /items/*/price",
				"v2>v3 /items/*/value",
			]),
		);
	});

	test("pointers that stand nowhere are told", () => {
		const printed = misspelt(project);
		for (const pointer of ["/plaaaced", "/customer_name"]) expect(printed).toContain(pointer);
		expect(printed).toContain("misplaced");
	});
});

const OWN = fileURLToPath(new URL("../support/stranger/forgot.mjs", import.meta.url));

describe.each([
	["of our own", OWN, true],
	["of the judging material (needs ../shared)", sharedPath("suites", "order", "forgot.mjs"), sharedThere],
])("a step %s that forgets a member", (_, module, isThere) => {
	test.skipIf(!isThere)("is told in account, residue and check, and what it forgets comes back", () => {
		const project = forgetful(module);
		expect(runForgetful(project)).toEqual({
			account: [{ from: "/ref", count: 2 }],
			residue: ["ref"],
			check: ["v1>v2 /ref"],
			returns: true,
		});
		project.remove();
	});
});
