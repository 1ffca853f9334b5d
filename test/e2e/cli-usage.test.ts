import { describe, expect, test } from "vitest";
import { current } from "../support/clerk-samples.js";
import { folder, lines, upshape } from "./upshape.js";

const COMMANDS = [
	"detect",
	"validate",
	"upgrade",
	"downgrade",
	"infer",
	"generate",
	"diff",
	"check",
	"rules",
];

describe("help", () => {
	test.each([[["--help"]], [["-h"]], [["help"]]])("%j lists the commands", async (args) => {
		const { code, stdout, stderr } = await upshape(args);
		expect([code, stderr]).toEqual([0, ""]);
		for (const command of COMMANDS) expect(stdout).toContain(`  ${command} `);
	});

	test("no command at all gets the same, as a mistake", async () => {
		expect(await upshape([])).toMatchObject({ code: 2, stdout: expect.stringContaining("Commands:") });
	});

	test.each(COMMANDS)("%s explains its flags, with an example", async (command) => {
		const { code, stdout } = await upshape([command, "--help"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Usage:\n {2}upshape/m);
		expect(stdout).toMatch(/^Examples:\n {2}# .+\n {2}.*upshape /m);
	});

	test("the version is that of the package", async () => {
		expect((await upshape(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});

describe("mistakes are one line, with the mend, and exit code 2", () => {
	test.each([
		[["upgrde"], "no command upgrde; did you mean upgrade?"],
		[["constructor"], "no command constructor"],
		[["upgrade", "--residu", "x"], "no flag --residu; did you mean --residue?"],
		[["upgrade", "--quite"], "no flag --quite; did you mean --quiet?"],
		[["upgrade", "-x"], "no flag -x"],
		[["upgrade", "--constructor"], "no flag --constructor"],
		[["upgrade", "--to"], "--to takes a value: VERSION"],
		[["upgrade", "--to", "--dry-run"], "--to takes a value: VERSION"],
		[["upgrade", "--dry-run=yes"], "--dry-run takes no value"],
		[
			["upgrade", "--to", "lagacy"],
			"no version lagacy; clerk/client has legacy, v1, v2, bapi-2021, go-sdk, fapi, current; did you mean legacy?",
		],
		[["upgrade", "--max-rejects", "many"], "--max-rejects takes a whole number"],
		[["upgrade", "--undeclared", "kep"], "--undeclared takes reject, keep, drop; did you mean keep?"],
		[["upgrade", "--input", "csv"], "--input takes ndjson, array, document"],
		[["upgrade", "--format", "xml"], "--format takes text, json"],
		[
			["upgrade", "--lineage", "clerk/clint"],
			"no lineage or module clerk/clint; shipped are clerk/client, clerk/session; did you mean clerk/client?",
		],
		[["upgrade", "no-such-file.json"], "can't read no-such-file.json: there is no such file"],
		[["upgrade", "."], "can't read .: it is a folder"],
		[["upgrade", "-o", "no/such/folder/x"], "can't write no/such/folder/x: there is no such folder"],
		[["upgrade", "--residue", "x", "--rejects", "./x"], "--rejects ./x is also --residue"],
		[["upgrade", "--rejects", "-"], "--rejects takes a file"],
		[["downgrade"], "name a version with --to, or give --residue"],
		[["downgrade", "--residue", "nowhere"], "can't read nowhere: there is no such file"],
		[["validate", "--as", "v9"], "no version v9"],
		[["generate", "x.json"], "generate takes no files"],
		[["generate", "--config", "nowhere.json"], "nowhere.json: there is no such file"],
	])("%j", async (args, message) => {
		const { code, stdout, stderr } = await upshape(args, { cwd: await folder() });
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(/^upshape: [^\n]+\n$/);
		expect(stderr).toContain(message);
	});

	test("an input is looked for before another one is read", async () => {
		const cwd = await folder();
		const ended = await upshape(["upgrade", "-", "no-such-file.json", "-o", "out"], {
			input: lines(current),
			cwd,
		});
		expect(ended).toMatchObject({ code: 2, stdout: "" });
	});
});

test("versions and values are taken as they are written", async () => {
	expect((await upshape(["upgrade", "--to", "1.10"])).stderr).toContain("no version 1.10;");
});
