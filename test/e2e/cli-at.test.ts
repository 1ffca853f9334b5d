import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { legacy } from "../support/clerk-samples.js";
import { AT_PLACES, wrapped } from "../support/places/wrapped.js";
import { folder, upshape } from "./upshape.js";

const [wrapper] = AT_PLACES;
if (!wrapper) throw new Error("there is no wrapper");
const at = ["--at", "/data"];

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

const payload = JSON.stringify(legacy);
test.each([
	[`{"data":${payload}}`, "try --wrapped data"],
	[`{"data":[${payload}],"total_count":1}`, "try --wrapped data"],
	[`{"schema":null,"payload":${payload}}`, "try --wrapped connect"],
	[`{"before":null,"after":${payload},"op":"c"}`, "try --wrapped debezium"],
	[`{"schema":{},"payload":{"before":null,"after":${payload},"op":"c"}}`, "try --wrapped debezium"],
	[`{"specversion":"1.0","data":${payload}}`, "try --wrapped cloudevents"],
	[JSON.stringify(payload), "try --wrapped string"],
	[`{"a":{"b":[{"c":${payload}}]}}`, "try --at '/a/b/*/c'"],
	[`{"a":{"b":${JSON.stringify(payload)}}}`, "try --wrapped string --at '/a/b'"],
])("%j: the hint names what finds its payloads, and that does", async (record, flags) => {
	const line = `hint: records have payloads of clerk/client inside: ${flags}\n`;
	const upgrade = ["upgrade", "--input", "ndjson"];
	expect((await upshape(upgrade, { input: `${record}\n` })).stderr).toContain(line);
	expect((await upshape(["detect", "--input", "ndjson"], { input: `${record}\n` })).stdout).toContain(line);
	const words = flags.replace("try ", "").replaceAll("'", "").split(" ");
	const { code, stdout } = await upshape([...upgrade, ...words, "-q"], { input: `${record}\n` });
	expect([code, stdout]).toEqual([0, expect.stringContaining("session_ids")]);
});

test("a wrapper that isn't there, and what none fits", async () => {
	const hints = async (input: string, ...words: string[]) =>
		(await upshape(["upgrade", "--input", "ndjson", ...words], { input })).stderr.match(/hint: .*/g) ?? [];
	expect(await hints(`${payload}\n`, "--wrapped", "data")).toContain(
		"hint: records are payloads themselves: leave --at and --wrapped out",
	);
	expect(await hints('{"a":{"object":"client"}}\n')).toEqual([]);
	const both = await upshape(["upgrade", "--wrapped", "data", "--at", "/x"], { input: "" });
	expect([both.code, both.stderr]).toEqual([
		2,
		expect.stringContaining("--wrapped: data says already where payloads are: leave one of both out"),
	]);
});

test.each([
	["data", "--at: data is no JSON Pointer: those begin with /, such as /data/client"],
	["", "--at takes a pointer to a member, such as /data/client"],
	["/a/~2", "--at: /a/~2 is no JSON Pointer: those begin with /, such as /data/client"],
])("--at %s is refused in one line", async (pointer, line) => {
	const { code, stderr } = await upshape(["upgrade", "--at", pointer], { input: "{}\n" });
	expect([code, stderr]).toEqual([2, expect.stringContaining(line)]);
});
