import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	closeSync,
	existsSync,
	linkSync,
	lstatSync,
	openSync,
	readdirSync,
	readFileSync,
	rmdirSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { client } from "../../src/clerk/index.js";
import { current, legacy } from "../support/clerk-samples.js";
import { folder, lines, start, upshape } from "./upshape.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const upgraded = lines(client.upgrade(legacy).value);

/** Runs a line of bash in which `upshape` is the built command line. */
function bash(line: string, cwd: string) {
	const script = `set -o pipefail; upshape() { "${process.execPath}" "${main}" "$@"; }; ${line}`;
	return spawnSync("bash", ["-c", script], { cwd, encoding: "utf8", timeout: 60_000 });
}

/** A folder with a small input in it. */
async function withInput(): Promise<string> {
	const cwd = await folder();
	writeFileSync(join(cwd, "in.ndjson"), lines(legacy));
	return cwd;
}

describe("pipes of a shell as outputs", () => {
	test.each([
		["--report >(cat > report) -o out", "report", '"complete": true'],
		["--residue >(cat > residue) -o out", "residue", '"from":"legacy"'],
		["-o >(cat > out)", "out", "client"],
		["-o /dev/stdout > out", "out", "client"],
		["-o /dev/stdout | cat > out", "out", "client"],
		["-o /dev/fd/3 3> out", "out", "client"],
		["--metrics >(cat > metrics) -o out", "metrics", "# EOF"],
	])("%s", async (args, file, expected) => {
		const cwd = await withInput();
		const { status, stderr } = bash(
			`upshape upgrade -q in.ndjson ${args}; code=$?; wait; sleep 0.2; exit $code`,
			cwd,
		);
		expect([status, stderr]).toEqual([0, ""]);
		expect(readFileSync(join(cwd, file), "utf8")).toContain(expected);
	});

	test("what a shell has redirected to a file goes on where that stands", async () => {
		const cwd = await withInput();
		bash("{ echo before; upshape upgrade -q in.ndjson -o /dev/stdout; echo after; } > out", cwd);
		expect(readFileSync(join(cwd, "out"), "utf8")).toBe(`before\n${upgraded}after\n`);
	});

	test("a reader that goes away ends it quietly", async () => {
		const cwd = await folder();
		writeFileSync(join(cwd, "in.ndjson"), lines(legacy).repeat(3_000));
		const { status, stdout, stderr } = bash("upshape upgrade in.ndjson -o /dev/stdout | head -n 1", cwd);
		expect([status, stdout, stderr]).toEqual([141, upgraded, ""]);
	});

	test.each([
		["which nothing reads", false],
		["whose reader reads nothing", true],
	])("a signal ends a run that writes to a pipe %s", async (_, isRead) => {
		const cwd = await folder();
		writeFileSync(join(cwd, "in.ndjson"), lines(legacy).repeat(3_000));
		execFileSync("mkfifo", ["pipe"], { cwd });
		const child = start(["upgrade", "-q", "in.ndjson", "-o", "pipe"], cwd);
		const reader = isRead ? spawnReader(cwd) : undefined;
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		const sent = performance.now();
		child.kill("SIGTERM");
		const [code] = await once(child, "exit");
		reader?.kill();
		expect(code).toBe(143);
		expect(performance.now() - sent).toBeLessThan(4_000);
		expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
	});

	function spawnReader(cwd: string) {
		return spawn("bash", ["-c", "exec sleep 30 < pipe"], { cwd });
	}

	test("an input may be one, too, and a signal ends a run that waits for it", async () => {
		const cwd = await withInput();
		expect(bash("upshape upgrade -q <(cat in.ndjson)", cwd).stdout).toBe(upgraded);
		execFileSync("mkfifo", ["pipe"], { cwd });
		const child = start(["upgrade", "-q", "pipe"], cwd);
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		child.kill("SIGTERM");
		expect((await once(child, "exit"))[0]).toBe(143);
	});
});

