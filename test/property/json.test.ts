import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Document, equal, type Json, read, write } from "../../src/json/index.js";

const run = (property: fc.IRawProperty<unknown>, numRuns = 10_000) =>
	fc.assert(property as fc.IProperty<unknown>, { seed: 20261120, numRuns }); // fc hides the type that it takes.

function parsed(text: string | Uint8Array): Document {
	const result = read(text);
	if (result.issues !== undefined) throw new Error(result.issues[0].code);
	return result;
}

// --- values ---

const hostile = fc.constantFrom(
	"constructor",
	"toString",
	"__proto",
	"",
	"0",
	"17",
	"01",
	"4294967294",
	"4294967295",
	"\0",
	"\u2028\u2029",
	"\u0085",
	"\ud800",
	"\udc00x",
	"a/b~c",
	'"',
	"\\",
	"\\u0041",
	"1E5",
	"1e5,",
	"\ufeff",
);
const string = fc.oneof(hostile, fc.string(), fc.string({ unit: "binary" }));
const number = fc.oneof(
	fc.constantFrom(
		0,
		-0,
		100,
		-100,
		1000,
		1e21,
		1e-7,
		0.05,
		2 ** 53 - 1,
		1 - 2 ** 53,
		2 ** 53,
		2 ** 53 + 2,
		5e-324,
	),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.maxSafeInteger(),
	fc.integer(),
);
const value = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.oneof(string, number, fc.boolean(), fc.constant(null)),
		fc.array(tie("value"), { maxLength: 4 }),
		fc.dictionary(
			string.filter((name) => name !== "__proto__"),
			tie("value"),
			{ maxKeys: 5 },
		),
	),
})).value;

describe("values", () => {
	test("what JSON.stringify wrote is read back, and nothing has to be kept", () => {
		run(
			fc.property(value, (original) => {
				const text = JSON.stringify(original);
				const { value: again, verbatim } = parsed(text);
				expect(equal(again, original)).toBe(true);
				expect(verbatim).toBeUndefined();
				expect(write(again)).toBe(text);
			}),
		);
	});

	test("white space and escapes do not change that, nor do bytes", () => {
		run(
			fc.property(value, (original) => {
				const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
				const text = JSON.stringify(original, null, "\t").replace(/[^\0-\x7f]/g, escaped);
				const { value: again, verbatim } = parsed(new TextEncoder().encode(`\ufeff${text}\r\n`));
				expect(equal(again, original)).toBe(true);
				expect(verbatim).toBeUndefined();
			}),
		);
	});
});

// --- texts ---

