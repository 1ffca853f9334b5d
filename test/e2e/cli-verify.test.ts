import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const records = [legacy, v1, current].map((record, i) => ({ ...record, id: `client_${i}` }));

/** A folder with the output of an upgrade, its residue and its report. */
async function upgraded(): Promise<string> {
	const cwd = await folder();
	const args = ["upgrade", "-o", "out.ndjson", "--residue", "residue", "--report", "report.json", "-q"];
	await upshape(args, { input: `${lines(...records)}{\n`, cwd });
	return cwd;
}

/** What verifying an output that was changed comes to. */
async function verified(change: (output: string) => string) {
	const cwd = await upgraded();
	const path = join(cwd, "out.ndjson");
	await writeFile(path, change(await readFile(path, "utf8")));
	return upshape(["verify", "out.ndjson", "--report", "report.json"], { cwd });
}

describe("verify", () => {
	test("finds nothing where all is as it was reported", async () => {
		const { code, stdout } = await verified((output) => output);
		expect(code).toBe(0);
		expect(stdout).toMatch(
			/^3 records: 3 of current, 0 not\n3 ids, digest [0-9a-f]{32}\ncount and ids are those of the report\n$/,
		);
		// The order of the records is no part of it.
		expect((await verified((output) => output.split("\n").slice(0, -1).toReversed().join("\n"))).code).toBe(
			0,
		);
	});

	test.each<[string, (output: string) => string, string]>([
		["lost", (output) => output.slice(output.indexOf("\n") + 1), "there are 2 records, the report says 3"],
		["doubled", (output) => output + output.slice(0, output.indexOf("\n") + 1), "there are 4 records"],
		["exchanged", (output) => output.replace("client_2", "client_1"), "the ids are not those of the report"],
		[
			"of another version",
			(output) => output + lines(v1),
			"out.ndjson:4: unexpected-version: is of version v1, not current",
		],
		["spoilt", (output) => output.replace('"object":"client"', '"object":"x"'), "out.ndjson:1: "],
	])("finds a record that is %s", async (_, change, what) => {
		const { code, stdout, stderr } = await verified(change);
		expect(code).toBe(1);
		expect(stdout + stderr).toContain(what);
	});

	test("takes the version from the report: a downgrade brings each record back to its own", async () => {
		const cwd = await upgraded();
		const back = [
			"downgrade",
			"out.ndjson",
			"--residue",
			"residue",
			"-o",
			"back",
			"--report",
			"back.json",
			"-q",
		];
		await upshape(back, { cwd });
		expect((await upshape(["verify", "back", "--report", "back.json"], { cwd })).code).toBe(0);
		expect((await upshape(["verify", "back"], { cwd })).code).toBe(1);
		await upshape(["downgrade", "out.ndjson", "--to", "v1", "-o", "older", "--report", "older.json", "-q"], {
			cwd,
		});
		const { code, stdout } = await upshape(["verify", "older", "--report", "older.json"], { cwd });
		expect([code, stdout]).toEqual([0, expect.stringContaining("3 of v1, 0 not")]);
	});

	test("speaks JSON", async () => {
		const cwd = await upgraded();
		const { stdout } = await upshape(
			["verify", "out.ndjson", "--report", "report.json", "--format", "json"],
			{ cwd },
		);
		const { ids } = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
		expect(JSON.parse(stdout)).toMatchObject({
			records: 3,
			valid: 3,
			invalid: 0,
			to: "current",
			ids: ids.out,
			problems: [],
		});
	});

	test.each([
		["{}", "report.json is no report of an upgrade or downgrade"],
		["nonsense", "report.json is no report of an upgrade or downgrade"],
	])("refuses a report that is %s", async (report, message) => {
		const cwd = await upgraded();
		await writeFile(join(cwd, "report.json"), report);
		const { code, stderr } = await upshape(["verify", "out.ndjson", "--report", "report.json"], { cwd });
		expect([code, stderr]).toEqual([2, `upshape: ${message}\n`]);
	});
});
