import fc from "fast-check";
import { expect, test } from "vitest";
import { client, clientEnvelope } from "../../../src/clerk/index.js";
import { upgradeFiles } from "../../../src/files/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { RUNS } from "../../support/runs.js";
import { chunked } from "./chunked.js";

/** What the filter makes of these bytes, which come in chunks of that size. */
async function filtered(input: Uint8Array, size = 1 << 20): Promise<string> {
	const written: Buffer[] = [];
	const result = await upgradeFiles({
		inputs: [{ name: "stdin", chunks: chunked(Buffer.from(input), size) }],
		lineage: client,
		envelope: clientEnvelope,
		maxBytes: 4000,
		maxDepth: 100,
		inlineRejects: true,
		output: { write: async (bytes) => void written.push(Buffer.from(bytes)) },
	});
	expect(result.end).toBe("complete");
	return Buffer.concat(written).toString("latin1");
}

const LINES = [
	JSON.stringify(legacy),
	JSON.stringify(v1),
	` ${JSON.stringify(current)} \r`,
	JSON.stringify({ response: legacy, client: null }),
	JSON.stringify({ ...v1, id: 7 }),
	JSON.stringify({ ...v1, created_at: 1.5 }),
	"",
	"  ",
	"\r",
	"{",
	"[1]",
	"\u2028",
	'{"__proto__":1}',
	'{"file":"","line":0,"offset":0,"code":"x","instanceLocation":"","message":"m","record":"{"}',
	`"${"x".repeat(5000)}"`,
].map((line) => Buffer.from(line));
const line = fc.oneof(
	{ arbitrary: fc.constantFrom(...LINES), weight: 9 },
	fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a))),
);
const all = fc.array(line, { maxLength: 12 });
const joined = (lines: readonly Buffer[]) => Buffer.concat(lines.flatMap((one) => [one, Buffer.from("\n")]));
/** Gzip is known by its first bytes; a stream that begins with them is no stream of lines. */
const isGzip = (lines: readonly Buffer[]) => lines[0]?.[0] === 0x1f && lines[0][1] === 0x8b;

test("a line out for each line in, whatever they are and wherever the stream is cut", async () => {
	await fc.assert(
		fc.asyncProperty(all, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 3000 }), async (lines, at, size) => {
			const [first, second] = [lines.slice(0, at), lines.slice(at)];
			fc.pre(!isGzip(first) && !isGzip(second));
			const whole = await filtered(joined(lines));
			expect(whole.split("\n")).toHaveLength(lines.length + 1);
			// Split, it is the same: no line depends on another, nor on its place, nor on the chunks that it came in.
			expect((await filtered(joined(first), size)) + (await filtered(joined(second), size))).toBe(whole);
			// What came out stays as it is: marked lines are taken for their records, and marked again.
			expect(await filtered(Buffer.from(whole, "latin1"))).toBe(whole);
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 50) },
	);
});

test("a marked line is that of a rejects file, without a place", async () => {
	const bad = Buffer.concat([Buffer.from('{"a":'), Buffer.from([0xff])]);
	const out = (await filtered(joined([Buffer.from("{"), bad, Buffer.from("")]))).split("\n");
	expect(JSON.parse(out[0] ?? "")).toEqual({
		file: "",
		line: 0,
		offset: 0,
		code: "not-json",
		instanceLocation: "",
		message: expect.any(String),
		record: "{",
	});
	expect(JSON.parse(out[1] ?? "")).toMatchObject({ code: "not-utf8", base64: bad.toString("base64") });
	expect(out.slice(2)).toEqual(["", ""]);
});

test("a marked record that was mended is converted by a later run", async () => {
	const marked = await filtered(joined([Buffer.from(JSON.stringify({ ...v1, id: 7 }))]));
	const mended = JSON.parse(marked);
	mended.record = JSON.stringify(v1);
	const { value } = client.upgrade(v1);
	expect(await filtered(Buffer.from(`${JSON.stringify(mended)}\n`))).toBe(`${JSON.stringify(value)}\n`);
});
