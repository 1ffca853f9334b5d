import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editOf } from "../support/edits.js";
import { orders } from "../support/example/orders.js";
import { instancesOf } from "../support/instances/index.js";
import * as laws from "../support/laws.js";
import { RUNS } from "../support/runs.js";

const lineage = orders as unknown as laws.AnyLineage;

describe("the laws of a lineage of one's own", () => {
	const instances = fc.oneof(...lineage.versions.map(instancesOfVersion));
	const check = (law: (lineage: laws.AnyLineage, payload: never) => void) =>
		fc.assert(
			fc.property(instances, (payload) => law(lineage, payload as never)),
			RUNS,
		);

	test("1 validity", () => check(laws.isValidAtHead));
	test("2 exact return", () => check((of, payload) => laws.returnsExactly(of, payload, "any")));
	test("3 nothing silent", () => check(laws.isNeverSilent));
	test("4 idempotence", () => check(laws.isIdempotent));
	test("5 composition", () => check(laws.composes));
	test("6 purity", () => check(laws.isPure));
	test("7 edits survive", () => {
		const edits = editOf(instancesOfVersion(lineage.head));
		fc.assert(
			fc.property(instances, edits, (payload, edit) => laws.editsSurvive(lineage, payload, edit)),
			RUNS,
		);
	});
});

test("two older shapes lead into one newer", () => {
	expect(orders.versions).toEqual(["web", "till", "v2", "v3"]);
	expect(orders.route("web")).toEqual(["web", "v2", "v3"]);
	expect(orders.route("till")).toEqual(["till", "v2", "v3"]);
});

function instancesOfVersion(version: string) {
	const file = new URL(`../support/example/schemas/shop-order/${version}.schema.json`, import.meta.url);
	return instancesOf(JSON.parse(readFileSync(file, "utf8")));
}
