import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlaces, parsePlaces, splice } from "../../../src/json/index.js";
import { seek } from "../../support/places/seeking.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const find = (text: string | Uint8Array, patterns: readonly string[], maxDepth = 100) =>
	findPlaces(typeof text === "string" ? bytes(text) : text, parsePlaces(patterns), maxDepth);

/** Each place with the text that stands there; fails the test if the document is refused. */
function textsAt(text: string, patterns: readonly string[]): Record<string, string> {
	const found = find(text, patterns);
	if (found.issues) throw new Error(found.issues[0].code);
	const at = ({ start, end }: { start: number; end: number }) =>
		Buffer.from(bytes(text).subarray(start, end)).toString();
	return Object.fromEntries(found.places.map((place) => [place.at, at(place)]));
}

function refusal(text: string | Uint8Array, patterns: readonly string[], maxDepth?: number) {
	const found = find(text, patterns, maxDepth);
	if (!found.issues) throw new Error("was found");
	const [{ code, instanceLocation }] = found.issues;
	return [code, instanceLocation];
}

describe("places", () => {
	test("are found in their own text, whatever is around them", () => {
		const text = '\t{ "a" : 1e400 , "data":{"client" :\n{"id": 1.0, "}": "\\"}"} ,"é":[[],{}]}, "z":-0}\n';
		expect(textsAt(text, ["/data/client"])).toEqual({ "/data/client": '{"id": 1.0, "}": "\\"}"}' });
	});

	test("are those of every element and of every member, and of an index", () => {
		const text = '{"clients":[{"a":1},[2],"x"],"by":{"a/b":{},"~":{"c":[3]}}}';
		expect(textsAt(text, ["/clients/*"])).toEqual({
			"/clients/0": '{"a":1}',
			"/clients/1": "[2]",
			"/clients/2": '"x"',
		});
		expect(textsAt(text, ["/by/*"])).toEqual({ "/by/a~1b": "{}", "/by/~0": '{"c":[3]}' });
		expect(textsAt(text, ["/clients/1/0", "/by/~0/c"])).toEqual({ "/clients/1/0": "2", "/by/~0/c": "[3]" });
	});

	test("are the elements where there is an array, and else what is there, if both are asked for", () => {
		const both = ["/data", "/data/*"];
		expect(textsAt('{"data":[{},[1]]}', both)).toEqual({ "/data/0": "{}", "/data/1": "[1]" });
		expect(textsAt('{"data":{"a":{}}}', both)).toEqual({ "/data": '{"a":{}}' });
		expect(textsAt('{"data":[]}', both)).toEqual({});
		expect(refusal("{}", both)).toEqual(["nothing-there", "/data"]);
	});

	test("may be escaped in the text, and are told by what the name says", () => {
		expect(textsAt('{"\\u0064ata":{"a\\/b":1}}', ["/data/a~1b"])).toEqual({ "/data/a~1b": "1" });
		expect(textsAt('{"dat\\u0061\\u0061":1,"é":2}', ["/é"])).toEqual({ "/é": "2" });
	});

	test("that are null, or on the way to which there is null, are no payloads", () => {
		expect(textsAt('{"before":null,"after":{"a":1}}', ["/before", "/after"])).toEqual({
			"/after": '{"a":1}',
		});
		expect(textsAt('{"data":null}', ["/data/client"])).toEqual({});
		expect(textsAt("null", ["/data"])).toEqual({});
		expect(textsAt('{"clients":[]}', ["/clients/*"])).toEqual({});
		expect(textsAt('{"clients":{}}', ["/clients/*/client"])).toEqual({});
	});

	test.each<[string, readonly string[], string, string]>([
		["{}", ["/data"], "nothing-there", "/data"],
		['{"data":[]}', ["/data/client"], "nothing-there", "/data/client"],
		['{"data":1}', ["/data/*"], "nothing-there", "/data"],
		['{"data":[{"client":{}},{}]}', ["/data/*/client"], "nothing-there", "/data/1/client"],
		['[{"a":{}}]', ["/00/a"], "nothing-there", "/00"],
		['{"data":{},"data":{}}', ["/data"], "name-twice", "/data"],
		['{"data":{},"\\u0064ata":{}}', ["/data"], "name-twice", "/data"],
		['{"data":{"a":1},"dat\\u0061":0}', ["/data/a"], "name-twice", "/data"],
		['{"data":null,"data":{}}', ["/data"], "name-twice", "/data"],
		['{"a":1,"\\u0061":1}', ["/*"], "name-twice", "/a"],
		['{"__proto__":1,"data":{}}', ["/data"], "proto-key", ""],
		['{"x":[{"__pr\\u006fto__":1}],"data":{}}', ["/data"], "proto-key", ""],
		['{"data":{"__proto__":{"x":{}}}}', ["/data/x"], "proto-key", ""],
		['{"data":{}', ["/data"], "not-json", ""],
		['{"data":{"a":"}', ["/data"], "not-json", ""],
		['{"data":{"a":"\\', ["/data"], "not-json", ""],
		['{"data":{}}}', ["/data"], "not-json", ""],
		['{"data":{},}', ["/data"], "not-json", ""],
		['{"data":{} "a":1}', ["/data"], "not-json", ""],
		['{"data":{},"a":01}', ["/data"], "not-json", ""],
		['{"data":{},"a":[1,]}', ["/data"], "not-json", ""],
		['{"data":{},"a":[}]}', ["/data"], "not-json", ""],
		['{"data":{},"a":{1:2}}', ["/data"], "not-json", ""],
		['{"data":{},"a":"\\x"}', ["/data"], "not-json", ""],
		['{"data":{},"a":"\\u00g0"}', ["/data"], "not-json", ""],
		['{"data":{},"a":"\t"}', ["/data"], "not-json", ""],
		['{"data":{},"a":nul}', ["/data"], "not-json", ""],
		['{"data":\ufeff{}}', ["/data"], "not-json", ""],
		["", ["/data"], "not-json", ""],
	])("%s has no payload at %j: %s", (text, patterns, code, at) => {
		expect(refusal(text, patterns)).toEqual([code, at]);
	});

	test("bytes around them must be UTF-8; those of the payload are for who reads it", () => {
		const outside = Buffer.concat([bytes('{"a":"'), Buffer.from([0xff]), bytes('","data":{}}')]);
		expect(refusal(outside, ["/data"])).toEqual(["not-utf8", ""]);
		expect(refusal(Buffer.concat([bytes('{"'), Buffer.from([0xff]), bytes('":{}}')]), ["/*"])).toEqual([
			"not-utf8",
			"",
		]);
		const inside = Buffer.concat([bytes('{"data":{"a":"'), Buffer.from([0xff]), bytes('"}}')]);
		expect(find(inside, ["/data"])).toMatchObject({ places: [{ at: "/data", start: 8, end: 17 }] });
	});

	test("may nest as deep as a whole document, and no deeper, in the payload and around it", () => {
		const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
		expect(textsAt(`{"a":${nested(99)},"data":1}`, ["/data"])).toEqual({ "/data": "1" });
		expect(refusal(`{"a":${nested(100)},"data":1}`, ["/data"])).toEqual(["too-deep", ""]);
		expect(textsAt(`{"data":${nested(99)}}`, ["/data"])).toEqual({ "/data": nested(99) });
		expect(refusal(`{"data":${nested(100)}}`, ["/data"])).toEqual(["too-deep", ""]);
		expect(refusal("[".repeat(1e6), ["/data"], 1e9)).toEqual(["too-deep", ""]);
		expect(refusal(`{"data":${"[".repeat(1e6)}`, ["/data"], 1e9)).toEqual(["too-deep", ""]);
	});

	test("a million members around, and a hundred thousand elements", () => {
		const members = Array.from({ length: 1e6 }, (_, i) => `"m${i}":${i}`).join(",");
		expect(textsAt(`{${members},"data":{"a":1}}`, ["/data"])).toEqual({ "/data": '{"a":1}' });
		const found = find(`{"clients":[${'{"a":1},'.repeat(99_999)}{}]}`, ["/clients/*"]);
		expect(found.issues ?? found.places.length).toBe(100_000);
	});
});

