import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { legacy, v1 } from "../support/clerk-samples.js";
import { counted, database, SERVER, WITHOUT_SERVER, writes } from "../support/postgres/database.js";
import { RUNS } from "../support/runs.js";
import { upshape } from "./upshape.js";

if (SERVER === undefined) console.log(`test/e2e/cli-table.test.ts: ${WITHOUT_SERVER}`);

describe("upshape table, without a server", () => {
	test("says what it lacks, in one line, and never a password", async () => {
		const table = ["--table", "t", "--column", "c"];
		const calls = [
			[["upgrade", "--column", "c"], "upshape: there is no --table: which table?\n"],
			[
				["upgrade", ...table, "extra"],
				"upshape: there is nothing to name here but flags: name the table with --table\n",
			],
			[
				["verify", ...table, "--url", "mysql://u:secret@h/d"],
				"upshape: --url takes a URL such as postgres://user@host/name\n",
			],
			[
				["status", ...table, "--url", "postgres://u:secret@h:port/d"],
				"upshape: --url takes a URL such as postgres://user@host/name\n",
			],
			[["statsu"], "upshape: there is no command table statsu; did you mean table status?\n"],
			[
				["upgrade", ...table, "--shadow", "s", "--exclusive"],
				"upshape: --exclusive has no meaning with --shadow\n",
			],
		] as const;
		for (const [words, stderr] of calls) {
			expect(await upshape(["table", ...words])).toMatchObject({ code: 2, stdout: "", stderr });
		}
		const away = await upshape(["table", "status", ...table, "--url", "postgres://u:secret@127.0.0.1:1/d"]);
		expect(away).toMatchObject({ code: 2, stdout: "" });
		expect(away.stderr).toMatch(
			/^upshape: the database can't be reached, or is too busy: .*ECONNREFUSED.*\n$/,
		);
	});

	const UNUSABLE = [
		["sslrootcert=/nonexistent", "can't read /nonexistent (ENOENT)"],
		["sslcert=/", "can't read a file (EISDIR)"],
		["sslkey=%2Fdev%2Fnull%00", "can't be understood"],
		["sslmode=verify-ca&uselibpqcompat=true", "can't be understood"],
		["sslnegotiation=direct&sslmode=disable", "can't be understood"],
		["port=x", "can't be understood"],
		["port=65536", "can't be understood"],
	] as const;
	test.each(UNUSABLE)("refuses a URL with %s in one line", async (query, what) => {
		const url = `postgres://u:secret@127.0.0.1:1/d?${query}`;
		const end = await upshape(["table", "status", "--table", "t", "--column", "c", "--url", url]);
		const stderr = `upshape: --url, or PGHOST and its like, ${what}: postgres://user@host/name\n`;
		expect(end).toMatchObject({ code: 2, stdout: "", stderr });
	});

	test("ends with 2 and one line, whatever the URL", async () => {
		const parts = fc.constantFrom(
			"%",
			"%zz",
			"%00",
			"@",
			":",
			"/",
			"?",
			"#",
			"&",
			"=",
			"[::1]",
			"127.0.0.1:1",
			"é",
			" ",
			"\\",
			"ssl=true",
			"sslmode=require",
			"sslmode=x",
			"port=x",
			"port=99999",
			"host=/nowhere",
			"user=",
			"options=-c",
			"keepAlive=x",
			"statement_timeout=x",
			"client_encoding=x",
			"max=x",
			"Promise=1",
			"stream=1",
			"d",
			"secret",
		);
		const urls = fc.array(parts, { maxLength: 6 }).map((words) => `postgres://${words.join("")}`);
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					urls,
					urls.map((url) => url.replace("//", "//u:secret@127.0.0.1:1/d?")),
				),
				async (url) => {
					const { code, stdout, stderr } = await upshape([
						"table",
						"status",
						"--table",
						"t",
						"--column",
						"c",
						"--url",
						url,
					]);
					expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
					expect(stderr).toMatch(/^upshape: .*\n$/);
					expect(stderr).not.toContain("secret@");
				},
			),
			{ ...RUNS, numRuns: process.env.UPSHAPE_LONG ? 1_000 : 15 },
		);
	});

	test("lists its commands, each with help and an example", async () => {
		const { code, stdout } = await upshape(["table", "--help"]);
		expect(code).toBe(0);
		const names = [...stdout.matchAll(/^ {2}(table [a-z-]+)/gm)].map(([, name = ""]) => name);
		expect(names.map((name) => name.slice(6))).toEqual([
			"upgrade",
			"status",
			"runs",
			"pause",
			"resume",
			"verify",
			"assert-upgraded",
			"rollback",
		]);
		for (const name of names) {
			const help = await upshape([...name.split(" "), "--help"]);
			expect(help).toMatchObject({ code: 0 });
			expect(help.stdout).toContain(`  upshape ${name} --`);
		}
		expect(await upshape(["table"])).toMatchObject({ code: 2, stdout });
	});
});

