import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Mistake {
	readonly about: string;
	readonly older: string;
	readonly newer: string;
	readonly rules: string;
	/** What the message, or the line that it is about, has to name. */
	readonly names: string;
}

const status = (words: string) => `{ readonly status: ${words} }`;
const items =
	"{ readonly kind: 'product'; readonly n: number } | { readonly kind: 'voucher'; readonly v: number }";
const lines =
	"{ readonly type: 'product'; readonly n: number } | { readonly type: 'discount'; readonly v: number }";
const method = "{ readonly card: string } | { readonly iban: string }";

const MISTAKES: readonly Mistake[] = [
	{
		about: "a required member without a rule",
		older: "{ readonly a: number }",
		newer: "{ readonly a: number; readonly total: number }",
		rules: "() => ({})",
		names: "total",
	},
	{
		about: "the same in an open object",
		older: "{ readonly a: number; readonly [k: string]: unknown }",
		newer: "{ readonly total: number; readonly [k: string]: unknown }",
		rules: "() => ({})",
		names: "total",
	},
	{
		about: "the same in an element",
		older: "{ readonly l: readonly { readonly a: number }[] }",
		newer: "{ readonly l: readonly { readonly total: number }[] }",
		rules: '({ each }) => ({ l: each("/l", () => ({})) })',
		names: "total",
	},
	{
		about: "a wrong pointer",
		older: "{ readonly total: number }",
		newer: "{ readonly cents: number }",
		rules: '({ from }) => ({ cents: from("/totl") })',
		names: "/totl",
	},
	{
		about: "a value of another type",
		older: "{ readonly total: string }",
		newer: "{ readonly cents: number }",
		rules: '({ from }) => ({ cents: from("/total") })',
		names: "cents",
	},
	{
		about: "an optional value for a required member",
		older: "{ readonly total?: number }",
		newer: "{ readonly cents: number }",
		rules: '({ from }) => ({ cents: from("/total") })',
		names: "cents",
	},
	{
		about: "a null that has no place",
		older: "{ readonly a: { readonly x: number } | null }",
		newer: "{ readonly b: { readonly y: number } }",
		rules: '({ within }) => ({ b: within("/a", ({ from }) => ({ y: from("/x") })) })',
		names: '"b"',
	},
	{
		about: "a missing variant",
		older: `{ readonly items: readonly (${items})[] }`,
		newer: `{ readonly items: readonly (${lines})[] }`,
		rules:
			'({ each }) => ({ items: each("/items", (i) => i.oneOf("kind", { product: (p) => ({ type: p.constant("product") }) })) })',
		names: "voucher",
	},
	{
		about: "a missing variant without a tag",
		older: `{ readonly by: ${method} }`,
		newer: "{ readonly by: { readonly pan: string } | { readonly iban: string } }",
		rules:
			'({ within }) => ({ by: within("/by", (b) => b.oneOf(["card"], { card: (c) => ({ pan: c.from("/card") }) })) })',
		names: "a case for the variant that has none of these members",
	},
	{
		about: "a rule for no member",
		older: "{ readonly a: number; readonly note?: string }",
		newer: "{ readonly a: number; readonly remark?: string }",
		rules: '({ from }) => ({ rmark: from("/note") })',
		names: "rmark",
	},
	{
		about: "a constant for no member",
		older: "{ readonly a: number }",
		newer: "{ readonly a: number; readonly remark?: string }",
		rules: '({ constant }) => ({ rmark: constant("x") })',
		names: "rmark",
	},
	{
		about: "a function for no member",
		older: "{ readonly a: number }",
		newer: "{ readonly a: number; readonly remark?: string }",
		rules: "({ derive }) => ({ rmark: derive(({ a }) => String(a)) })",
		names: "rmark",
	},
	{
		about: "a rule for no member of an element",
		older: "{ readonly l: readonly { readonly note?: string }[] }",
		newer: "{ readonly l: readonly { readonly remark?: string }[] }",
		rules: '({ each }) => ({ l: each("/l", ({ from }) => ({ rmark: from("/note") })) })',
		names: "rmark",
	},
	{
		about: "a rule for no member of a new object",
		older: "{ readonly a: string }",
		newer: "{ readonly o?: { readonly x: string; readonly y?: string } }",
		rules: '({ from, object }) => ({ o: object({ x: from("/a"), yy: from("/a") }) })',
		names: "yy",
	},
	{
		about: "a rule for no member in a function of several mappings",
		older: "{ readonly a: number; readonly note?: string }",
		newer: "{ readonly a: number; readonly remark?: string }",
		rules: '({ from, to }) => to<{ readonly a: number; readonly remark?: string }>({ rmark: from("/note") })',
		names: "rmark",
	},
	{
		about: "an enumeration that has more words",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'sent' | 'pending'"),
		rules: "() => ({})",
		names: "status",
	},
	{
		about: "the same, taken as it is",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'sent' | 'pending'"),
		rules: '({ from }) => ({ status: from("/status") })',
		names: "pending",
	},
	{
		about: "a word without a stand-in",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'sent' | 'pending'"),
		rules: '({ from }) => ({ status: from("/status", narrowed({})) })',
		names: "pending",
	},
	{
		about: "a stand-in that is no word",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'sent' | 'pending'"),
		rules: '({ from }) => ({ status: from("/status", narrowed({ pending: "nw" })) })',
		names: "nw",
	},
	{
		about: "a word without a new name",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'shipped'"),
		rules: '({ from }) => ({ status: from("/status", renamed({})) })',
		names: "sent",
	},
	{
		about: "a new name that is no word",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'shipped'"),
		rules: '({ from }) => ({ status: from("/status", renamed({ sent: "shiped" })) })',
		names: "shiped",
	},
	{
		about: "a word that none becomes",
		older: status("'new' | 'sent'"),
		newer: status("'new' | 'shipped' | 'lost'"),
		rules: '({ from }) => ({ status: from("/status", renamed({ sent: "shipped" })) })',
		names: "no word becomes lost",
	},
	{
		about: "a codec that takes less than what stands there",
		older: "{ readonly x: 'a' | 'b' }",
		newer: "{ readonly y: number }",
		rules: '({ from }) => ({ y: from("/x", codec((x: "a") => x.length, (): "a" => "a")) })',
		names: '"b"',
	},
	{
		about: "a codec that gives back what can't stand there",
		older: "{ readonly x: 'a' | 'b' }",
		newer: "{ readonly y: number }",
		rules: '({ from }) => ({ y: from("/x", codec((x: string) => x.length, (y: number) => String(y))) })',
		names: "string",
	},
	{
		about: "a lost value of no member",
		older: "{ readonly id: string; readonly hash: string }",
		newer: "{ readonly id: string }",
		rules: '({ lost }) => ({ ...lost({ "/hsh": "" }) })',
		names: "/hsh",
	},
];

