import { describe, expect, test } from "vitest";
import { rollbackTable, tableRuns, upgradeTable } from "../../../src/bulk/index.js";
import { legacy, v1 } from "../../support/clerk-samples.js";
import { clientsTable } from "../../support/postgres/clients.js";

const { rows, options, clients, documents } = clientsTable();

const runs = async () =>
	(await tableRuns(options())).map(({ run, status, restorable }) => [run, status, restorable]);

describe("a rollback", () => {
	test("is of the newest run that wrote something, and of any by its number", async () => {
		await clients("jsonb", [legacy, { bad: 1 }, legacy]);
		expect(await runs()).toEqual([]);
		await upgradeTable(options({ to: "v1" }));
		await rows("UPDATE t.clients SET doc = $1 WHERE id = 2", [v1]);
		await upgradeTable(options());
		await upgradeTable(options());
		await upgradeTable(options({ dryRun: true }));
		const before = [
			["4", "done", 0],
			["3", "done", 0],
			["2", "done", 3],
			["1", "done", 2],
		];
		expect(await runs()).toEqual(before);
		await expect(rollbackTable(options({ run: "5" }))).rejects.toMatchObject({ code: "no-run" });
		await expect(rollbackTable(options({ run: "4" }))).rejects.toMatchObject({ code: "run-over" });
		const older = await rollbackTable(options({ run: "1", dryRun: true }));
		expect(older).toMatchObject({ dry: true, restored: 0, edited: 2, newer: ["2"] });
		const newest = await rollbackTable(options({ dryRun: true }));
		expect(newest).toMatchObject({ dry: true, run: "2", restored: 3, newer: [] });
		expect(await runs()).toEqual(before);
		expect(await rollbackTable(options())).toMatchObject({ run: "2", restored: 3, complete: true });
		expect(await rollbackTable(options())).toMatchObject({ run: "1", restored: 2, complete: true });
		expect(await documents()).toEqual([legacy, v1, legacy]);
		await expect(rollbackTable(options())).rejects.toMatchObject({ code: "run-over" });
		expect((await runs()).map(([, status]) => status)).toEqual([
			"done",
			"done",
			"rolled-back",
			"rolled-back",
		]);
	});

	test("is refused while another run is under way, which is named", async () => {
		await clients("jsonb", [v1, v1, v1]);
		await upgradeTable(options());
		await rows("UPDATE t.clients SET doc = $1 WHERE id = 1", [v1]);
		await upgradeTable(options({ signal: AbortSignal.abort() }));
		await expect(rollbackTable(options())).rejects.toThrow("run 2 on");
		expect(await rollbackTable(options({ run: "2" }))).toMatchObject({ restored: 0, complete: true });
		expect(await rollbackTable(options())).toMatchObject({ run: "1", restored: 2, edited: 1 });
	});

	test("reads the long documents that an upgrade with the same limits wrote", async () => {
		const long = { ...v1, id: "x".repeat(20_000) };
		await clients("jsonb", [long]);
		expect(await upgradeTable(options({ maxBytes: 1_000 }))).toMatchObject({ rejected: 1 });
		expect(await upgradeTable(options({ maxBytes: 100_000 }))).toMatchObject({ converted: 1 });
		expect(await rollbackTable(options({ maxBytes: 100_000 }))).toMatchObject({ restored: 1 });
		expect(await documents()).toEqual([long]);
	});
});
