import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error plain JavaScript, as the benches share it
import { block } from "../bench/bulk-records.mjs";
import { folder, start, upshape } from "../e2e/upshape.js";

// `npm run test:faults` kills 200 times over 100,000 records and sends signals at 50 points; without it a few times.
const LONG = process.env.UPSHAPE_LONG === "1";
const RECORDS = LONG ? 100_000 : 20_000;
const KILLS = LONG ? 200 : 3;
const SIGNALS = LONG ? 25 : 2;

const FILES = ["out", "residue", "rejects", "report"];
const ARGS = [
	"upgrade",
	"in.ndjson",
	"-o",
	"out",
	"--residue",
	"residue",
	"--rejects",
	"rejects",
	"--report",
	"report",
];

let input: string;
beforeAll(() => {
	const all: string[] = Array.from({ length: RECORDS / 1000 }, (_, i) => block(i * 1000, 1000).toString());
	// Some that are bad.
	input = all.map((lines, i) => `${lines}{"broken": ${i}\n`).join("");
});

/** What is in the files, but for what the report says of the time. */
async function digests(cwd: string): Promise<object> {
	const entries = FILES.map(async (name) => {
		const path = join(cwd, name);
		if (!existsSync(path)) return [name, "none"];
		if (name === "report") return [name, (await readFile(path, "utf8")).replace(/"seconds": [\d.e-]+/, "")];
		const hash = createHash("sha256");
		for await (const chunk of createReadStream(path)) hash.update(chunk);
		return [name, hash.digest("hex")];
	});
	return Object.fromEntries(await Promise.all(entries));
}

/** A pseudo-random number from 0 to 1, the same in every run of the tests. */
const random = (i: number) => createHash("md5").update(`${i}`).digest().readUInt32LE() / 2 ** 32;

/** A folder with the input, what an undisturbed run makes of it, and how long that takes. */
async function undisturbed() {
	const cwd = await folder();
	await writeFile(join(cwd, "in.ndjson"), input);
	const began = performance.now();
	expect((await upshape([...ARGS, "-q"], { cwd })).code).toBe(1);
	const tookMs = performance.now() - began;
	return { cwd, tookMs, perfect: await digests(cwd) };
}

/** Waits until a run is at work; false if it has ended before. */
async function hasBegun(cwd: string, child: ChildProcess): Promise<boolean> {
	while (child.exitCode === null && !existsSync(join(cwd, ".out.part"))) {
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	return child.exitCode === null;
}

/** Starts a run, or goes on with one, and ends it after a while. */
async function endedBy(signal: NodeJS.Signals, cwd: string, afterMs: number) {
	const resume = existsSync(join(cwd, ".out.checkpoint")) ? ["--resume"] : [];
	const child = start([...ARGS, "--checkpoint-ms", "20", ...resume], cwd);
	const said = child.stderr ? text(child.stderr) : "";
	const exit = once(child, "exit");
	let sent: number | undefined;
	let timer: NodeJS.Timeout | undefined;
	const later = () => {
		timer = setTimeout(() => {
			sent = performance.now();
			child.kill(signal);
		}, afterMs);
	};
	// Nothing but the system heeds a signal before Node has loaded the command.
	if (signal === "SIGKILL" || (await hasBegun(cwd, child))) later();
	const [code] = await exit;
	clearTimeout(timer);
	return { code, said: await said, tookMs: sent === undefined ? 0 : performance.now() - sent };
}

/** Goes on to the end, whatever was left, and expects it to be as if nothing had happened. */
async function expectPerfect(cwd: string, perfect: object): Promise<void> {
	const left = await readdir(cwd);
	if (left.includes(".out.checkpoint")) {
		expect(await upshape([...ARGS, "--resume", "-q"], { cwd })).toMatchObject({ code: 1, stderr: "" });
	} else if (!left.includes("out") || left.some((name) => name.endsWith(".lock"))) {
		// It was ended before there was anything to go on with, or when only its locks were left, which the next run takes over.
		expect((await upshape([...ARGS, "-q"], { cwd })).code).toBe(1);
	}
	expect(await digests(cwd)).toEqual(perfect);
	expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", ...FILES].sort());
	for (const name of FILES) await rm(join(cwd, name));
}

test(`kill -9 at ${KILLS} moments: 0 lost, 0 doubled`, async () => {
	const { cwd, tookMs, perfect } = await undisturbed();
	for (const name of FILES) await rm(join(cwd, name));
	for (let i = 0; i < KILLS; i++) {
		await endedBy("SIGKILL", cwd, random(i) * tookMs * 1.1);
		// Every third one is killed again while it is resumed.
		if (i % 3 === 0) await endedBy("SIGKILL", cwd, random(i + 0.5) * tookMs);
		await expectPerfect(cwd, perfect);
	}
});

describe.each([
	["SIGINT", 130],
	["SIGTERM", 143],
] as const)("%s", (signal, expected) => {
	test(`at ${SIGNALS} moments: ended within 2 s, with its exit code and a checkpoint, without a stack`, async () => {
		const { cwd, tookMs, perfect } = await undisturbed();
		for (const name of FILES) await rm(join(cwd, name));
		for (let i = 0; i < SIGNALS; i++) {
			const ended = await endedBy(signal, cwd, random(i + 1000) * tookMs * 0.7);
			// A busy machine starts Node slowly; the command itself takes no more than this.
			expect(ended.tookMs).toBeLessThan(2_500);
			expect(ended.said).not.toMatch(/ at .*:\d+:\d+/);
			// It may have been done before.
			if (ended.code !== 1) expect(ended.code).toBe(expected);
			if (existsSync(join(cwd, ".out.checkpoint")))
				expect(ended.said).toContain("--resume goes on from there\n");
			await expectPerfect(cwd, perfect);
		}
	});
});

test("two at a time: one works, the other says who it is and leaves everything alone", async () => {
	const { cwd, perfect } = await undisturbed();
	for (const name of FILES) await rm(join(cwd, name));
	const first = start(ARGS, cwd);
	const exit = once(first, "exit");
	while (!existsSync(join(cwd, ".out.part"))) await new Promise((resolve) => setTimeout(resolve, 2));
	// However slowly the second one starts, the first is at work.
	first.kill("SIGSTOP");
	const second = await upshape(ARGS, { cwd });
	first.kill("SIGCONT");
	expect(second.code).toBe(2);
	expect(second.stderr).toMatch(
		/^upshape: \S+ is being written by another run, process \d+ on \S+ since \S+: wait .*\n$/,
	);
	expect(second.stderr).toContain(`process ${first.pid} on `);
	expect(await exit).toEqual([1, null]);
	expect(await digests(cwd)).toEqual(perfect);
});
