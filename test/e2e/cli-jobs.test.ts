import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { current, legacy, v1 } from "../support/clerk-samples.js";
import { RUNS } from "../support/runs.js";
import { folder, lines, upshape } from "./upshape.js";

/** More than one thread takes on before others are there. */
const ENOUGH = 10 << 20;

/** A piece of input: records of every version, wrapped, with odd numbers, bad, huge, blank. */
const piece = fc.oneof(
	fc.constantFrom(legacy, v1, current).map((record) => JSON.stringify(record)),
	fc.constant(JSON.stringify({ response: legacy, client: null })),
	fc.nat().map((seats) => JSON.stringify(legacy).replace('"seats":3', `"seats":${seats}.0`)),
	fc.nat().map((extra) => JSON.stringify({ ...v1, [`extra${extra % 5}`]: extra })),
	fc.constantFrom("", " \t\r", "{", "null", "\ufeff1", '"\ud800"', '{"a":1}\r'),
	fc
		.integer({ min: 100_000, max: 3_000_000 })
		.map((size) => JSON.stringify({ ...current, id: "x".repeat(size) })),
);

/** The same pieces again and again, each time with another last one, so that blocks are cut everywhere. */
function inputOf(pieces: readonly string[]): Buffer {
	const all: Buffer[] = [];
	for (let size = 0, i = 0; size < ENOUGH; i++) {
		const text = Buffer.from(`${pieces.join("\n")}\n${"1".repeat(i % 977)}\n`);
		all.push(text);
		size += text.length;
	}
	return Buffer.concat(all);
}

const OUTPUTS = ["-o", "out", "--residue", "residue", "--rejects", "rejects", "--report", "report"];

async function outcome(cwd: string, args: readonly string[]): Promise<object> {
	const { code } = await upshape(["upgrade", ...args, ...OUTPUTS, "-q"], { cwd });
	const there = await Promise.all(
		["out", "residue", "rejects", "report"].map(async (name) => {
			return [name, await readFile(join(cwd, name)).catch(() => Buffer.alloc(0))] as const;
		}),
	);
	// Digests, as telling where megabytes differ takes longer than converting them.
	const files = there.map(([name, bytes]) =>
		name === "report"
			? bytes.toString().replace(/"seconds": [\d.e-]+/, "")
			: [name, bytes.length, digest(bytes)],
	);
	return { code, files };
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("what comes out is the same, however many threads convert", async () => {
	const numRuns = Math.max(3, Math.floor(RUNS.numRuns / 5_000));
	await fc.assert(
		fc.asyncProperty(
			fc.array(piece, { minLength: 20, maxLength: 60 }),
			fc.constantFrom([], ["--max-bytes", "1M"], ["--max-rejects", "700"], ["--undeclared", "drop"]),
			fc.constantFrom("2", "3"),
			fc.boolean(),
			async (pieces, flags, jobs, packed) => {
				const cwd = await folder();
				const input = inputOf(pieces);
				const name = packed ? "in.ndjson.gz" : "in.ndjson";
				await writeFile(join(cwd, name), packed ? gzipSync(input, { level: 1 }) : input);
				await writeFile(join(cwd, "few"), lines(legacy, null));
				const alone = await outcome(cwd, [name, "few", ...flags, "--jobs", "1"]);
				expect(await outcome(cwd, [name, "few", ...flags, "--jobs", jobs])).toEqual(alone);
			},
		),
		{ ...RUNS, numRuns },
	);
});

describe("threads", () => {
	/** A lineage that leaves a file for each thread in which it converts. */
	const telling = `
		import { writeFileSync } from "node:fs";
		import { threadId } from "node:worker_threads";
		import { client } from ${JSON.stringify(new URL("../../dist/clerk/index.js", import.meta.url).href)};
		console.log("loaded");
		let told = false;
		export const lineage = {
			name: client.name, head: client.head, versions: client.versions, detect: () => {}, downgrade: () => {},
			upgrade(...given) {
				if (!told) writeFileSync("thread" + threadId, "");
				told = true;
				return client.upgrade(...given);
			},
		};
	`;

	async function threadsOf(args: readonly string[], size: number): Promise<string[]> {
		const cwd = await folder();
		await writeFile(join(cwd, "mine.mjs"), telling);
		await writeFile(join(cwd, "in.ndjson"), lines(legacy).repeat(size / lines(legacy).length));
		const { code, stdout } = await upshape(
			["upgrade", "in.ndjson", "--lineage", "mine.mjs", "-o", "out", ...args, "-q"],
			{ cwd },
		);
		// What the module prints comes from this thread alone.
		expect([code, stdout]).toEqual([0, "loaded\n"]);
		return (await readdir(cwd)).filter((name) => name.startsWith("thread"));
	}

	test("are started for a long input", async () => {
		const [own, ...others] = await threadsOf(["--jobs", "2"], 2 * ENOUGH);
		// The run's own thread is one of the two. It is not the main one, which meets signals whatever the module does.
		expect([own, others.length]).toEqual(["thread1", 1]);
	});

	test("are not started for a short one, or where one is asked for", async () => {
		expect(await threadsOf(["--jobs", "2"], 1 << 20)).toEqual(["thread1"]);
		expect(await threadsOf(["--jobs", "1"], 2 * ENOUGH)).toEqual(["thread1"]);
	});

	const dist = JSON.stringify(new URL("../../dist/clerk/index.js", import.meta.url).href);

	test("that can't load the lineage are done without", async () => {
		const cwd = await folder();
		const module = `
			import { threadId } from "node:worker_threads";
			if (threadId > 1) throw new Error("not here");
			export { client as lineage } from ${dist};
		`;
		await writeFile(join(cwd, "mine.mjs"), module);
		await writeFile(join(cwd, "in.ndjson"), lines(legacy).repeat(ENOUGH / lines(legacy).length));
		const args = ["upgrade", "in.ndjson", "--lineage", "mine.mjs", "-o", "out", "--jobs", "2", "-q"];
		expect(await upshape(args, { cwd })).toMatchObject({ code: 0, stderr: "" });
	});

	test("that meet a bug show its stack, and leave no trace", async () => {
		const cwd = await folder();
		const module = `
			import { threadId } from "node:worker_threads";
			import { client } from ${dist};
			export const lineage = {
				name: client.name, head: client.head, versions: client.versions, detect: () => {}, downgrade: () => {},
				upgrade(...given) {
					if (threadId > 1) throw new RangeError("oh");
					return client.upgrade(...given);
				},
			};
		`;
		await writeFile(join(cwd, "mine.mjs"), module);
		await writeFile(join(cwd, "in.ndjson"), lines(legacy).repeat((4 * ENOUGH) / lines(legacy).length));
		const args = ["upgrade", "in.ndjson", "--lineage", "mine.mjs", "-o", "out", "--jobs", "2", "-q"];
		const { code, stderr } = await upshape(args, { cwd });
		expect(code).toBe(70);
		expect(stderr).toMatch(/RangeError: oh\n {4}at .*mine\.mjs/);
		expect((await readdir(cwd)).sort()).toEqual(["in.ndjson", "mine.mjs"]);
	});
});
