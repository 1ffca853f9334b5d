import { numbered, WIDE } from "../wide-schemas.js";
import type { Random } from "./random.js";

/** What terminals, the logs of CI, XML, HTML and Markdown obey, and what is read as something else than it is. */
export const HOSTILE: readonly string[] = [
	"\u001b[31mred\u001b[0m",
	"\u001b]0;title\u0007",
	"\u009b31m",
	"a\rb",
	"\r\n::error::planted",
	"\n::error file=a::planted",
	"::set-output name=a::b",
	"##[group]planted",
	"##vso[task.setvariable]planted",
	"\u202eabc\u202c",
	"\u2066abc",
	"\u2028::error::planted",
	"\u0000",
	"\ud800",
	"]]><script>alert(1)</script>",
	'"><img src=x>',
	"</details>`|[a](javascript:alert(1))",
	"@everyone #1",
	"👨‍👩‍👧‍👦".repeat(40),
	"__proto__",
	"constructor",
	"a/b~c%20?#",
	"",
	" ",
	"x".repeat(3_000),
];

const PATTERNS: readonly string[] = [
	"^a+$",
	"^(a|a|a|a)*b$",
	"^(((a+)+)+)+$",
	"a?{32}a{32}",
	"^.*.*.*b$",
	"(?<=a)b",
	"(?=.*a)(?=.*b).*",
	"[",
	"(?<n>a)\\k<n>",
	"\\p{L}+",
	"^[\\u0000-\\uffff]{0,60}$",
	`${"(a|b)".repeat(30)}`,
	"a".repeat(5_000),
	"(".repeat(2_000) + ")".repeat(2_000),
];

const NUMBERS = [0, 1, -1, 0.1, 1e308, -1e308, 5e-324, 2 ** 53, 1e21, 3, 100];
const TYPES = ["string", "number", "integer", "object", "array", "boolean", "null", "strin", "", 7];

/** A schema, seldom a good one. */
export function schemaOf(random: Random, depth = 3): unknown {
	if (random.chance(0.06))
		return random.pick(random.wild ? [true, false, null, 1, "x", [], {}] : [true, false, {}]);
	const schema: { [keyword: string]: unknown } = {};
	for (let count = 1 + random.below(4); count > 0; count--) {
		const [keyword, value] = keywordOf(random, depth);
		schema[keyword] = value;
	}
	if (depth === 3 && random.chance(0.02)) Object.assign(schema, wide(random));
	if (depth === 3 && random.chance(0.2))
		schema.$schema = random.pick(random.wild ? SCHEMAS : SCHEMAS.slice(0, 3));
	return schema;
}

/** A schema with a keyword of many members. */
function wide(random: Random): object {
	const [keyword, make] = random.pick(Object.entries(WIDE));
	return make(numbered(random.pick(["a", "b"]), COUNTS[keyword] ?? 1_000));
}

/** Where each member makes more work than elsewhere. */
const COUNTS: { readonly [keyword: string]: number } = {
	"anyOf of const": 300,
	"oneOf of const": 300,
	patternProperties: 100,
};

const SCHEMAS = [
	"https://json-schema.org/draft/2020-12/schema",
	"https://json-schema.org/draft/2019-09/schema",
	"http://json-schema.org/draft-07/schema#",
	"http://json-schema.org/draft-04/schema#",
	"https://example.com/own",
	"\u001b[31m",
	7,
];

function keywordOf(random: Random, depth: number): readonly [string, unknown] {
	const deeper = () => (depth > 0 ? schemaOf(random, depth - 1) : random.pick([true, false, {}]));
	const named = () =>
		Object.fromEntries(random.some(["a", "b", ...HOSTILE], 3).map((name) => [name, deeper()]));
	const sizes = random.wild ? NUMBERS : [0, 1, 2, 3, 5, 100];
	const types = random.wild ? TYPES : TYPES.slice(0, 7);
	const keywords: readonly (() => readonly [string, unknown])[] = [
		() => ["type", random.chance(0.8) || !random.wild ? random.pick(types) : random.some(types, 3)],
		() => [
			"enum",
			random.chance(0.05) ? Array.from({ length: 20_000 }, (_, at) => `v${at}`) : values(random),
		],
		() => ["const", jsonOf(random)],
		() => [
			random.pick(["minimum", "maximum", "exclusiveMaximum", "multipleOf"]),
			random.pick(random.wild ? NUMBERS : [1, 2, 3, 0.5, 100]),
		],
		() => [random.pick(["minLength", "maxLength", "minItems", "maxProperties"]), random.pick(sizes)],
		() => ["pattern", random.pick(random.wild ? PATTERNS : PATTERNS.filter((one) => one !== "["))],
		() => ["format", random.pick(["email", "date-time", "uri", "regex", ...HOSTILE])],
		() => ["required", [...new Set(random.some(["a", "b", ...HOSTILE], 3))]],
		() => ["properties", named()],
		() => [
			"patternProperties",
			{ [random.pick(random.wild ? PATTERNS : PATTERNS.filter((one) => one !== "["))]: deeper() },
		],
		() => [
			random.pick(["additionalProperties", "items", "not", "unevaluatedProperties", "contains"]),
			deeper(),
		],
		() => [random.pick(["allOf", "anyOf", "oneOf", "prefixItems"]), [deeper(), deeper()]],
		() => [
			"$ref",
			random.pick(
				random.wild
					? ["#", "#/$defs/a", "#/properties/a", "b.json", "../../../etc/passwd", "http://x/y", "::error::"]
					: ["#"],
			),
		],
		() => [random.pick(["$defs", "definitions", "dependentSchemas"]), named()],
		() => [
			random.pick(
				random.wild ? ["title", "description", "$id", "$anchor"] : ["title", "description", "$comment"],
			),
			random.pick(HOSTILE),
		],
		() => ["examples", values(random)],
		() => [
			random.pick(random.wild ? ["uniqueItems", "nullable", "x-own", "discriminator"] : ["uniqueItems"]),
			random.pick(random.wild ? [true, false, 1, {}] : [true]),
		],
	];
	return random.pick(keywords)();
}

/** Some JSON value. */
export function jsonOf(random: Random, depth = 3): unknown {
	const kind = random.below(depth > 0 ? 8 : 5);
	if (kind === 0) return null;
	if (kind === 1) return random.chance(0.5);
	if (kind === 2) return random.pick(NUMBERS);
	if (kind < 5) return random.pick(HOSTILE);
	if (kind === 5) return Array.from({ length: random.below(4) }, () => jsonOf(random, depth - 1));
	return Object.fromEntries(
		random.some(["object", "id", "a", ...HOSTILE], 4).map((name) => [name, jsonOf(random, depth - 1)]),
	);
}

const values = (random: Random) => Array.from({ length: random.below(4) }, () => jsonOf(random, 1));

/** The text of a JSON document, sometimes spoilt. */
export function textOf(random: Random, value: unknown): string {
	const text = JSON.stringify(value) ?? "null";
	const spoil = random.wild ? random.below(14) : 14;
	if (spoil === 0) return text.slice(0, random.below(text.length + 1));
	if (spoil === 1) return `\ufeff${text}`;
	if (spoil === 2) return text.replace('"', "\u001b");
	if (spoil === 3) return "[".repeat(20_000) + text;
	if (spoil === 4) return `${text}${text}`;
	if (spoil === 5) return text.replace("{", '{"__proto__":1,"__proto__":2,');
	return text;
}
