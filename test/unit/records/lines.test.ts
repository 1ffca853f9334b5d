import fc from "fast-check";
import { expect, test } from "vitest";
import { openRecords, packingOf, type RawRecord } from "../../../src/records/index.js";
import { RUNS } from "../../support/runs.js";
import { chunked } from "./chunked.js";

const MAX_BYTES = 12;

/** The lines of a whole stream by the words of the documentation, as plainly as can be. */
function split(bytes: Uint8Array): readonly RawRecord[] {
	const latin1 = Buffer.from(bytes).toString("latin1");
	const all = latin1.split("\n");
	if (all.at(-1) === "") all.pop();
	let offset = 0;
	return all.map((line, i) => {
		const place = { line: i + 1, offset };
		offset += line.length + 1;
		if (line.length > MAX_BYTES) return { ...place, bytes: new Uint8Array(0), flaw: "too-large" };
		const text = line.replace(/^\xef\xbb\xbf/, "").replace(/\r$/, "");
		return {
			...place,
			bytes: Uint8Array.from(Buffer.from(/^[ \t\r]*$/.test(text) ? "" : text, "latin1")),
			flaw: undefined,
		};
	});
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
	.filter((all) => packingOf(all) === undefined);

test("records of lines are those of the whole stream, however it is cut", async () => {
	await fc.assert(
		fc.asyncProperty(bytes, fc.integer({ min: 1, max: 40 }), async (all, size) => {
			expect(await cut(all, size)).toEqual(split(all));
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 4) },
	);
});
