import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { plain, recordsIn } from "./chunked.js";

const packed = gzipSync('{"a":1}\n{"a":2}\n');

test("gzip is known by its first bytes, whatever it is called", async () => {
	for (const name of ["x.ndjson.gz", "x.json.gz", "stdin"]) {
		for (const size of [1, 5, 1000]) {
			const { records } = await recordsIn(packed, { name, size });
			expect(records.map(plain)).toEqual([
				['{"a":1}', 1, 0],
				['{"a":2}', 2, 8],
			]);
		}
	}
});

test("members one after the other are one input", async () => {
	expect((await recordsIn(Buffer.concat([packed, packed]), { name: "x.ndjson.gz" })).records).toHaveLength(4);
});

test.each([
	["what is named .gz and isn't", Buffer.from('{"a":1}\n'), "gzip-expected"],
	["an empty .gz", Buffer.alloc(0), "gzip-expected"],
	["a truncated one", packed.subarray(0, packed.length - 9), "gzip-truncated"],
	["a bad checksum", Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]), "gzip-corrupt"],
	["a broken one", Buffer.concat([packed.subarray(0, 10), Buffer.alloc(20, 255)]), "gzip-corrupt"],
])("%s is an error that names the file", async (_, bytes, code) => {
	const message = expect.stringContaining("x.ndjson.gz");
	await expect(recordsIn(bytes, { name: "x.ndjson.gz" })).rejects.toMatchObject({
		name: "BulkError",
		code,
		message,
	});
});

test("a source that fails is an error with the cause", async () => {
	const { openRecords } = await import("../../../src/bulk/index.js");
	const cause = Object.assign(new Error("boom"), { code: "EIO" });
	async function* failing(): AsyncGenerator<Uint8Array> {
		yield Buffer.from("{}\n");
		throw cause;
	}
	const opened = await openRecords({ name: "disk", chunks: failing() }, { form: "ndjson", maxBytes: 100 });
	const all = (async () => {
		for await (const _ of opened.batches);
	})();
	await expect(all).rejects.toMatchObject({ name: "BulkError", code: "unreadable", cause });
});