/** Each mistake on one line, so that a compiler's lines are those of the list. */
const program = [
	`import { codec, mapping, narrowed, renamed } from ${JSON.stringify(join(root, "src/index.js"))};`,
	...MISTAKES.map(
		({ older, newer, rules }, i) => `export const m${i} = mapping<${older}, ${newer}>(${rules});`,
	),
].join("\n");

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(root, "node_modules/.messages-"));
	symlinkSync(join(root, "tsconfig.json"), join(folder, "base.json"));
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	writeFileSync(join(folder, "mistakes.ts"), program);
	const config = {
		extends: join(root, "tsconfig.json"),
		compilerOptions: { types: [] },
		include: ["mistakes.ts"],
	};
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(["typescript-5.9", "typescript", "typescript-7"])("%s", (compiler) => {
	test("tells every mistake in at most three lines, and names it", { timeout: 120_000 }, () => {
		const tsc = join(root, "node_modules", compiler, "bin/tsc");
		const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
			encoding: "utf8",
		});
		const messages = messagesOf(stdout);
		const told = MISTAKES.map(({ about, names }, i) => {
			const own = messages.get(i + 2) ?? [];
			const [first] = own;
			const isNamed = own.some(
				({ text, column }) => text.includes(names) || underlined(i + 1, column).startsWith(names),
			);
			return { about, isTold: first !== undefined, isShort: own.every(({ height }) => height <= 3), isNamed };
		});
		expect(told).toEqual(
			MISTAKES.map(({ about }) => ({ about, isTold: true, isShort: true, isNamed: true })),
		);
		expect([...messages.keys()].filter((line) => line < 2)).toEqual([]);
	});
});

function underlined(line: number, column: number): string {
	return program.split("\n")[line]?.slice(column - 1) ?? "";
}

interface Message {
	readonly text: string;
	readonly column: number;
	readonly height: number;
}

/** The compiler's messages about the mistakes, by line. */
function messagesOf(stdout: string): Map<number, Message[]> {
	const messages = new Map<number, Message[]>();
	for (const block of stdout.split(/\n(?=\S)/)) {
		const place = /mistakes\.ts\((\d+),(\d+)\): error/.exec(block);
		if (!place) continue;
		const [line, column] = [Number(place[1]), Number(place[2])];
		const height = block.trimEnd().split("\n").length;
		messages.set(line, [...(messages.get(line) ?? []), { text: block, column, height }]);
	}
	return messages;
}