describe("who may read what is written", () => {
	const FILES = ["out", "residue", "rejects", "report"];
	const args = [
		"upgrade",
		"-q",
		"-o",
		"out",
		"--residue",
		"residue",
		"--rejects",
		"rejects",
		"--report",
		"report",
	];
	const modes = (cwd: string) => FILES.map((name) => (statSync(join(cwd, name)).mode & 0o777).toString(8));

	test.each([
		[0o600, "600"],
		[0o640, "640"],
		[0o444, "644"],
		[0o604, "604"],
	])("no more than may read an input of mode %o", async (mode, expected) => {
		const cwd = await withInput();
		chmodSync(join(cwd, "in.ndjson"), mode);
		await upshape([...args, "in.ndjson"], { cwd });
		expect(modes(cwd)).toEqual(FILES.map(() => expected));
	});

	test("what all inputs allow, the residue of a downgrade and standard input from a file among them", async () => {
		const cwd = await withInput();
		writeFileSync(join(cwd, "other"), "", { mode: 0o600 });
		await upshape([...args, "in.ndjson", "other"], { cwd });
		expect(modes(cwd)).toEqual(FILES.map(() => "600"));
		chmodSync(join(cwd, "out"), 0o644);
		await upshape(["downgrade", "-q", "out", "--residue", "residue", "-o", "back"], { cwd });
		expect(statSync(join(cwd, "back")).mode & 0o777).toBe(0o600);
		bash("upshape upgrade -q -o piped < other", cwd);
		expect(statSync(join(cwd, "piped")).mode & 0o777).toBe(0o600);
	});

	test("a file that is replaced keeps its mode, unless that gives it more readers than the input has", async () => {
		const cwd = await withInput();
		writeFileSync(join(cwd, "out"), "", { mode: 0o600 });
		writeFileSync(join(cwd, "report"), "", { mode: 0o664 });
		await upshape([...args, "in.ndjson"], { cwd });
		expect(modes(cwd)[0]).toBe("600");
		chmodSync(join(cwd, "in.ndjson"), 0o600);
		chmodSync(join(cwd, "out"), 0o666);
		await upshape([...args, "in.ndjson"], { cwd });
		expect(modes(cwd)[0]).toBe("600");
	});

	test.skipIf(process.getuid?.() !== 0)(
		"root leaves them to the owner of the input, or of what they replace",
		async () => {
			const cwd = await withInput();
			execFileSync("chown", ["65534:65534", join(cwd, "in.ndjson")]);
			await upshape([...args, "in.ndjson"], { cwd });
			for (const name of FILES) expect(statSync(join(cwd, name))).toMatchObject({ uid: 65534, gid: 65534 });
			await upshape(["upgrade", "-q", "in.ndjson", "-o", "in.ndjson"], { cwd });
			expect(statSync(join(cwd, "in.ndjson"))).toMatchObject({ uid: 65534, gid: 65534 });
		},
	);
});

describe("links that somebody has planted are not followed", () => {
	test.each(["symbolic", "hard", "checkpoint"])("%s", async (kind) => {
		const cwd = await withInput();
		writeFileSync(join(cwd, "victim"), "precious");
		if (kind === "hard") linkSync(join(cwd, "victim"), join(cwd, ".out.part"));
		else symlinkSync("victim", join(cwd, ".out.part"));
		for (const name of kind === "checkpoint" ? [".out.checkpoint", ".out.checkpoint.new"] : [])
			symlinkSync("victim", join(cwd, name));
		const { code } = await upshape(["upgrade", "-q", "in.ndjson", "-o", "out", "--checkpoint-ms", "0"], {
			cwd,
		});
		expect([code, readFileSync(join(cwd, "victim"), "utf8")]).toEqual([0, "precious"]);
		expect(readFileSync(join(cwd, "out"), "utf8")).toBe(upgraded);
		expect(readdirSync(cwd).sort()).toEqual(["in.ndjson", "out", "victim"]);
	});

	test("a pipe in the place of a checkpoint keeps nothing waiting", async () => {
		const cwd = await withInput();
		execFileSync("mkfifo", [join(cwd, ".out.checkpoint")]);
		const { code } = await upshape(["upgrade", "-q", "in.ndjson", "-o", "out"], { cwd });
		expect(code).toBe(0);
	});
});

