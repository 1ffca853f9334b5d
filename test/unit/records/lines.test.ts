import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, LineSplitter } from "../../../src/json/index.js";
import { openRecords, type RawRecord } from "../../../src/records/index.js";
import { RUNS } from "../../support/runs.js";
import { chunked } from "./chunked.js";

const MAX_BYTES = 12;

/** The lines by json's own splitter, which takes the whole stream at once. */
function split(bytes: Uint8Array): readonly Line[] {
	const splitter = new LineSplitter({ maxBytes: MAX_BYTES });
	const lines = splitter.push(bytes);
	const last = splitter.end();
	return last ? [...lines, last] : lines;
}

async function cut(bytes: Uint8Array, size: number): Promise<readonly RawRecord[]> {
	const chunks = chunked(Buffer.from(bytes), size);
	const { batches } = await openRecords({ name: "in", chunks }, { form: "ndjson", maxBytes: MAX_BYTES });
	const records: RawRecord[] = [];
	for await (const batch of batches) {
		// A chunk's memory may be used again once its records are done.
		for (const record of batch.records) records.push({ ...record, bytes: Uint8Array.from(record.bytes) });
	}
	return records;
}

const piece = fc.constantFrom(
	"\n",
	"\n",
	"\r\n",
	"\r",
	" ",
	"\t",
	"\ufeff",
	"a",
	"{}",
	"é",
	"\u2028",
	"0123456789",
);
const bytes = fc
	.array(
		fc.oneof(
			piece.map((text) => Buffer.from(text)),
			fc.uint8Array({ maxLength: 3 }),
		),
		{ maxLength: 15 },
	)
	.map((pieces) => Uint8Array.from(Buffer.concat(pieces)))
	.filter((all) => !(all[0] === 0x1f && all[1] === 0x8b));

test("records of lines are those that json's splitter finds, however the stream is cut", async () => {
	await fc.assert(
		fc.asyncProperty(bytes, fc.integer({ min: 1, max: 40 }), async (all, size) => {
			const expected = split(all).map(({ kind, bytes: own, line, offset }) => {
				const isRecord = kind === "record";
				const flaw = kind === "oversize" ? "too-large" : undefined;
				return { bytes: isRecord ? Uint8Array.from(own) : new Uint8Array(0), line, offset, flaw };
			});
			const found = await cut(all, size);
			expect(
				found.map(({ bytes: own, line, offset, flaw }) => ({
					bytes: Uint8Array.from(own),
					line,
					offset,
					flaw,
				})),
			).toEqual(expected);
			for (const { bytes: own, text } of found) {
				// What is said of the text is true.
				const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
				if (text !== undefined) expect(text).toBe(strict.decode(own));
			}
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 4) },
	);
});
