import { describe, expect, test } from "vitest";
import {
	type Account,
	codec,
	inverted,
	LineageError,
	lineage,
	type Mapping,
	type MappingRules,
	type MappingTools,
	mapping,
	narrowed,
	nullable,
	numberText,
	type SchemaObject,
	scaled,
	type Version,
} from "../../../src/index.js";

const number = { type: "number" };
const text = { type: "string" };
const nullableText = { type: ["string", "null"] };

/** A closed object's schema; members of a name that ends in "?" are optional. */
function object(members: Record<string, object>): SchemaObject {
	const names = Object.keys(members);
	return {
		type: "object",
		properties: Object.fromEntries(names.map((name) => [name.replace("?", ""), members[name]])),
		required: names.filter((name) => !name.endsWith("?")),
		additionalProperties: false,
	};
}

/** Both ways of a mapping between two versions; what comes out is not validated, nor is residue. */
function bound<A, B>(made: Mapping<A, B>, older: SchemaObject, newer: SchemaObject) {
	const version = <T>(schema: SchemaObject): Version<T> => ({
		schema,
		is: (value): value is T => typeof value === "object",
		explain: () => [],
	});
	const both = lineage("example").version("a", version<A>(older)).version("b", version<B>(newer), made);
	return {
		up: (value: A) => both.upgrade(value, { from: "a" }).value,
		down: (value: B) => both.downgrade(value, { to: "a" }).value,
		account: (value: A): Account => {
			const result = both.upgrade(value, { from: "a" });
			return result.issues ? [] : result.account;
		},
		issues: (value: A) => both.upgrade(value, { from: "a" }).issues,
	};
}

const kinds = (account: Account) =>
	account.map((entry) => [entry.kind, "from" in entry ? entry.from : "", "to" in entry ? entry.to : ""]);

function codeOf(make: () => unknown): string {
	try {
		make();
	} catch (error) {
		if (error instanceof LineageError) return `${error.code}: ${error.message}`;
		throw error;
	}
	return "nothing";
}

describe("members", () => {
	interface A {
		readonly id: string;
		readonly total: number;
		readonly customer: { readonly name: string; readonly age?: number } | null;
		readonly note?: string;
	}
	interface B {
		readonly currency: "EUR" | "USD";
		readonly cents: number;
		readonly id: string;
		readonly buyer: string | null;
		readonly remark?: string;
	}
	const older = object({
		id: text,
		total: number,
		customer: { ...object({ name: text, "age?": number }), type: ["object", "null"] },
		"note?": text,
	});
	const newer = object({
		currency: { enum: ["EUR", "USD"] },
		cents: number,
		id: text,
		buyer: nullableText,
		"remark?": text,
	});
	const both = bound(
		mapping<A, B>(({ constant, from }) => ({
			cents: from("/total", scaled(100, { decimals: 0, round: "half-up", units: ["EUR", "cent"] })),
			currency: constant("EUR"),
			buyer: from("/customer/name"),
			remark: from("/note"),
		})),
		older,
		newer,
	);
	const a: A = { note: "n", customer: { age: 3, name: "Ada" }, total: 1.005, id: "1" };

	test("come from where the rules say, namesakes by themselves, in documented order", () => {
		expect(JSON.stringify(both.up(a))).toBe(
			'{"currency":"EUR","cents":101,"id":"1","buyer":"Ada","remark":"n"}',
		);
	});

	test("go back, without what has no rule", () => {
		const b: B = { currency: "USD", cents: 101, id: "1", buyer: "Ada" };
		expect(JSON.stringify(both.down(b))).toBe('{"id":"1","total":1.01,"customer":{"name":"Ada"}}');
	});

	test("are null where what they were in was", () => {
		const b = both.up({ id: "1", total: 1, customer: null });
		expect(b).toEqual({ currency: "EUR", cents: 100, id: "1", buyer: null });
		expect(both.down(b as B)).toEqual({ id: "1", total: 1, customer: null });
	});

	test("are accounted for", () => {
		expect(kinds(both.account(a)).sort()).toEqual([
			["defaulted", "", "/currency"],
			["dropped", "/customer/age", ""],
			["moved", "/customer/name", "/buyer"],
			["moved", "/note", "/remark"],
			["unit-changed", "/total", "/cents"],
		]);
	});

	test("that no object has of its own are not there", () => {
		const odd = bound(
			mapping<{ readonly toString?: number }, { readonly valueOf?: number }>(({ from }) => ({
				valueOf: from("/toString"),
			})),
			object({ "toString?": number }),
			object({ "valueOf?": number }),
		);
		expect(odd.up(JSON.parse("{}"))).toEqual({});
	});

	test("may be called as prototypes are", () => {
		const odd = bound(
			mapping<{ readonly a: number }, { readonly __proto__: number }>(({ from }) => ({
				["__proto__"]: from("/a"),
			})),
			object({ a: number }),
			{ type: "object", properties: JSON.parse('{"__proto__":{"type":"number"}}'), required: ["__proto__"] },
		);
		expect(JSON.stringify(odd.up({ a: 1 }))).toBe('{"__proto__":1}');
	});
});

