import { mapping, type SchemaObject, type Step, scaled, type Version } from "../../src/index.js";

/** Two versions, and the mapping between them. */
export interface Ends {
	readonly name: string;
	readonly older: Version<unknown>;
	readonly newer: Version<unknown>;
	readonly step: Step<never, unknown>;
}

const text = { type: "string" };
const number = { type: "number" };
const id = { enum: ["a", "b", "c", "d"] };

interface Line {
	readonly id: string;
	readonly n: number;
	readonly note?: string;
}

interface Older {
	readonly id: string;
	readonly total: number;
	readonly lines: readonly Line[];
	readonly tags: readonly string[];
	readonly meta: { readonly author: string | null; readonly at: number } | null;
	readonly old?: string;
}

interface Newer {
	readonly id: string;
	readonly cents: number;
	readonly currency: "EUR";
	readonly items: readonly { readonly id: string; readonly quantity: number; readonly note?: string }[];
	readonly tags: readonly string[];
	readonly author: string | null;
	readonly fresh?: string;
}

type Product = {
	readonly id: string;
	readonly kind: "product";
	readonly price: number;
	readonly size?: number;
};
type Gift = { readonly id: string; readonly kind: "gift"; readonly text: string };

interface OldBasket {
	readonly entries: readonly (Product | Gift)[];
	readonly first: string;
}

interface NewBasket {
	readonly entries: readonly (
		| { readonly id: string; readonly kind: "product"; readonly cents: number }
		| { readonly id: string; readonly kind: "gift"; readonly words: string }
	)[];
	readonly first: string;
}

const order = mapping<Older, Newer>((t) => ({
	cents: t.from("/total", scaled(100, { decimals: 0 })),
	currency: t.constant("EUR"),
	items: t.each("/lines", (line) => ({ quantity: line.from("/n", scaled(10, { decimals: 0 })) })),
	author: t.from("/meta/author"),
	fresh: t.absent(),
	...t.lost({ "/meta/at": 7 }),
}));

const basket = mapping<OldBasket, NewBasket>((t) => ({
	entries: t.each("/entries", (entry) =>
		entry.oneOf("kind", {
			product: (one) => ({
				kind: one.constant("product"),
				cents: one.from("/price", scaled(100, { decimals: 0 })),
			}),
			gift: (one) => ({ kind: one.constant("gift"), words: one.from("/text") }),
		}),
	),
}));

/** The same rules between closed and open schemas, with elements that are told apart by id, by chance, or not at all. */
export const CASES: readonly Ends[] = [false, true].flatMap((isOpen) => {
	const line = (first: object) => object({ id: first, n: number, "note?": text }, isOpen);
	const item = (first: object) => object({ id: first, quantity: number, "note?": text }, isOpen);
	const kind = isOpen ? "open" : "closed";
	const orders = [id, text, { type: ["string", "integer"] }, { type: ["string", "null"] }].map((first, i) => {
		const meta = object({ author: { type: ["string", "null"] }, at: number }, isOpen);
		const shared = { id: first, tags: { type: "array", items: text } };
		const older = object(
			{
				...shared,
				total: number,
				lines: { type: "array", items: line(first) },
				meta: { anyOf: [meta, { type: "null" }] },
				"old?": text,
			},
			isOpen,
		);
		const newer = object(
			{
				...shared,
				cents: number,
				currency: { const: "EUR" },
				items: { type: "array", items: item(first) },
				author: { type: ["string", "null"] },
				"fresh?": text,
			},
			isOpen,
		);
		return ends(`orders ${i}, ${kind}`, older, newer, order);
	});
	const product = object({ id, kind: { const: "product" }, price: number, "size?": number }, isOpen);
	const gift = object({ id, kind: { const: "gift" }, text }, isOpen);
	const newProduct = object({ id, kind: { const: "product" }, cents: number }, isOpen);
	const newGift = object({ id, kind: { const: "gift" }, words: text }, isOpen);
	const entries = (some: readonly object[]) => ({ type: "array", items: { oneOf: some } });
	const older = object({ entries: entries([product, gift]), first: text }, isOpen);
	const newer = object({ entries: entries([newProduct, newGift]), first: text }, isOpen);
	return [...orders, ends(`baskets, ${kind}`, older, newer, basket)];
});

/** An object's schema; members of a name that ends in "?" are optional. */
function object(members: Record<string, object>, isOpen: boolean): SchemaObject {
	const names = Object.keys(members);
	return {
		type: "object",
		properties: Object.fromEntries(names.map((name) => [name.replace("?", ""), members[name]])),
		required: names.filter((name) => !name.endsWith("?")),
		...(!isOpen && { additionalProperties: false }),
	};
}

function ends(name: string, older: SchemaObject, newer: SchemaObject, step: unknown): Ends {
	return { name, older: version(older), newer: version(newer), step: step as Ends["step"] };
}

function version(schema: SchemaObject): Version<unknown> {
	// What is no object differs in the steps already.
	return { schema, is: (value): value is unknown => typeof value === "object", explain: () => [] };
}
