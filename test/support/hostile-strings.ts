import fc from "fast-check";

/** Strings that careless code trips over: each is a valid JSON string once escaped. */
const HOSTILE_STRINGS: readonly string[] = [
	"",
	" ",
	"\u0000",
	"\u0085",
	"\u2028",
	"\u2029",
	"\ufeff",
	"\ufffd",
	"\ud800",
	"\udfff",
	"x\udc00\ud800y",
	"\u{1f600}",
	"\u{10ffff}",
	"e\u0301",
	'a"b\\c',
	"\r\n",
	"*/",
	"null",
	"1e400",
	"-0",
	"9007199254740993",
	"__proto__",
	"constructor",
	"toString",
	"l".repeat(1000),
];

/** Property names that careless code trips over; own `__proto__` is apart, since the door refuses it. */
const HOSTILE_KEYS: readonly string[] = [
	...HOSTILE_STRINGS.filter((key) => key !== "__proto__"),
	"hasOwnProperty",
	"valueOf",
	"prototype",
	"toJSON",
	"then",
	"length",
	"0",
	"10",
	"-1",
	"4294967295",
	"a/b",
	"m~n",
	"~1",
	"%41",
];

/** Few ids, so that the same one turns up twice in a record. */
const ID_POOL: readonly string[] = ["id_1", "id_2", "sess_1", "user_1", "client_1", "a"];

/** Names that mean something in the shipped lineages, and nothing inside free JSON. */
const TEMPTING_KEYS: readonly string[] = [
	"id",
	"object",
	"created_at",
	"expire_at",
	"sessions",
	"user_id",
	"key",
];

const words = fc.nat().map((word) => `w_${word.toString(36)}`);

/** Strings of any length: from a small pool of ids, hostile ones, and random ones. */
export const strings: fc.Arbitrary<string> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...ID_POOL) },
	{ weight: 4, arbitrary: words },
	{ weight: 3, arbitrary: fc.constantFrom(...HOSTILE_STRINGS) },
	{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);

/** Property names for undeclared properties, with `__proto__` among them unless `protoKeys` is false. */
export function keys(protoKeys: boolean): fc.Arbitrary<string> {
	return fc.oneof(
		{ weight: 3, arbitrary: words },
		{ weight: 3, arbitrary: fc.constantFrom(...TEMPTING_KEYS) },
		{
			weight: 4,
			arbitrary: fc.constantFrom(...HOSTILE_KEYS, ...(protoKeys ? ["__proto__", "__proto__"] : [])),
		},
	);
}