describe("what nothing changes", () => {
	interface A {
		readonly list: readonly { readonly status: "a" | "b"; readonly deep: { readonly x: number } }[];
	}
	interface B {
		readonly list: readonly { readonly status: "a" | "b" | "c"; readonly deep: { readonly x: number } }[];
	}
	const element = (words: readonly string[]) =>
		object({ deep: object({ x: number }), status: { enum: words } });
	const both = bound(
		mapping<A, B>(
			({ each }) => ({
				list: each("/list", ({ from }) => ({ status: from("/status", narrowed({ c: "a" })) })),
			}),
			{
				widens: true,
			},
		),
		object({ list: { type: "array", items: element(["a", "b"]) } }),
		object({ list: { type: "array", items: element(["a", "b", "c"]) } }),
	);

	test("is the same object, so that its text can stay", () => {
		const value: A = { list: [{ status: "a", deep: { x: 1 } }] };
		expect(both.up(value)).toBe(value);
		expect(both.down(value)).toBe(value);
	});

	test("is shared beside what changes", () => {
		const value: B = {
			list: [
				{ status: "a", deep: { x: 1 } },
				{ status: "c", deep: { x: 2 } },
			],
		};
		const down = both.down(value);
		expect(down).toEqual({
			list: [
				{ status: "a", deep: { x: 1 } },
				{ deep: { x: 2 }, status: "a" },
			],
		});
		expect(down?.list[0]).toBe(value.list[0]);
		expect(down?.list[1]?.deep).toBe(value.list[1]?.deep);
	});
});

