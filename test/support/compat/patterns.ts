import fc from "fast-check";

const ATOMS = [
	"a",
	"b",
	"c",
	".",
	"\\w",
	"\\W",
	"[ab]",
	"[^a]",
	"\\d",
	" ",
	"^",
	"$",
	"\\b",
	"\\B",
	"\\s",
	"[^]",
];

/** Patterns over few characters, with assertions in odd places. */
export const anyPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string }>((tie) => {
	const inner = tie("pattern");
	return {
		pattern: fc.oneof(
			{ depthSize: "small", maxDepth: 4, withCrossShrink: true },
			{ weight: 3, arbitrary: fc.constantFrom(...ATOMS) },
			{ weight: 4, arbitrary: fc.tuple(inner, inner).map(([a, b]) => a + b) },
			{ weight: 1, arbitrary: fc.tuple(inner, inner).map(([a, b]) => `(?:${a}|${b})`) },
			{
				weight: 1,
				arbitrary: fc.tuple(inner, fc.constantFrom("*", "+", "?", "{2}")).map(([a, q]) => `(?:${a})${q}`),
			},
			{
				weight: 1,
				arbitrary: fc.tuple(inner, fc.constantFrom("=", "!", "<=", "<!")).map(([a, q]) => `(?${q}${a})`),
			},
		),
	};
}).pattern;

/** All strings of up to four characters from a few. */
export const SHORT_TEXTS: readonly string[] = texts(4);

function texts(length: number): string[] {
	if (length === 0) return [""];
	const shorter = texts(length - 1);
	const longest = shorter.filter((text) => text.length === length - 1);
	return [
		...shorter,
		...longest.flatMap((text) => ["a", "b", " ", "1", "\n"].map((character) => text + character)),
	];
}
