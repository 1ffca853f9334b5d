import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sessionV1 } from "../support/clerk-samples.js";
import { folder, upshape } from "./upshape.js";

const user = '{"id":"user_1","seats":1.50}';
/** In the order of members that Clerk's documents have. */
const session = (activity: string) =>
	`${JSON.stringify(sessionV1).replace('"expire_at"', `"latest_activity":${activity},"expire_at"`).slice(0, -1)},"user":${user}}`;
const event = (text: string) =>
	`{"data": ${text}, "object":"event","type":"session.created", "timestamp":1.0}\n`;
const older = event(session('{"object":"session_activity","id":"act_1"}'));

test.each([
	["1", 3],
	// So many are more than one thread takes on before others are there.
	["3", 6_000],
])("events come out as events, and come back, with --jobs %s", async (jobs, count) => {
	const cwd = await folder();
	const read = async (name: string) => readFile(join(cwd, name), "utf8");
	const all = older.repeat(count);
	await writeFile(join(cwd, "events.ndjson"), all);
	const common = ["--lineage", "clerk/session", "--keep-envelope", "--jobs", jobs];
	const residue = ["--residue", "residue.ndjson"];
	const files = ["events.ndjson", "-o", "new.ndjson", ...residue, "--report", "report.json"];
	const up = await upshape(["upgrade", ...files, ...common], { cwd });
	expect([up.code, up.stderr.includes("/data/latest_activity")]).toEqual([0, true]);
	const made = await read("new.ndjson");
	expect(made.slice(0, made.indexOf("\n") + 1).length * count).toBe(made.length);
	const [first = ""] = made.split("\n");
	expect(first).toContain('{"data": {"object":"session"');
	expect(first).toContain('"latest_activity":null');
	expect(first).toContain(
		'"user":{"id":"user_1","seats":1.50}}, "object":"event","type":"session.created", "timestamp":1.0}',
	);
	const verified = await upshape(
		["verify", "new.ndjson", "--lineage", "clerk/session", "--report", "report.json", "--keep-envelope"],
		{ cwd },
	);
	expect([verified.code, verified.stderr]).toEqual([0, ""]);
	const back = ["downgrade", "new.ndjson", "-o", "back.ndjson", ...residue, ...common];
	expect((await upshape(back, { cwd })).code).toBe(0);
	expect((await read("back.ndjson")) === all).toBe(true);
});

test("--keep-envelope goes without --at, and with lineages that know an envelope", async () => {
	const at = await upshape(["upgrade", "--keep-envelope", "--at", "/data"], { input: "{}" });
	expect([at.code, at.stderr]).toEqual([2, expect.stringContaining("--keep-envelope goes without --at")]);
});