describe("unions", () => {
	type A =
		| { readonly kind: "product"; readonly sku: string; readonly n: number }
		| { readonly kind: "voucher"; readonly code: string };
	type B =
		| { readonly type: "product"; readonly sku: string; readonly quantity: number }
		| { readonly type: "discount"; readonly code: string };
	const older = {
		oneOf: [
			object({ kind: { const: "product" }, sku: text, n: number }),
			object({ kind: { const: "voucher" }, code: text }),
		],
	};
	const newer = {
		oneOf: [
			object({ type: { const: "product" }, sku: text, quantity: number }),
			object({ type: { const: "discount" }, code: text }),
		],
	};
	const both = bound(
		mapping<A, B>((t) =>
			t.oneOf("kind", {
				product: (p) => ({ type: p.constant("product"), quantity: p.from("/n") }),
				voucher: (v) => ({ type: v.constant("discount") }),
			}),
		),
		older,
		newer,
	);

	test.each<[A, B]>([
		[
			{ kind: "product", sku: "s", n: 2 },
			{ type: "product", sku: "s", quantity: 2 },
		],
		[
			{ kind: "voucher", code: "c" },
			{ type: "discount", code: "c" },
		],
	])("by tag: %j", (a, b) => {
		expect(both.up(a)).toEqual(b);
		expect(both.down(b)).toEqual(a);
	});

	test("tell what became of the tag", () => {
		expect(kinds(both.account({ kind: "product", sku: "s", n: 2 }))).toContainEqual([
			"moved",
			"/kind",
			"/type",
		]);
		expect(kinds(both.account({ kind: "voucher", code: "c" }))).toContainEqual(["dropped", "/kind", ""]);
	});

	test("by presence", () => {
		type Card = { readonly card: string } | { readonly iban: string };
		type Pan = { readonly pan: string } | { readonly iban: string };
		const paid = bound(
			mapping<Card, Pan>((t) =>
				t.oneOf(["card", "iban"], { card: (c) => ({ pan: c.from("/card") }), iban: () => ({}) }),
			),
			{ anyOf: [object({ card: text }), object({ iban: text })] },
			{ anyOf: [object({ pan: text }), object({ iban: text })] },
		);
		expect(paid.up({ card: "4" })).toEqual({ pan: "4" });
		expect(paid.down({ pan: "4" })).toEqual({ card: "4" });
		expect(paid.down({ iban: "DE" })).toEqual({ iban: "DE" });
	});

	test("that have no such variant are refused", () => {
		expect(both.issues({ kind: "other" } as unknown as A)?.[0]).toMatchObject({ code: "refused" });
	});
});

