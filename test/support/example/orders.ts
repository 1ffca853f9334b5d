// A lineage as somebody else would write it: from the public index and the generated code alone.
import { lineage, type Place, type Step } from "../../../src/index.js";
import {
	type OrderTill,
	type OrderV2,
	type OrderV3,
	type OrderWeb,
	orderTill,
	orderV2,
	orderV3,
	orderWeb,
} from "./generated/index.js";

const webToV2: Step<OrderWeb, OrderV2> = {
	upgrade(order, hop) {
		hop.derived("/version");
		hop.moved("/customer", "/customer/name");
		if (order.note !== undefined) hop.dropped("/note", order.note);
		const skus = order.items.map(({ sku }) => sku);
		const places = hop.items("/items", skus);
		return {
			version: 2,
			id: order.id,
			source: recalledSource(hop) ?? orDerived("web", "/source", hop),
			customer: hop.recall("/customer", order.customer) === null ? null : { name: order.customer },
			cents: toCents(order.total, hop),
			items: order.items.map(({ sku, qty }, i) => {
				places.at(i).moved("/qty", "/quantity");
				return { sku, quantity: qty };
			}),
		};
	},

	downgrade(order, hop) {
		const name = order.customer?.name ?? "";
		if (order.customer === null) hop.dropped("/customer", null, name);
		else hop.moved("/customer/name", "/customer");
		hop.dropped("/source", order.source);
		const places = hop.items(
			"/items",
			order.items.map(({ sku }) => sku),
		);
		const note = hop.recall("/note");
		return {
			id: order.id,
			customer: name,
			total: toEuros(order.cents, hop),
			...(typeof note === "string" ? { note } : {}),
			items: order.items.map(({ sku, quantity }, i) => {
				places.at(i).moved("/quantity", "/qty");
				return { sku, qty: quantity };
			}),
		};
	},
};

const tillToV2: Step<OrderTill, OrderV2> = {
	upgrade(order, hop) {
		hop.derived("/version");
		hop.moved("/receipt", "/id");
		const places = hop.items("/items", order.lines);
		return {
			version: 2,
			id: order.receipt,
			source: recalledSource(hop) ?? orDerived("till", "/source", hop),
			// What the residue holds is validated with the whole order at the end.
			customer: (hop.recall("/customer") as OrderV2["customer"] | undefined) ?? null,
			cents: order.cents,
			items: order.lines.map((sku, i) => {
				hop.moved(`/lines/${i}`, `/items/${i}/sku`);
				const quantity = places.at(i).recall("/quantity", sku);
				return { sku, quantity: typeof quantity === "number" ? quantity : 1 };
			}),
		};
	},

	downgrade(order, hop) {
		hop.moved("/id", "/receipt");
		hop.dropped("/source", order.source);
		if (order.customer !== null) hop.dropped("/customer", order.customer);
		const lines = order.items.map(({ sku }) => sku);
		const places = hop.items("/items", lines);
		for (const [i, { sku, quantity }] of order.items.entries())
			places.at(i).dropped("/quantity", quantity, sku);
		return { receipt: order.id, cents: order.cents, lines };
	},
};

const v2ToV3: Step<OrderV2, OrderV3> = {
	upgrade(order, hop) {
		hop.derived("/version");
		hop.moved("/cents", "/total/amount");
		hop.defaulted("/total/currency");
		hop.defaulted("/tags");
		const { version, cents, ...rest } = order;
		return {
			...rest,
			version: 3,
			total: { amount: cents, currency: hop.recall("/total/currency") === "CHF" ? "CHF" : "EUR" },
			// What the residue holds is validated with the whole order at the end.
			tags: (hop.recall("/tags") as OrderV3["tags"] | undefined) ?? [],
		};
	},

	downgrade(order, hop) {
		hop.derived("/version");
		hop.moved("/total/amount", "/cents");
		hop.dropped("/total/currency", order.total.currency);
		hop.dropped("/tags", order.tags);
		const { version, total, tags, ...rest } = order;
		return { ...rest, version: 2, cents: total.amount };
	},
};

function toCents(euros: number, hop: Place): number {
	const kept = hop.recall("/cents", euros);
	hop.unitChanged("/total", ["EUR", "cent"], "/cents");
	if (typeof kept === "number") return kept;
	const cents = euros * 100;
	// Beyond 2^53 the way back would be off.
	if (Math.trunc(cents / 100) !== euros) hop.keep("/total", euros, cents);
	return cents;
}

function toEuros(cents: number, hop: Place): number {
	const kept = hop.recall("/total", cents);
	if (typeof kept === "number") return kept;
	const euros = Math.trunc(cents / 100);
	hop.unitChanged("/cents", ["cent", "EUR"], "/total");
	if (euros * 100 !== cents) hop.keep("/cents", cents, euros);
	return euros;
}

function recalledSource(hop: Place): OrderV2["source"] | undefined {
	const kept = hop.recall("/source");
	return kept === "web" || kept === "till" ? kept : undefined;
}

function orDerived<T>(value: T, at: string, hop: Place): T {
	hop.derived(at);
	return value;
}

/** Orders: those of the web shop and those of the till became one in v2. */
export const orders = lineage("shop/order")
	.version("web", orderWeb)
	.version("v2", orderV2, webToV2)
	.branch("till", orderTill, tillToV2)
	.version("v3", orderV3, v2ToV3);
