import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AT_PLACES, wrapped } from "../support/places/wrapped.js";
import { folder, upshape } from "./upshape.js";

const [wrapper] = AT_PLACES;
if (!wrapper) throw new Error("there is no wrapper");
const at = wrapper.at.flatMap((pointer) => ["--at", pointer]);

test("files and the filter, any number of threads, and the way back", async () => {
	const cwd = await folder();
	// More than one thread has to itself before others are started.
	const records = wrapped(wrapper, 9_000, 7);
	const before = records.map((record) => `${record.before}\n`).join("");
	const after = records.map((record) => `${record.after}\n`).join("");
	await writeFile(join(cwd, "in.ndjson"), before);
	for (const jobs of ["1", "2"]) {
		const files = ["-o", "out.ndjson", "--residue", "residue", "--report", "report.json", "--jobs", jobs];
		expect(await upshape(["upgrade", "in.ndjson", ...at, ...files, "-q"], { cwd })).toMatchObject({
			code: 0,
		});
		expect((await readFile(join(cwd, "out.ndjson"), "utf8")) === after).toBe(true);
	}
	const verify = ["verify", "out.ndjson", ...at, "--report", "report.json"];
	expect(await upshape(verify, { cwd })).toMatchObject({ code: 0 });
	const back = ["downgrade", "out.ndjson", ...at, "--residue", "residue", "-q"];
	expect((await upshape(back, { cwd })).stdout === before).toBe(true);
	const filter = await upshape(["upgrade", "-", ...at, "--inline-rejects", "-q"], { cwd, input: before });
	expect(filter.stdout === after).toBe(true);
	const bare = await upshape(["verify", "out.ndjson"], { cwd });
	expect(bare.code).toBe(1);
});

test("validate and detect look at the same places", async () => {
	const records = wrapped(wrapper, 40, 3);
	const input = `${records.map(({ after }) => after).join("\n")}\n{"data":{}}\n{}\n{"data":null}\n`;
	const detect = await upshape(["detect", ...at, "--format", "json"], { input });
	expect(JSON.parse(detect.stdout)).toMatchObject({
		records: 43,
		valid: 41,
		versions: { current: 40 },
		codes: { "nothing-there": 1, "unknown-version": 1 },
	});
	const validate = await upshape(["validate", "--as", "current", ...at, "--format", "json"], { input });
	expect(JSON.parse(validate.stdout).findings).toMatchObject([
		{ line: 41, instanceLocation: "/data" },
		{ line: 42, code: "nothing-there", instanceLocation: "/data" },
	]);
	const input42 = `${records.map(({ before }) => before).join("\n")}\n`;
	const old = await upshape(["validate", "--as", "current", ...at], { input: input42 });
	expect(old.code).toBe(1);
});

test.each([
	["data", "--at: data is no JSON Pointer: those begin with /, such as /data/client"],
	["", "--at takes a pointer to a member, such as /data/client"],
	["/a/~2", "--at: /a/~2 is no JSON Pointer: those begin with /, such as /data/client"],
])("--at %s is refused in one line", async (pointer, line) => {
	const { code, stderr } = await upshape(["upgrade", "--at", pointer], { input: "{}\n" });
	expect([code, stderr]).toEqual([2, expect.stringContaining(line)]);
});