describe("values of many places, and many of one", () => {
	test("join, split, object, derive, lost", () => {
		interface A {
			readonly full: string;
			readonly y: number;
			readonly m: number;
			readonly street: string;
			readonly hash: string;
		}
		interface B {
			readonly first: string;
			readonly last: string;
			readonly month: string;
			readonly address: { readonly at: { readonly street: string } };
			readonly size: number;
		}
		const both = bound(
			mapping<A, B>(({ derive, from, join, lost, object, split }) => ({
				...split(
					"/full",
					(name) => ({ first: name.split(" ")[0] ?? "", last: name.split(" ")[1] ?? "" }),
					({ first, last }) => `${first} ${last}`,
				),
				month: join(
					{ y: "/y", m: "/m" },
					({ y, m }) => `${y}-${m}`,
					(month) => ({ y: Number(month.slice(0, 4)), m: Number(month.slice(5)) }),
				),
				address: object({ at: object({ street: from("/street") }) }),
				size: derive(["/full", "/street"], ([full, street]) => full.length + street.length),
				...lost({ "/hash": "none" }),
			})),
			object({ full: text, y: number, m: number, street: text, hash: text }),
			object({
				first: text,
				last: text,
				month: text,
				address: object({ at: object({ street: text }) }),
				size: number,
			}),
		);
		const b: B = { first: "Ada", last: "L", month: "1843-7", address: { at: { street: "S" } }, size: 6 };
		expect(both.up({ full: "Ada L", y: 1843, m: 7, street: "S", hash: "h" })).toEqual(b);
		expect(both.down(b)).toEqual({ full: "Ada L", y: 1843, m: 7, street: "S", hash: "none" });
	});

	test("a join in place says what the way back leaves out, and nothing of what stays", () => {
		interface A {
			readonly id?: string;
			readonly older?: string;
		}
		interface B {
			readonly id: string;
		}
		const version = <T>(schema: SchemaObject): Version<T> => ({
			schema,
			is: (value): value is T => typeof value === "object",
			explain: () => [],
		});
		const joined = mapping<A, B>(
			({ join }) => ({
				id: join(
					{ id: "/id", older: "/older" },
					({ id, older }) => id ?? older ?? "",
					(id) => (id === "kept" ? { id, older: undefined } : { id: undefined, older: id }),
				),
			}),
			{ isChecked: true },
		);
		const both = lineage("example")
			.version("a", version<A>(object({ "id?": text, "older?": text })))
			.version("b", version<B>(object({ id: text })), joined);
		const down = (value: B) => {
			const result = both.downgrade(value, { to: "a" });
			return result.issues ? [] : kinds(result.account);
		};
		for (const id of ["", "x"]) {
			expect(down({ id })).toEqual([
				["derived", "", "/older"],
				["dropped", "/id", ""],
			]);
		}
		expect(down({ id: "kept" })).toEqual([]);
	});

	test("the record around is the second argument of derive", () => {
		interface A {
			readonly id: string;
			readonly l: readonly { readonly n: number }[];
		}
		interface B {
			readonly id: string;
			readonly l: readonly { readonly n: number; readonly of: string }[];
		}
		const both = bound(
			mapping<A, B>(({ each }) => ({ l: each("/l", (t) => ({ of: t.derive((_, a) => a.id) })) })),
			object({ id: text, l: { type: "array", items: object({ n: number }) } }),
			object({ id: text, l: { type: "array", items: object({ n: number, of: text }) } }),
		);
		expect(both.up({ id: "x", l: [{ n: 1 }] })).toEqual({ id: "x", l: [{ n: 1, of: "x" }] });
	});

	test("a level may lead back to itself", () => {
		interface A {
			readonly v: number;
			readonly kids: readonly A[];
		}
		interface B {
			readonly w: number;
			readonly kids: readonly B[];
		}
		const level = (t: MappingTools<A>): MappingRules<A, B> => ({
			w: t.from("/v"),
			kids: t.each("/kids", level),
		});
		const tree = (name: string) => object({ [name]: number, kids: { type: "array", items: { $ref: "#" } } });
		const made = mapping<A, B>(level);
		const both = bound(made, tree("v"), tree("w"));
		const a: A = { v: 1, kids: [{ v: 2, kids: [{ v: 3, kids: [] }] }] };
		const b: B = { w: 1, kids: [{ w: 2, kids: [{ w: 3, kids: [] }] }] };
		expect(both.up(a)).toEqual(b);
		expect(both.down(b)).toEqual(a);
		expect(made.toJSON()).toEqual({
			rules: { w: { from: "/v" }, kids: { each: "/kids", level: { again: "" } } },
		});
	});
});

describe("open objects", () => {
	const open = (members: Record<string, object>) => ({ ...object(members), additionalProperties: true });
	interface A {
		readonly n: number;
		readonly [name: string]: unknown;
	}
	interface B {
		readonly m: number;
		readonly [name: string]: unknown;
	}
	const made = mapping<A, B>(({ from }) => ({ m: from("/n") }));

	test("keep what nobody declares, both ways", () => {
		const both = bound(made, open({ n: number }), open({ m: number }));
		expect(both.up({ x: [1], n: 1 })).toEqual({ m: 1, x: [1] });
		expect(both.down({ x: [1], m: 1 })).toEqual({ n: 1, x: [1] });
	});

	test("don't bring into a member what was no such member", () => {
		const both = bound(made, open({ n: number }), open({ m: number }));
		expect(both.up({ n: 1, m: "not a number" })).toEqual({ m: 1 });
	});
});