test.each([
	[["data"], "data is no JSON Pointer: those begin with /, such as /data/client"],
	[["/a", "/a/b"], "/a and /a/b overlap: one place is in the other"],
	[["/a/b", "/a"], "/a and /a/b overlap: one place is in the other"],
	[["/a", "/a/*", "/a/b"], "/a and /a/* overlap: one place is in the other"],
	[["/a", "/a/*/b"], "/a and /a/*/b overlap: one place is in the other"],
	[["/a", "/a"], "/a and /a overlap: one place is in the other"],
	[["/a/*", "/a/b"], "/a/* and /a/b overlap: one place is in the other"],
	[["/__proto__"], "no document with the name __proto__ is read"],
	[["/a".repeat(101)], "a pointer has more than 100 tokens"],
])("%j are no places: %s", (pointers, message) => {
	expect(() => parsePlaces(pointers)).toThrow(new SyntaxError(message));
});

describe("against JSON.parse and plain loops", () => {
	const names = ["a", "b", "*", "é", "0", "a/b"] as const;
	const { json } = fc.letrec<{ json: string }>((tie) => ({
		json: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			fc.constantFrom("null", "1", "-0", "1e400", '"x}"', '"\\"{"', "true", '"é"'),
			fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join(" ,\n")}]`),
			fc
				.uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
				.chain((keys) =>
					fc
						.tuple(...keys.map(() => tie("json")))
						.map((values) => `{${keys.map((key, i) => ` ${JSON.stringify(key)}: ${values[i]}`).join(",")} }`),
				),
		),
	}));
	const token = fc.constantFrom("a", "b", "*", "é", "0", "1", "a~1b");
	const pattern = fc.array(token, { minLength: 1, maxLength: 3 }).map((tokens) => `/${tokens.join("/")}`);

	test("finds the same values, and cuts and splices nothing else", () => {
		let found = 0;
		fc.assert(
			fc.property(json, pattern, (text, at) => {
				const sought = seek(JSON.parse(text), [at]);
				const result = find(text, [at]);
				if (sought.isMissingBelow || !sought.isThere) {
					expect(result.issues?.[0].code).toBe("nothing-there");
					return;
				}
				if (result.issues) throw new Error(result.issues[0].code);
				const { places } = result;
				const values = new Map(Object.entries(textsAt(text, [at])));
				expect([...values.keys()].toSorted()).toEqual([...sought.values.keys()].toSorted());
				for (const [place, value] of sought.values)
					expect(JSON.parse(values.get(place) ?? "")).toEqual(value);
				found += places.length;
				const sevens = places.map(() => bytes("7"));
				const pieces = splice(bytes(text), places, sevens);
				const others = seek(JSON.parse(Buffer.concat(pieces).toString()), [at]).values;
				expect([...others]).toEqual([...sought.values.keys()].map((place) => [place, 7]));
				// All around is as it was: with the payloads' own texts it is the text.
				const own = [...values.values()];
				const back = pieces.map((piece, i) =>
					i % 2 === 1 ? own[(i - 1) / 2] : Buffer.from(piece).toString(),
				);
				expect(back.join("")).toBe(text);
			}),
			{ seed: 15, numRuns: 3_000 },
		);
		expect(found).toBeGreaterThan(300);
	});

	test("refuses what JSON.parse refuses, wherever one character is lost, doubled or changed", () => {
		const text =
			' {"x":[1.5e-3,{"y":[]},"\\u00e9\\n",-0],"data":{"k":[true,"}"]},"z":{"false":false,"n":null}} ';
		let refused = 0;
		for (let i = 0; i < text.length; i++)
			for (const other of ["", ...'"{}[],:\\ 0-.eut\u0001']) {
				const broken = text.slice(0, i) + other + text.slice(i + 1);
				const result = find(broken, ["/data"]);
				let value: unknown;
				try {
					value = JSON.parse(broken);
				} catch {
					const [place] = result.issues ? [] : result.places;
					const read = () => JSON.parse(broken.slice(place?.start, place?.end));
					if (!result.issues) expect(read, broken).toThrow();
					refused++;
					continue;
				}
				const isThere = Object.hasOwn(value as object, "data");
				expect(result.issues?.[0].code, broken).toBe(isThere ? undefined : "nothing-there");
			}
		expect(refused).toBeGreaterThan(500);
	});
});
