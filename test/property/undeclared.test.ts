import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { equal, type Json, type JsonObject, type Undeclared } from "../../src/index.js";
import { shippedInstances } from "../support/instances/index.js";
import { converted } from "../support/results.js";
import { RUNS } from "../support/runs.js";

/** Clients of any version, with properties at the Client and at some sessions that no version declares. */
const clients = fc
	.tuple(
		fc.oneof(
			...client.versions.map((version) => shippedInstances("clerk-client", version, { protoKeys: false })),
		),
		fc.dictionary(
			fc.string({ minLength: 1 }).map((name) => `x-${name}`),
			fc.jsonValue({ maxDepth: 2 }),
			{ minKeys: 1, maxKeys: 3 },
		),
		fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
	)
	.map(([instance, extra, at]) => {
		const { sessions, ...rest } = instance as JsonObject & { sessions?: readonly JsonObject[] | null };
		const added = extra as JsonObject;
		// Some versions do without sessions.
		const marked = sessions?.map((session, i) => (at[i] ? { ...session, ...added } : session));
		return { ...rest, ...added, ...(sessions !== undefined && { sessions: marked ?? null }) } as Json;
	});

describe.each<Undeclared>(["keep", "drop"])("undeclared properties, %s", (undeclared) => {
	test("none is lost: the way back with the residue is exact", () => {
		fc.assert(
			fc.property(clients, (payload) => {
				const up = converted(client.upgrade(payload, { undeclared }));
				const residue = JSON.parse(JSON.stringify(up.residue));
				const back = converted(client.downgrade(up.value, { to: up.from, residue, undeclared }));
				return equal(back.value, payload);
			}),
			{ ...RUNS, numRuns: RUNS.numRuns / 5 },
		);
	});

	test("each has its entry in the account", () => {
		fc.assert(
			fc.property(clients, (payload) => {
				const { account } = converted(client.upgrade(payload, { undeclared }));
				const names = Object.keys(payload as JsonObject).filter((name) => name.startsWith("x-"));
				const told = account.filter(({ step }) => step === "undeclared");
				expect(told.length % names.length).toBe(0);
				expect(told.every(({ kind }) => kind === (undeclared === "keep" ? "kept" : "dropped"))).toBe(true);
			}),
			{ ...RUNS, numRuns: RUNS.numRuns / 20 },
		);
	});
});