/** What packs here: zstd is in node:zlib of Node 22 and later. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Buffer };
const UNPACK: readonly (readonly [ending: string, unpack: (bytes: Uint8Array) => Buffer])[] = [
	["gz", zlib.gunzipSync],
	...(zstdDecompressSync ? [["zst", zstdDecompressSync] as const] : []),
];

describe("a name that promises a packing", () => {
	test.each(UNPACK)("is kept: every file of a run, and what reads it again: .%s", async (ending, unpack) => {
		const cwd = await withInput();
		const [out, residue, rejects, report] = ["out.ndjson", "residue", "rejects", "report"].map(
			(name) => `${name}.${ending}`,
		) as [string, string, string, string]; // one for each name
		const files = ["-o", out, "--residue", residue, "--rejects", rejects, "--report", report];
		expect((await upshape(["upgrade", "-q", "in.ndjson", ...files], { cwd })).code).toBe(0);
		const unpacked = (name: string) => unpack(readFileSync(join(cwd, name))).toString();
		expect([unpacked(out), unpacked(rejects)]).toEqual([upgraded, ""]);
		const verified = await upshape(["verify", out, "--report", report], { cwd });
		expect([verified.code, verified.stderr]).toEqual([0, ""]);
		const back = await upshape(["downgrade", "-q", out, "--residue", residue], { cwd });
		expect(back.stdout).toBe(lines(legacy));
	});

	test.each(["out.xz", "out.bz2", ...(zstdDecompressSync ? [] : ["out.zst"])])(
		"is refused where it can't be kept: %s",
		async (name) => {
			const cwd = await withInput();
			const { code, stderr } = await upshape(["upgrade", "-q", "in.ndjson", "-o", name], { cwd });
			expect([code, stderr.split("\n").length]).toEqual([2, 2]);
			expect(stderr).toContain("pipe that to");
			expect(readdirSync(cwd)).toEqual(["in.ndjson"]);
		},
	);

	test.each([
		["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), "xz -dc"],
		["bzip2", Buffer.from("BZh91AY"), "bzip2 -dc"],
		["UTF-16", Buffer.from("\ufeff{}\n", "utf16le"), "iconv"],
		["UTF-16 without a mark", Buffer.from("{}\n", "utf16le"), "iconv"],
	])("an input that is %s is refused once, with what unpacks it", async (_, bytes, mend) => {
		const cwd = await folder();
		writeFileSync(join(cwd, "in"), bytes);
		const { code, stderr } = await upshape(["upgrade", "in", "-o", "out"], { cwd });
		expect([code, stderr.split("\n").length]).toEqual([2, 2]);
		expect(stderr).toContain(mend);
	});
});

test("a file that is standard input, and becomes shorter while it is read, is no whole one", async () => {
	const cwd = await folder();
	writeFileSync(join(cwd, "in.ndjson"), lines(legacy).repeat(20_000));
	const input = openSync(join(cwd, "in.ndjson"), "r");
	const child = spawn(process.execPath, [main, "upgrade", "-q"], {
		stdio: [input, "pipe", "pipe"],
	});
	closeSync(input);
	const { stdout, stderr } = child;
	if (stdout === null || stderr === null) throw new Error("there are no pipes");
	// The pipe is full, and is not read: so the run waits.
	await once(stdout, "readable");
	truncateSync(join(cwd, "in.ndjson"), 4_000_000);
	stdout.resume();
	const [said, [code]] = await Promise.all([text(stderr), once(child, "exit")]);
	expect([code, said]).toEqual([2, expect.stringContaining("shorter since the run began")]);
});

describe("what the world refuses is one line, and exit code 2", () => {
	test.each([
		["an output below a file", ["upgrade", "in.ndjson", "-o", "in.ndjson/out"], "there is no such folder"],
		["an output that is a folder", ["upgrade", "in.ndjson", "-o", "."], "it is a folder"],
		["a report that is a folder", ["upgrade", "in.ndjson", "-o", "out", "--report", "."], "it is a folder"],
		[
			"metrics below a file",
			["upgrade", "in.ndjson", "-o", "out", "--metrics", "in.ndjson/m"],
			"there is no such folder",
		],
		["an input below a file", ["verify", "in.ndjson/in"], "can't read"],
		[
			"a report of another lineage",
			["verify", "in.ndjson", "--report", "report"],
			"of a run of clerk/session",
		],
		[
			"a report of a version that is gone",
			["verify", "in.ndjson", "--report", "gone"],
			"which clerk/client doesn't have",
		],
		["a report without an end", ["verify", "in.ndjson", "--report", "/dev/zero"], "is no report"],
	])("%s", async (_, args, expected) => {
		const cwd = await withInput();
		const report = { command: "upgrade", lineage: "clerk/session", complete: true, converted: 1, current: 0 };
		writeFileSync(join(cwd, "report"), JSON.stringify(report));
		writeFileSync(join(cwd, "gone"), JSON.stringify({ ...report, lineage: "clerk/client", to: "v0" }));
		const { code, stderr } = await upshape([...args], { cwd });
		expect([code, stderr.trimEnd().split("\n").length]).toEqual([2, 1]);
		expect(stderr).toContain(expected);
	});

	test("a working directory that has been removed", async () => {
		const cwd = await folder();
		const gone = join(cwd, "gone");
		for (const args of [
			"upgrade in -o out",
			"verify in",
			"detect in",
			"validate in",
			"downgrade --to v1 in",
		]) {
			execFileSync("mkdir", ["-p", gone]);
			const { status, stderr } = bash(`cd gone && rmdir ../gone && upshape ${args}`, cwd);
			expect([args, status, stderr.trimEnd().split("\n").length]).toEqual([args, 2, 1]);
		}
		if (existsSync(gone)) rmdirSync(gone);
	});

	test("a read-only file system", async () => {
		const { code, stderr } = await upshape(["upgrade", "-o", "/proc/out"], { input: lines(legacy) });
		expect([code, stderr.trimEnd().split("\n").length]).toEqual([2, 1]);
	});
});

test.each([
	["upgrade", ["upgrade", "-q", "in.ndjson", "-o", "out", "--jobs", "1"]],
	["upgrade of an array", ["upgrade", "-q", "in.json", "-o", "out", "--jobs", "1"]],
	["validate", ["validate", "in.ndjson", "--format", "json"]],
])("memory is bounded by records as well as bytes: %s of the shortest there are", async (_, args) => {
	const cwd = await folder();
	const records = Array.from({ length: 350_000 }, () => "{}");
	writeFileSync(join(cwd, "in.ndjson"), `${records.join("\n")}\n`);
	writeFileSync(join(cwd, "in.json"), `[${records.join(",")}]`);
	const child = spawnSync(process.execPath, ["--max-old-space-size=80", main, ...args], {
		cwd,
		encoding: "utf8",
	});
	expect([child.status, child.signal]).toEqual([1, null]);
});

test("a packed output is the same after an interruption", async () => {
	const cwd = await folder();
	const many = lines(
		...Array.from({ length: 20_000 }, (_, i) => ({ ...legacy, id: `client_${i}` })),
		current,
	);
	writeFileSync(join(cwd, "in.ndjson.gz"), zlib.gzipSync(many, { level: 1 }));
	const args = ["upgrade", "in.ndjson.gz", "-o", "out.gz", "--checkpoint-ms", "0"];
	const child = start(args, cwd);
	const said = child.stderr ? text(child.stderr) : "";
	while (!existsSync(join(cwd, ".out.gz.part")) || statSync(join(cwd, ".out.gz.part")).size === 0)
		await new Promise((resolve) => setTimeout(resolve, 2));
	child.kill("SIGINT");
	await once(child, "exit");
	if ((await said).startsWith("stopped"))
		expect((await upshape([...args, "--resume"], { cwd })).code).toBe(0);
	await upshape(["upgrade", "-q", "in.ndjson.gz", "-o", "whole"], { cwd });
	expect(zlib.gunzipSync(readFileSync(join(cwd, "out.gz"))).equals(readFileSync(join(cwd, "whole")))).toBe(
		true,
	);
});