const space = fc.constantFrom("", "", "", "", " ", "\n", "\t\r");
// Many of these are as long as others, so that one's gain can hide another's loss.
const numberText = fc.constantFrom(
	...["0", "7", "-1", "10", "100", "1000", "1000000000000000", "1620943997", "9007199254740991"],
	...["1e2", "1E2", "12e2", "1e3", "1e+3", "1e15", "10e1", "-1e3", "0e0", "1e-400", "1e400", "-0", "-0.0"],
	...["1.0", "0.10", "0.1", "0.05", "5e-2", "0.001", "1e-3", "12.75", "1.5e3", "1e-7", "1.5e+300", "1.5e300"],
	...[
		"9007199254740993",
		"10765432100123456789",
		"0.30000000000000004",
		"0.30000000000000005",
		"1e21",
		"1e+21",
	],
);
const name = fc.constantFrom("a", "b", "c", "\\u0061", "0", "1", "2", "10", "01", "1e3", "\\n", "a\\\\");
const stringText = fc.constantFrom(
	'""',
	'"1e2"',
	'"1000000000000000"',
	'"a b"',
	'"\\u00e9"',
	'"\\/"',
	'"é"',
	'"1e2,"',
);
const text = fc.letrec<{ text: string; item: string; member: string }>((tie) => ({
	text: fc.oneof(
		{ maxDepth: 3 },
		fc.oneof(numberText, numberText, stringText, fc.constantFrom("true", "false", "null")),
		fc.array(tie("item"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
		fc.array(tie("member"), { maxLength: 5 }).map((members) => `{${members.join(",")}}`),
	),
	item: fc.tuple(space, tie("text"), space).map((parts) => parts.join("")),
	member: fc.tuple(name, space, tie("item")).map(([key, gap, item]) => `"${key}"${gap}:${item}`),
})).item;

const tokens = (source: string) =>
	source.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null/g) ?? [];
const numbers = (source: string) => tokens(source).filter((token) => /^[-\d]/.test(token));

/** Whether JSON.stringify would keep all that a text says; found from the tokens alone. */
function isFaithful(source: string): boolean {
	const names: string[][] = [];
	let faithful = numbers(source).every((token) => JSON.stringify(JSON.parse(token)) === token);
	tokens(source).forEach((token, index, all) => {
		if (token === "{") names.push([]);
		if (all[index + 1] === ":") names.at(-1)?.push(JSON.parse(token));
		if (token !== "}") return;
		const own = names.pop() ?? [];
		const kept = Object.keys(Object.fromEntries(own.map((each) => [each, 0])));
		faithful &&= kept.length === own.length && kept.every((each, at) => each === own[at]);
	});
	return faithful;
}

describe("texts", () => {
	test("exactly what a round trip would change is kept", () => {
		let faithful = 0;
		run(
			fc.property(text, (source) => {
				const oracle = isFaithful(source);
				faithful += oracle ? 1 : 0;
				expect(parsed(source).verbatim === undefined).toBe(oracle);
			}),
			50_000,
		);
		expect(faithful).toBeGreaterThan(5_000);
	});

	test("and written as it was: the same value, every number's text, every key", () => {
		run(
			fc.property(text, (source) => {
				const { value: original, verbatim } = parsed(source);
				const written = write(original, verbatim);
				expect(equal(JSON.parse(written), original)).toBe(true);
				expect(numbers(written)).toEqual(numbers(source));
				expect(tokens(written).map(decoded)).toEqual(tokens(source).map(decoded));
				expect(verbatim?.unplaced(original) ?? []).toEqual([]);
			}),
		);
	});

	test("a part of the value is written as its part of the text, or its places are named", () => {
		run(
			fc.property(text, (source) => {
				const { value: original, verbatim } = parsed(source);
				if (typeof original !== "object" || original === null) return;
				for (const [key, part] of Object.entries(original)) {
					if (typeof part !== "object") continue; // A number alone has no identity: its container is named.
					const named = verbatim?.unplaced(part).map((place) => place.pointer) ?? [];
					const inside = named.filter((pointer) => pointer.startsWith(`/${key}/`));
					expect(inside).toEqual([]);
					const again = parsed(write(part, verbatim));
					expect(equal(again.value, part)).toBe(true);
				}
			}),
		);
	});
});

/** Strings are compared by what they mean: how they are escaped is not kept. */
function decoded(token: string): unknown {
	return token.startsWith('"') ? JSON.parse(token) : token;
}

// --- limits ---

function depthOf(value: unknown): number {
	if (typeof value !== "object" || value === null) return 0;
	return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("a document is too deep if and only if it nests deeper than maxDepth, whatever its length", () => {
	const cases = fc.tuple(fc.jsonValue({ maxDepth: 8 }), fc.nat({ max: 8 }), fc.nat({ max: 3 }));
	run(
		fc.property(cases, ([value, maxDepth, indent]) => {
			const result = read(JSON.stringify(value, null, indent), { maxDepth });
			expect(result.issues?.[0].code === "too-deep").toBe(depthOf(value) > maxDepth);
		}),
	);
});

test('an own "__proto__" is refused at any depth, however it is spelled', () => {
	const spelling = fc
		.array(fc.boolean(), { minLength: 9, maxLength: 9 })
		.map((escaped) =>
			[..."__proto__"].map((c, i) => (escaped[i] ? `\\u00${c.charCodeAt(0).toString(16)}` : c)).join(""),
		);
	run(
		fc.property(spelling, fc.nat({ max: 5 }), (name, depth) => {
			const text = `${'{"a":['.repeat(depth)}{"${name}":1}${"]}".repeat(depth)}`;
			expect(read(text).issues?.[0].code).toBe("proto-key");
		}),
	);
});
