import { describe, expect, test } from "vitest";
import { plain, recordsIn } from "./chunked.js";

describe("the form is found", () => {
	test.each([
		["x.ndjson", '{\n"a":1}', "ndjson"],
		["x.jsonl.gz.ndjson", "[1]", "ndjson"],
		["x.json", ' \n[{"a":1}]', "array"],
		["x.json", '\ufeff[{"a":1}]', "array"],
		["x.json", '{"a":1}\n{"a":2}\n', "ndjson"],
		["x.json", '{"a":1}', "ndjson"],
		["x.json", '{\n"a":1\n}\n', "document"],
		["stdin", '{"a":1,\n{"a":2}\n{"a":3}\n', "ndjson"],
		["stdin", "", "document"],
		["stdin", " \n", "document"],
		["stdin", "null", "ndjson"],
	])("%s with %j is %s, in chunks of any size", async (name, text, form) => {
		for (const size of [1, 3, 1000]) expect((await recordsIn(text, { name, size })).form).toBe(form);
	});

	test("a form that is given wins", async () => {
		expect((await recordsIn("[1]", { form: "document" })).records.map(plain)).toEqual([["[1]", 1, 0]]);
	});

	test("a pretty document or an array named .ndjson is told", async () => {
		expect((await recordsIn('{\n"a":1\n}', { name: "x.ndjson" })).looksLike).toBe("document");
		expect((await recordsIn("[\n1\n]", { name: "x.ndjson" })).looksLike).toBe("array");
		expect((await recordsIn('{"a":1}\n', { name: "x.ndjson" })).looksLike).toBeUndefined();
		expect((await recordsIn("", { name: "x.ndjson" })).looksLike).toBeUndefined();
	});
});

describe("NDJSON", () => {
	const text = '{"a":"é"}\r\n\n  \n\ufeff{"b":2}\n{"c":3}';
	const expected = [
		['{"a":"é"}', 1, 0],
		["", 2, 12],
		["", 3, 13],
		['{"b":2}', 4, 16],
		['{"c":3}', 5, 27],
	];

	test("a record a line, with blanks, whatever the chunks", async () => {
		for (let size = 1; size <= Buffer.byteLength(text); size++) {
			const { records } = await recordsIn(text, { name: "x.ndjson", size });
			expect(records.map(({ bytes, line }) => [Buffer.from(bytes).toString(), line])).toEqual(
				expected.map(([record, line]) => [record, line]),
			);
		}
	});

	test("a line over the limit comes without its bytes, and the next one is whole", async () => {
		const { records } = await recordsIn(`"${"x".repeat(50)}"\n"y"\n`, {
			form: "ndjson",
			maxBytes: 20,
			size: 7,
		});
		expect(records.map(plain)).toEqual([
			["", 1, 0, "too-large"],
			['"y"', 2, 53],
		]);
	});
});

describe("arrays", () => {
	const text = '\ufeff \n[ {"a":"],\\"[é"} ,\n[1,[2]],"x\\\\" , null\n]\n';
	const expected = [
		['{"a":"],\\"[é"}', 2, 7],
		["[1,[2]]", 3, 25],
		['"x\\\\"', 3, 33],
		["null", 3, 41],
	];

	test("a record an element, whatever the chunks", async () => {
		for (let size = 1; size <= Buffer.byteLength(text); size++) {
			expect((await recordsIn(text, { size })).records.map(plain)).toEqual(expected);
		}
	});

	test.each([
		["[]", []],
		[" [ \n ] \n", []],
		[
			"[1,]",
			[
				["1", 1, 1],
				["", 1, 3, "missing-element"],
			],
		],
		[
			"[,1]",
			[
				["", 1, 1, "missing-element"],
				["1", 1, 2],
			],
		],
		["[1 2]", [["1 2", 1, 1]]],
		["[{]", [["{]", 1, 1, "truncated"]]],
		["[}]", [["}", 1, 1]]],
		["[1", [["1", 1, 1, "truncated"]]],
		[
			"[1,",
			[
				["1", 1, 1],
				["", 1, 3, "truncated"],
			],
		],
		["[", [["", 1, 1, "truncated"]]],
		['["a', [['"a', 1, 1, "truncated"]]],
		[
			"[1]\n2",
			[
				["1", 1, 1],
				["2", 2, 4, "not-an-array"],
			],
		],
		[
			"[1][2]",
			[
				["1", 1, 1],
				["[2]", 1, 3, "not-an-array"],
			],
		],
	])("%j is cut, and what is wrong with it is told", async (text, records) => {
		for (const size of [1, 2, 100])
			expect((await recordsIn(text, { form: "array", size })).records.map(plain)).toEqual(records);
	});

	test("what isn't an array at all is one flawed record; nothing is none", async () => {
		expect((await recordsIn('{"a":1}', { form: "array" })).records.map(plain)).toEqual([
			['{"a":1}', 1, 0, "not-an-array"],
		]);
		expect((await recordsIn(" ", { form: "array" })).records).toEqual([]);
	});

	test("an element over the limit comes without its bytes, and the next one is whole", async () => {
		const { records } = await recordsIn(`["${"x\n".repeat(50)}", 2]`, { maxBytes: 20, size: 7 });
		expect(records.map(plain)).toEqual([
			["", 1, 1, "too-large"],
			["2", 51, 105],
		]);
	});
});

describe("documents", () => {
	test("all of the input is one record, without the white space around it", async () => {
		expect((await recordsIn('\n{\n"a": 1\n}\n', { form: "document", size: 3 })).records.map(plain)).toEqual([
			['{\n"a": 1\n}', 2, 1],
		]);
	});

	test("empty input is one blank, too much is one flawed record", async () => {
		expect((await recordsIn("")).records.map(plain)).toEqual([["", 1, 0]]);
		const { records } = await recordsIn('{\n"a":\n1}', { form: "document", maxBytes: 5, size: 2 });
		expect(records.map(plain)).toEqual([["", 1, 0, "too-large"]]);
	});
});
