import { describe, expect, test } from "vitest";
import { LineSplitter } from "../../../src/json/index.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (octets: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);

/** All lines of a stream that comes in chunks of that many bytes. */
function split(stream: string, chunkSize = 1 << 16, maxBytes?: number) {
	const splitter = new LineSplitter(maxBytes === undefined ? {} : { maxBytes });
	const whole = bytes(stream);
	const lines = [];
	for (let at = 0; at < whole.length; at += chunkSize) {
		// The reader's own buffer, used again for each chunk.
		const chunk = whole.slice(at, at + chunkSize);
		lines.push(...splitter.push(chunk).map((line) => ({ ...line, bytes: text(line.bytes) })));
		chunk.fill(0x21);
	}
	const last = splitter.end();
	if (last) lines.push({ ...last, bytes: text(last.bytes) });
	return lines;
}

describe("LineSplitter", () => {
	test("tells line, offset, size and the end", () => {
		expect(split('{"a":1}\n\n12')).toEqual([
			{ kind: "record", bytes: '{"a":1}', line: 1, offset: 0, size: 7, terminated: true },
			{ kind: "blank", bytes: "", line: 2, offset: 8, size: 0, terminated: true },
			{ kind: "record", bytes: "12", line: 3, offset: 9, size: 2, terminated: false },
		]);
	});

	test("an empty stream has no line, and an LF at the end begins none", () => {
		expect(split("")).toEqual([]);
		expect(split("1\n")).toHaveLength(1);
	});

	test.each([
		["CRLF", "1\r\n2\r\n", ["1", "2"]],
		["one CR only", "1\r\r\n", ["1\r"]],
		["a CR within", "1\r2\n", ["1\r2"]],
		["one mark on each line", "\ufeff1\n\ufeff\ufeff2\n1\ufeff\n", ["1", "\ufeff2", "1\ufeff"]],
		["a mark and CRLF", "\ufeff1\r\n", ["1"]],
		["U+2028, NEL, VT and FF", '"\u2028\u2029\u0085\v\f"\n1', ['"\u2028\u2029\u0085\v\f"', "1"]],
		["NUL", "\0\0\n", ["\0\0"]],
	])("%s", (_name, stream, records) => {
		for (const size of [1, 2, 3, 100]) expect(split(stream, size).map((line) => line.bytes)).toEqual(records);
	});

	test("blank lines are spaces, tabs and CR, with or without a mark", () => {
		const kinds = split(" \t \r\n\r\n\ufeff\n\u00a0\n  ").map((line) => [line.kind, line.terminated]);
		expect(kinds).toEqual([
			["blank", true],
			["blank", true],
			["blank", true],
			["record", true],
			["blank", false],
		]);
	});

	test.each([1, 4, 5, 6, 100])("a line beyond the cap is skipped and told, in chunks of %i", (size) => {
		expect(split("12345\n123456\n1\n1234567", size, 5)).toEqual([
			{ kind: "record", bytes: "12345", line: 1, offset: 0, size: 5, terminated: true },
			{ kind: "oversize", bytes: "", line: 2, offset: 6, size: 6, terminated: true },
			{ kind: "record", bytes: "1", line: 3, offset: 13, size: 1, terminated: true },
			{ kind: "oversize", bytes: "", line: 4, offset: 15, size: 7, terminated: false },
		]);
	});

	test("a line within one chunk is a view of it", () => {
		const chunk = bytes("1\n22\n");
		const [, second] = new LineSplitter().push(chunk);
		expect(second?.bytes.buffer).toBe(chunk.buffer);
		expect(second?.bytes.byteOffset).toBe(2);
	});

	test("takes Node's buffers, whose slice does not copy", () => {
		const splitter = new LineSplitter();
		const chunk = Buffer.from("ab");
		splitter.push(chunk);
		chunk.fill(0);
		expect(text(splitter.push(Buffer.from("c\n"))[0]?.bytes ?? bytes(""))).toBe("abc");
	});
});
