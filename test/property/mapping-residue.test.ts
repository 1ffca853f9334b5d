import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	clientCurrent,
	clientLegacy,
	clientV1,
	sessionCurrent,
	sessionLegacy,
	sessionV1,
} from "../../src/clerk/generated/index.js";
import {
	clientLegacyToV1,
	clientV1ToCurrent,
	sessionLegacyToV1,
	sessionV1ToCurrent,
} from "../../src/clerk/generated/steps.js";
import { legacyToV1, v1ToCurrent } from "../../src/clerk/steps/index.js";
import type { Json } from "../../src/index.js";
import {
	type Account,
	lineage,
	type Residue,
	type Step,
	type StepResidue,
	unpacked,
} from "../../src/lineage/index.js";
import { editOf } from "../support/edits.js";
import { instancesOf } from "../support/instances/index.js";
import { CASES, type Ends } from "../support/mapped.js";
import { RUNS } from "../support/runs.js";

// Mappings know what an upgrade leaves without a way back. The ordinary path (opposite function, difference, merge) is
// the reference: both leave the same, and restore the same, whatever was edited meanwhile.

interface Loose {
	upgrade(payload: unknown, options: object): Outcome;
	downgrade(payload: unknown, options: object): Outcome;
}
type Outcome =
	| {
			readonly value: Json;
			readonly account: Account;
			readonly residue: Residue;
			readonly issues?: undefined;
	  }
	| { readonly issues: readonly unknown[] };

const SHIPPED: readonly Ends[] = [
	ends("Clerk's Client, legacy, as source", clientLegacy, clientV1, clientLegacyToV1),
	ends("Clerk's Client, v1, as source", clientV1, clientCurrent, clientV1ToCurrent),
	ends("Clerk's Session, legacy, as source", sessionLegacy, sessionV1, sessionLegacyToV1("client_1")),
	ends("Clerk's Session, v1, as source", sessionV1, sessionCurrent, sessionV1ToCurrent),
	ends("Clerk's Client, legacy, as mapping", clientLegacy, clientV1, legacyToV1),
	ends("Clerk's Client, v1, as mapping", clientV1, clientCurrent, v1ToCurrent),
];

describe.each([...SHIPPED, ...CASES])("$name", ({ name, older, newer, step }) => {
	const { leaving, ...rest } = step.bind?.(older.schema, newer.schema) ?? step;
	const [quick, reference] = [step, rest as typeof step].map(lineageWith);

	test("what it leaves is known to it", () => expect(leaving).toBeDefined());

	test("leaves and restores the same as the ordinary path", () => {
		const edits = editOf(instancesOf(newer.schema));
		let [compared, left] = [0, 0];
		fc.assert(
			fc.property(instancesOf(older.schema), edits, (payload, edit) => {
				const [one, other] = [quick, reference].map((of) => of?.upgrade(payload, { from: "a", to: "b" }));
				if (!one || !other || one.issues || other.issues) return;
				compared++;
				expect(entriesOf(one.residue)).toEqual(entriesOf(other.residue));
				if (Object.keys(one.residue).length > 0) left++;
				for (const newerOne of [one.value, edit(one.value)]) {
					const [back, expected] = [one, other].map(({ residue }) =>
						reference?.downgrade(newerOne, { from: "b", to: "a", residue: throughJson(residue) }),
					);
					expect(back?.issues).toEqual(expected?.issues);
					if (!back || !expected || back.issues || expected.issues) continue;
					expect(textOf(back.value)).toBe(textOf(expected.value));
					expect(back.account.map(textOf).sort()).toEqual(expected.account.map(textOf).sort());
				}
			}),
			{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 10) },
		);
		expect(compared).toBeGreaterThan(RUNS.numRuns / 30);
		// Every session of v1 is a current one as it stands.
		if (name.includes("Session, v1")) expect(left).toBe(0);
		else expect(left).toBeGreaterThan(0);
	});

	function lineageWith(of: Step<never, unknown>): Loose {
		const first = lineage("test/mapped").version("a", older) as unknown as {
			version(name: string, version: unknown, step: unknown): Loose;
		};
		return first.version("b", newer, of);
	}
});

function ends(name: string, older: Ends["older"], newer: Ends["newer"], step: unknown): Ends {
	return { name, older, newer, step: step as Ends["step"] };
}

/** The entries of all steps, whatever their order. */
function entriesOf(residue: Residue): readonly string[] {
	return Object.entries(residue)
		.flatMap(([step, left]) =>
			(unpacked(left)?.entries ?? [left as StepResidue]).map((entry) => `${step} ${textOf(sorted(entry))}`),
		)
		.sort();
}

/** With the members of all objects in one order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return members.map(([name, member]) => [name, sorted(member)]);
}

function throughJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T; // as it comes back from where it was stored
}

function textOf(value: unknown): string {
	return JSON.stringify(value) ?? "";
}
