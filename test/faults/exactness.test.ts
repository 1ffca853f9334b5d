import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
// @ts-expect-error plain JavaScript, as the benches share it
import { block } from "../bench/bulk-records.mjs";
import { folder, upshape } from "../e2e/upshape.js";

// `npm run test:faults` takes a million records; without it twenty thousand.
const LONG = process.env.UPSHAPE_LONG === "1";
const RECORDS = LONG ? 1_000_000 : 20_000;
const STEP = 1_000;

/** The records as lines, one in a hundred of them spoilt if that is wanted. */
function* linesOf(spoil: (line: Buffer, i: number) => Buffer): Generator<Buffer> {
	for (let from = 0; from < RECORDS; from += STEP) {
		const lines: string[] = block(from, STEP).split("\n").slice(0, -1);
		const bytes = lines.flatMap((line, i) => [spoil(Buffer.from(line), from + i), Buffer.from("\n")]);
		yield Buffer.concat(bytes);
	}
}

const clean = (line: Buffer) => line;

/** Three ways in which stores spoil records, each of which can be undone. */
const SPOILT = [
	(line: Buffer) => Buffer.concat([Buffer.from("x"), line]),
	(line: Buffer) => Buffer.concat([line, Buffer.from([0xff])]),
	(line: Buffer) => Buffer.from(line.toString().replace('"object":"client"', '"object":"klient"')),
];
const spoil = (line: Buffer, i: number) => (i % 100 === 7 ? (SPOILT[i % 3]?.(line) ?? line) : line);

function mend(line: string): string {
	const reject = JSON.parse(line);
	if (reject.base64 !== undefined) {
		const bytes = Buffer.from(reject.base64, "base64").subarray(0, -1);
		const { base64: _, ...others } = reject;
		return JSON.stringify({ ...others, record: bytes.toString() });
	}
	const record = reject.record.replace(/^x/, "").replace('"object":"klient"', '"object":"client"');
	return JSON.stringify({ ...reject, record });
}

/** An order-free digest of a file's lines. */
async function multiset(...paths: readonly string[]): Promise<string> {
	let sum = 0n;
	for (const path of paths) {
		for await (const line of createInterface({ input: createReadStream(path) })) {
			sum += createHash("sha256").update(line).digest().readBigUInt64LE();
		}
	}
	return sum.toString(16);
}

test("the counts add up, and mended rejects complete what a clean run gives", async () => {
	const cwd = await folder();
	const at = (name: string) => join(cwd, name);
	await pipeline(Readable.from(linesOf(clean)), createWriteStream(at("clean.ndjson")));
	await pipeline(Readable.from(linesOf(spoil)), createWriteStream(at("spoilt.ndjson")));
	const report = async (name: string) => JSON.parse(await readFile(at(name), "utf8"));

	await upshape(["upgrade", "clean.ndjson", "-o", "clean.out", "--report", "clean.report", "-q"], { cwd });
	const args = [
		"upgrade",
		"spoilt.ndjson",
		"-o",
		"out",
		"--rejects",
		"rejects.ndjson",
		"--report",
		"report",
		"-q",
	];
	expect((await upshape(args, { cwd })).code).toBe(1);

	const counts = await report("report");
	const { records, converted, current, rejected, blank } = counts;
	expect([records, rejected]).toEqual([RECORDS, RECORDS / 100]);
	expect(converted + current + rejected + blank).toBe(records);
	const { in: came, out, rejected: refused } = counts.ids;
	expect(out.count + refused.count).toBe(came.count);
	expect((BigInt(`0x${out.sum}`) + BigInt(`0x${refused.sum}`)) % (1n << 128n)).toBe(BigInt(`0x${came.sum}`));
	expect((await upshape(["verify", "out", "--report", "report"], { cwd })).code).toBe(0);

	const rejects = (await readFile(at("rejects.ndjson"), "utf8")).split("\n").slice(0, -1);
	await pipeline(
		Readable.from(rejects.map((line) => `${mend(line)}\n`)),
		createWriteStream(at("mended.ndjson")),
	);
	const again = await upshape(["upgrade", "mended.ndjson", "-o", "out2"], { cwd });
	expect(again.code).toBe(0);
	expect(again.stderr).toContain(
		"note: mended.ndjson is a rejects file: the records in its lines were taken\n",
	);
	expect(await multiset(at("out"), at("out2"))).toBe(await multiset(at("clean.out")));
	const ids = (await report("clean.report")).ids.out;
	const both = await upshape(["verify", "out", "out2", "--format", "json"], { cwd });
	expect(JSON.parse(both.stdout).ids).toEqual(ids);
});

test("rejects as they are come back as the same rejects, to the byte", async () => {
	const cwd = await folder();
	await pipeline(Readable.from(linesOf(spoil)), createWriteStream(join(cwd, "in.ndjson")));
	const to = (input: string, rejects: string) => ["upgrade", input, "-o", "out", "--rejects", rejects, "-q"];
	await upshape(to("in.ndjson", "first.ndjson"), { cwd });
	await upshape(to("first.ndjson", "second.ndjson"), { cwd });
	expect(await readFile(join(cwd, "second.ndjson"), "utf8")).toBe(
		await readFile(join(cwd, "first.ndjson"), "utf8"),
	);
});

test("a downgrade with the residue restores the input, byte for byte", async () => {
	const cwd = await folder();
	await pipeline(Readable.from(linesOf(clean)), createWriteStream(join(cwd, "in.ndjson")));
	await upshape(["upgrade", "in.ndjson", "-o", "out", "--residue", "residue", "-q"], { cwd });
	const back = await upshape(["downgrade", "out", "--residue", "residue", "-o", "back", "-q"], { cwd });
	expect([back.code, back.stderr]).toEqual([0, ""]);
	const [before, after] = await Promise.all([readFile(join(cwd, "in.ndjson")), readFile(join(cwd, "back"))]);
	expect(after.equals(before)).toBe(true);
});