describe("refused when it is made", () => {
	const two = object({ a: number, "b?": object({ c: number, d: number }) });

	test("two rules on one place", () => {
		const make = () =>
			mapping<{ readonly a: number }, { readonly x: number; readonly y: number }>(({ from }) => ({
				x: from("/a"),
				y: from("/a"),
			}));
		expect(codeOf(make)).toBe(
			"mapping-overlap: /a is taken by two rules, x and y: take it once, and derive the other",
		);
	});

	test("a whole and its part, also from a new object", () => {
		interface A {
			readonly b: { readonly c: number };
		}
		const make = () =>
			mapping<A, { readonly x: { readonly c: number }; readonly o: { readonly y: number } }>(
				({ from, object }) => ({
					x: from("/b"),
					o: object({ y: from("/b/c") }),
				}),
			);
		expect(codeOf(make)).toMatch(/^mapping-overlap: \/b and \/b\/c in it are taken by two rules, x and y/);
	});

	test("in a lineage: what the older version requires and no rule takes", () => {
		const made = mapping<{ readonly a: number; readonly h: string }, { readonly a: number }>(() => ({}));
		expect(codeOf(() => bound(made, object({ a: number, h: text }), object({ a: number })))).toMatch(
			/^mapping-lost: .*\/h/,
		);
		const deep = mapping<{ readonly b: { readonly c: number; readonly d: number } }, { readonly x: number }>(
			({ from }) => ({
				x: from("/b/c"),
			}),
		);
		const older = object({ b: object({ c: number, d: number }) });
		expect(codeOf(() => bound(deep, older, object({ x: number })))).toMatch(/^mapping-lost: .*\/b\/d/);
	});

	test("in a lineage: a member that the newer version doesn't declare", () => {
		const made = mapping<{ readonly a: number }, { readonly x: number }>(({ from }) => ({ x: from("/a") }));
		expect(codeOf(() => bound(made, two, object({ y: number })))).toMatch(
			/^mapping-mismatch: a rule makes \/x/,
		);
	});

	test("in a lineage: a namesake whose source another rule takes", () => {
		const made = mapping<{ readonly a: number }, { readonly a: number; readonly x: number }>(({ from }) => ({
			x: from("/a"),
		}));
		expect(codeOf(() => bound(made, object({ a: number }), object({ a: number, x: number })))).toMatch(
			/^mapping-mismatch: \/a /,
		);
	});

	test("outside of a lineage it doesn't run", () => {
		const made = mapping<{ readonly a: number }, { readonly a: number }>(() => ({}));
		expect(codeOf(() => made.upgrade({ a: 1 }, {} as never))).toMatch(/^mapping-unbound/);
	});
});

describe("a loss that is meant", () => {
	test("is a place of the step, wherever its codec is", () => {
		const whole = codec((n: number) => n, Math.floor, { lossy: true });
		const item = object({ price: number });
		const older = object({ at: number, lines: { type: "array", items: item }, to: object({ n: number }) });
		type Older = { at: number; lines: { price: number }[]; to: { n: number } };
		const step = mapping<Older, Older>(({ from, each, within }) => ({
			at: from("/at", nullable(whole) as typeof whole),
			lines: each("/lines", (line) => line.to<{ price: number }>({ price: line.from("/price", whole) })),
			to: within("/to", (to) => to.to<{ n: number }>({ n: to.from("/n", inverted(whole)) })),
		})).bind(older, older);
		expect(step.lossy).toEqual(["/at", "/lines/*/price", "/to/n"]);
	});
});

describe("what a codec can't convert", () => {
	test("is refused with its place", () => {
		interface A {
			readonly l: readonly { readonly n: string | null }[];
		}
		interface B {
			readonly l: readonly { readonly n: number | null }[];
		}
		const both = bound(
			mapping<A, B>(({ each }) => ({
				l: each("/l", ({ from }) => ({ n: from("/n", nullable(numberText)) })),
			})),
			object({ l: { type: "array", items: object({ n: nullableText }) } }),
			object({ l: { type: "array", items: object({ n: { type: ["number", "null"] } }) } }),
		);
		expect(both.up({ l: [{ n: "1.50" }, { n: null }] })).toEqual({ l: [{ n: 1.5 }, { n: null }] });
		expect(both.issues({ l: [{ n: "1" }, { n: "secret" }] })).toMatchObject([
			{
				code: "refused",
				instanceLocation: "/l/1/n",
				message: expect.stringMatching(/^is not the text of a number \(/),
			},
		]);
	});
});
