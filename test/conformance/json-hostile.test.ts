import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { type ReadOptions, read, write } from "../../src/json/index.js";
import { openRecords, type RawRecord } from "../../src/records/index.js";
import { sharedPath, sharedThere } from "../support/shared.js";

const payload = (name: string) => readFileSync(sharedPath("suites", "hostile", "payloads", name));

/** What read says of a payload: a refusal's code and place, or the places that it keeps as written. */
function verdict(bytes: Uint8Array, options?: ReadOptions): string[] {
	const result = read(bytes, options);
	if (result.issues !== undefined) return [result.issues[0].code, result.issues[0].instanceLocation];
	const places = result.verbatim?.places ?? [];
	return ["read", ...places.map((place) => `${place.reason} ${place.pointer}`)];
}

const VERDICTS: Readonly<Record<string, string[]>> = {
	"dup-keys.json": ["read", "duplicate-key /id"],
	"empty.json": ["not-json", ""],
	"int-2p53plus1.json": ["read", "number /updated_at"],
	"int-in-metadata.json": ["read", "number /sessions/0/user/public_metadata/external_id"],
	"invalid-utf8.json": ["not-utf8", ""],
	"lone-surrogate-escaped.json": ["read"],
	"mixed-version.json": ["read"],
	"nested-arrays-100k.json": ["too-deep", "/0".repeat(1_000)],
	"nested-objects-metadata-5k.json": [
		"too-deep",
		`/sessions/0/user/public_metadata${"/a".repeat(1_000 - 4)}`,
	],
	"num-1.0.json": ["read", "number /updated_at"],
	"num-1e400.json": ["read", "number /updated_at"],
	"proto-key-extra.json": ["proto-key", "/__proto__"],
	"proto-nested-metadata.json": ["proto-key", "/sessions/0/user/public_metadata/__proto__"],
	"scalar-null.json": ["read"],
	"sessions-length-object.json": ["read"],
	"two-docs.json": ["not-json", ""],
	"u2028.json": ["read"],
	"wide-50k-extra-keys.json": ["read"],
};

describe.skipIf(!sharedThere)("hostile payloads (needs ../shared)", () => {
	test("every payload has a verdict here", () => {
		expect(readdirSync(sharedPath("suites", "hostile", "payloads"))).toEqual(Object.keys(VERDICTS));
	});

	test.each(Object.entries(VERDICTS))("%s", (name, expected) => {
		const bytes = payload(name);
		expect(verdict(bytes)).toEqual(expected);
		const result = read(bytes);
		if (result.issues !== undefined) return;
		const text = bytes.toString();
		expect(result.value).toEqual(JSON.parse(text));
		expect(write(result.value, result.verbatim)).toBe(text);
	});

	test("a size cap refuses the wide one", () => {
		expect(verdict(payload("wide-50k-extra-keys.json"), { maxBytes: 100_000 })).toEqual(["too-large", ""]);
	});
});

/** The lines of a file of the ndjson folder, with what read says of each record. */
async function lines(name: string, { maxBytes = 16 << 20, chunk = 65_536 } = {}) {
	const chunks = createReadStream(sharedPath("suites", "hostile", "ndjson", name), { highWaterMark: chunk });
	const { batches } = await openRecords({ name, chunks }, { form: "ndjson", maxBytes });
	const found: { said: string; line: RawRecord }[] = [];
	for await (const { records } of batches) {
		for (const record of records) {
			// The memory of a chunk may be used again.
			const line = { ...record, bytes: Uint8Array.from(record.bytes) };
			const unread = line.flaw ?? (line.bytes.length === 0 ? "blank" : undefined);
			found.push({ line, said: unread ?? verdict(line.bytes)[0] ?? "" });
		}
	}
	return found;
}

/** The bytes of buffers that are still in use. */
async function keptBytes(): Promise<number> {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc");
	for (let round = 0; round < 5; round++) {
		collect();
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return process.memoryUsage().arrayBuffers;
}

const said = async (name: string) => (await lines(name)).map((line) => line.said);
const all = (count: number, verdict: string) => new Array<string>(count).fill(verdict);

describe.skipIf(!sharedThere)("hostile line streams (needs ../shared)", () => {
	test.each<[string, string[]]>([
		["bom.ndjson", all(3, "read")],
		["bom-each.ndjson", all(3, "read")],
		["crlf.ndjson", all(5, "read")],
		["u0085-vt-ff.ndjson", all(2, "read")],
		["dup-ids.ndjson", all(2, "read")],
		["invalid-utf8-line2.ndjson", ["read", "not-utf8", "read"]],
		["multibyte-64k-boundary.ndjson", ["read", "read"]],
		["ok.ndjson.gz", all(5_000, "read")],
		["pretty.ndjson", all(10, "not-json")],
	])("%s", async (name, expected) => {
		expect(await said(name)).toEqual(expected);
	});

	test("blank-lines.ndjson: blank lines are told apart", async () => {
		const kinds = await said("blank-lines.ndjson");
		expect(new Set(kinds)).toEqual(new Set(["read", "blank"]));
		expect(kinds.filter((kind) => kind === "read")).toHaveLength(5);
	});

	test("truncated-last.ndjson: only the cut record is refused, with its place", async () => {
		const found = await lines("truncated-last.ndjson");
		const last = found.at(-1);
		expect(last?.said).toBe("not-json");
		const before = found.slice(0, -1);
		const offset = before.reduce((sum, { line }) => sum + line.bytes.length + 1, 0);
		expect(last?.line).toMatchObject({ line: found.length, offset });
		expect(before.every((line) => line.said === "read")).toBe(true);
	});

	test("nul-bytes.ndjson: the run is part of one refused line", async () => {
		const found = await said("nul-bytes.ndjson");
		expect(found.filter((kind) => kind !== "read")).toEqual(["not-json"]);
	});

	test("multibyte-64k-boundary.ndjson: no chunk size changes a character", async () => {
		for (const chunk of [1_000, 65_535, 65_536, 65_537]) {
			const found = await lines("multibyte-64k-boundary.ndjson", { chunk });
			const whole = readFileSync(sharedPath("suites", "hostile", "ndjson", "multibyte-64k-boundary.ndjson"));
			const joined = Buffer.concat(found.flatMap(({ line }) => [line.bytes, Uint8Array.of(0x0a)]));
			expect(joined.equals(whole)).toBe(true);
		}
	});

	test("bomb-64mb.gz: told as one oversize line, and not kept", async () => {
		const before = await keptBytes();
		const found = await lines("bomb-64mb.gz", { maxBytes: 1 << 20 });
		expect(found).toHaveLength(1);
		expect(found[0]?.line).toMatchObject({ flaw: "too-large", line: 1, offset: 0 });
		expect((await keptBytes()) - before).toBeLessThan(32 << 20);
	});
});
