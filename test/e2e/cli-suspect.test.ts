import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { current } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const odd = { ...current, updated_at: 1_622_532_323 };

test("times in seconds are told in summary, report and account, and refused by --suspect reject", async () => {
	const cwd = await folder();
	await writeFile(join(cwd, "clients.ndjson"), lines(current, odd, odd));
	const args = ["upgrade", "clients.ndjson", "-o", "out.ndjson", "--report", "report.json"];
	const told = await upshape(args, { cwd });
	expect(told.code).toBe(0);
	expect(told.stderr).toContain("suspect: 2 records have values that are valid but hardly meant");
	expect(told.stderr).toMatch(/2 {2}suspect {2}\/updated_at {2}\(seconds\)/);
	expect(JSON.parse(await readFile(join(cwd, "report.json"), "utf8"))).toMatchObject({
		...{ records: 3, current: 3, suspect: 2 },
		account: [{ kind: "suspect", step: "seconds", to: "/updated_at", count: 2 }],
	});
	expect(await readFile(join(cwd, "out.ndjson"), "utf8")).toBe(lines(current, odd, odd));

	const refused = await upshape([...args, "--suspect", "reject"], { cwd });
	expect(refused.code).toBe(1);
	expect(refused.stderr).toContain(
		"clients.ndjson:2: suspect at /updated_at: is a time in seconds, where milliseconds are meant",
	);
	expect(refused.stderr).not.toContain("1622532323");
	expect(await readFile(join(cwd, "out.ndjson"), "utf8")).toBe(lines(current));
});

test("threads are told of it, too", async () => {
	const cwd = await folder();
	// So many are more than one thread takes on before others are there.
	const many = lines(odd).repeat(10_000);
	await writeFile(join(cwd, "clients.ndjson"), many);
	const args = ["upgrade", "clients.ndjson", "-o", "out.ndjson", "--format", "json", "--jobs", "3"];
	const told = JSON.parse((await upshape(args, { cwd })).stderr);
	expect(told).toMatchObject({ current: 10_000, suspect: 10_000 });
	const refused = JSON.parse((await upshape([...args, "--suspect", "reject"], { cwd })).stderr);
	expect(refused).toMatchObject({ rejects: { suspect: 10_000 }, suspect: 0 });
});
