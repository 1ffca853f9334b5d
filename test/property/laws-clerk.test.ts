import fc from "fast-check";
import { describe, test } from "vitest";
import { client, session, sessionsOf } from "../../src/clerk/index.js";
import type { Json } from "../../src/index.js";
import { event } from "../../src/webhook/index.js";
import { editOf } from "../support/edits.js";
import { shippedInstances } from "../support/instances/index.js";
import * as laws from "../support/laws.js";
import { RUNS } from "../support/runs.js";

const lineages = {
	"clerk-client": client as unknown as laws.AnyLineage,
	"clerk-session": sessionsOf("client_1") as unknown as laws.AnyLineage,
	"clerk-event": event as unknown as laws.AnyLineage,
};

describe.each(Object.entries(lineages))("the laws of %s", (name, lineage) => {
	const instances = (keyOrder: "mixed" | "documented") =>
		fc.oneof(
			// Records of the head need no step, so they come least often.
			...lineage.versions.map((version, i, all) => ({
				weight: all.length - i,
				arbitrary: shippedInstances(name, version, { keyOrder }),
			})),
		);
	const holds = (law: (lineage: laws.AnyLineage, payload: Json) => void) =>
		fc.assert(
			fc.property(instances("mixed"), (payload) => law(lineage, payload)),
			RUNS,
		);

	test("1 validity", () => holds(laws.isValidAtHead));
	test("2 exact return", () => holds((of, payload) => laws.returnsExactly(of, payload, "any")));
	test("2 exact return, in text, of documented key order", () => {
		// In the order of its own version: a narrower one that it is of, too, may document another. The head's stay as they are.
		const ordered = fc.oneof(
			...lineage.versions.map((version) =>
				shippedInstances(name, version, { keyOrder: "documented" }).filter((payload) => {
					const detection = lineage.detect(payload);
					return "version" in detection && [version, lineage.head].includes(detection.version);
				}),
			),
		);
		fc.assert(
			fc.property(ordered, (payload) => laws.returnsExactly(lineage, payload, "documented")),
			RUNS,
		);
	});
	test("3 nothing silent", () => holds(laws.isNeverSilent));
	test("4 idempotence", () => holds(laws.isIdempotent));
	test("5 composition", () => holds(laws.composes));
	test("6 purity", () => holds(laws.isPure));
	test("7 edits survive", () => {
		const edits = editOf(shippedInstances(name, lineage.head, { keyOrder: "mixed" }));
		fc.assert(
			fc.property(instances("mixed"), edits, (payload, edit) => laws.editsSurvive(lineage, payload, edit)),
			RUNS,
		);
	});
});

test("a session of unknown client is refused, not guessed", () => {
	fc.assert(
		fc.property(shippedInstances("clerk-session", "legacy"), (payload) => {
			const result = session.upgrade(payload);
			return result.issues?.[0]?.code === "refused";
		}),
		{ ...RUNS, numRuns: 100 },
	);
});