describe.skipIf(SERVER === undefined)("upshape table", () => {
	test("from the first look to the way back", async () => {
		const at = await database();
		await counted(at, 20);
		await at.pool.query("UPDATE clients SET doc = $1, writes = 0 WHERE id = 3", [legacy]);
		await at.pool.query("UPDATE clients SET doc = '{}' WHERE id = 7; UPDATE clients SET writes = 0");
		const call = (command: string, ...flags: readonly string[]) =>
			upshape(["table", command, "--url", at.url, "--table", "clients", "--column", "doc", ...flags]);
		const json = async (command: string, ...flags: readonly string[]) =>
			JSON.parse((await call(command, ...flags, "--format", "json")).stdout);

		expect(await call("status")).toMatchObject({ code: 0, stdout: "there was no run on this column yet\n" });
		expect(await json("status")).toBeNull();
		expect(await call("assert-upgraded")).toMatchObject({ code: 1 });
		const looked = await call("verify");
		expect(looked.code).toBe(1);
		expect(looked.stdout).toContain("key 7: unknown-version");
		expect(looked.stdout).toContain("v1 18, legacy 1");
		expect(await json("upgrade", "--dry-run")).toMatchObject({ converted: 19, rejected: 1, dry: true });
		expect(await writes(at)).toEqual({ 0: 20 });
		const run = await call("upgrade");
		expect(run).toMatchObject({ code: 1, stderr: "" });
		expect(run.stdout).toMatch(
			/^run 2: clerk\/client to current in "public"."clients"."doc": done, 20 rows\n/,
		);
		expect(await writes(at)).toEqual({ 0: 1, 1: 19 });
		expect(await call("pause")).toMatchObject({ code: 2, stderr: expect.stringContaining("is done") });
		await at.pool.query("DELETE FROM clients WHERE id = 7");
		expect(await call("assert-upgraded")).toMatchObject({ code: 0 });
		await at.pool.query(`UPDATE clients SET doc = jsonb_set(doc, '{id}', '"mine"') WHERE id = 1`);
		expect((await call("runs")).stdout).toMatch(
			/^run 2: clerk\/client to current, done, begun .*, 19 rows upgraded, 1 rejected, 19 can be rolled back\nrun 1 \(dry\): /,
		);
		expect(await call("rollback", "--run", "x")).toMatchObject({ code: 2, stdout: "" });
		const foreseen = await call("rollback", "--dry-run", "--run", "2");
		expect(foreseen).toMatchObject({
			code: 1,
			stdout: expect.stringContaining("run 2: a rollback would look at 19 rows"),
		});
		const long = await json("rollback", "--dry-run", "--max-bytes", "10", "--max-depth", "9");
		expect(long).toMatchObject({ restored: 1, refused: 17 });
		const back = await call("rollback");
		expect(back).toMatchObject({ code: 1 });
		expect(back.stdout).toContain("key 1: edited");
		const { rows } = await at.pool.query("SELECT doc FROM clients WHERE id IN (2, 3) ORDER BY id");
		expect(rows.map(({ doc }) => doc)).toEqual([{ ...v1, id: "client_2" }, legacy]);
		const copy = await call("upgrade", "--shadow", "clients_new");
		expect(copy.code).toBe(0);
		expect(copy.stdout).toContain("trigger counted");
		await at.pool.query(copy.stdout.slice(copy.stdout.indexOf("  BEGIN;")));
		expect(await call("assert-upgraded")).toMatchObject({ code: 0 });
	});

	test("pauses at too many rejects, and is refused until it is resumed", async () => {
		const at = await database();
		await counted(at, 20);
		await at.pool.query("UPDATE clients SET doc = '{}' WHERE id < 4");
		const call = (command: string, ...flags: readonly string[]) =>
			upshape(["table", command, "--url", at.url, "--table", "clients", "--column", "doc", ...flags]);
		const paused = await call("upgrade", "--max-rejects", "2", "--batch", "5", "--connections", "1");
		expect(paused).toMatchObject({ code: 1 });
		expect(paused.stdout).toContain(": paused, 5 rows");
		expect(await call("upgrade")).toMatchObject({
			code: 2,
			stderr: expect.stringContaining("is paused: resume it"),
		});
		expect(await call("resume")).toMatchObject({ code: 0 });
		expect((await call("upgrade")).stdout).toContain(": done, 20 rows");
	});
});
