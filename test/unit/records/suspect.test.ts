import { describe, expect, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { parsePlaces } from "../../../src/json/index.js";
import { lazily, upgrading } from "../../../src/records/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { upgradeText } from "./running.js";

const SECONDS = 1_622_532_323;
const text = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const [session] = current.sessions;
const odd = { ...current, created_at: SECONDS, sessions: [session, { ...session, expire_at: SECONDS }] };
const LINES = [
	{ kind: "suspect", step: "seconds", to: "/created_at", count: 2 },
	{ kind: "suspect", step: "seconds", to: "/sessions/*/expire_at", count: 2 },
];

describe("records with values that are valid but hardly meant", () => {
	test("pass as their own bytes, and are told and counted", async () => {
		const input = text(odd, odd, current, v1);
		const ran = await upgradeText(input);
		expect(ran.output.startsWith(text(odd, odd, current))).toBe(true);
		expect(ran).toMatchObject({ current: 3, converted: 1, rejected: 0, suspect: 2 });
		expect(ran.account).toEqual(expect.arrayContaining(LINES));
	});

	test("are told in their envelope, too, and beside what the steps did", async () => {
		const ran = await upgradeText(text({ response: odd, client: null }, legacy));
		expect(ran).toMatchObject({ converted: 2, suspect: 1 });
		const suspects = ran.account.filter(({ kind }) => kind === "suspect");
		expect(suspects).toEqual(LINES.map((line) => ({ ...line, count: 1 })));
	});

	test.each([false, true])(
		"are rejected where that is asked for, with the place (prove: %s)",
		async (prove) => {
			const convert = upgrading(client, { suspect: "reject", prove });
			const wrapped = { response: odd, client: null };
			const ran = await upgradeText(text(current, odd, wrapped), { convert });
			expect(ran).toMatchObject({ current: 1, rejects: { suspect: 2 }, suspect: 0, account: [] });
			expect(ran.rejectList).toMatchObject([
				{ line: 2, code: "suspect", instanceLocation: "/created_at" },
				{ line: 3, code: "suspect", instanceLocation: "/response/created_at" },
			]);
			expect(ran.rejectsText).not.toContain(`"message":"${SECONDS}`);
		},
	);

	test("are told at places of records, whether anything was converted there or not", async () => {
		const places = parsePlaces(["/clients/*"]);
		const records = [{ clients: [odd, current] }, { clients: [legacy, odd] }];
		const ran = await upgradeText(text(...records), { envelope: undefined, places });
		expect(ran).toMatchObject({ current: 1, converted: 1, suspect: 2 });
		const told = ran.account.filter(({ kind }) => kind === "suspect");
		expect(told).toEqual(LINES.map((line) => ({ ...line, to: `/clients/*${line.to}` })));
	});

	test("are told by reads that upgrade rows, or refused by them", () => {
		const document = (row: unknown) => JSON.stringify(row);
		const told = lazily(client, { document });
		expect(told.read(odd)).toMatchObject({ value: odd });
		expect(told.report).toMatchObject({ suspect: 1, current: 1 });
		const refused = lazily(client, { document, suspect: "reject" });
		expect(refused.read(odd)).toMatchObject({ reason: { code: "suspect" } });
	});
});
