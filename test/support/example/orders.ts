// A lineage as somebody else would write it: from the public index and the generated code alone.
import { lineage, type Step } from "../../../src/index.js";
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
	upgrade(order, account) {
		account.derived("/version");
		account.derived("/source");
		account.moved("/customer", "/customer/name");
		account.unitChanged("/total", ["EUR", "cent"], "/cents");
		if (order.note !== undefined) account.dropped("/note");
		const elements = account.items("/items");
		return {
			version: 2,
			id: order.id,
			source: "web",
			customer: { name: order.customer },
			cents: order.total * 100,
			items: order.items.map(({ sku, qty }, i) => {
				elements.at(i).moved("/qty", "/quantity");
				return { sku, quantity: qty };
			}),
		};
	},

	downgrade(order, account) {
		if (order.customer === null) account.dropped("/customer");
		else account.moved("/customer/name", "/customer");
		account.dropped("/source");
		account.unitChanged("/cents", ["cent", "EUR"], "/total");
		const elements = account.items("/items");
		return {
			id: order.id,
			customer: order.customer?.name ?? "",
			total: Math.trunc(order.cents / 100),
			items: order.items.map(({ sku, quantity }, i) => {
				elements.at(i).moved("/quantity", "/qty");
				return { sku, qty: quantity };
			}),
		};
	},
};

const tillToV2: Step<OrderTill, OrderV2> = {
	upgrade(order, account) {
		account.derived("/version");
		account.derived("/source");
		account.moved("/receipt", "/id");
		return {
			version: 2,
			id: order.receipt,
			source: "till",
			customer: null,
			cents: order.cents,
			items: order.lines.map((sku, i) => {
				account.moved(`/lines/${i}`, `/items/${i}/sku`);
				return { sku, quantity: 1 };
			}),
		};
	},

	downgrade(order, account) {
		account.moved("/id", "/receipt");
		account.dropped("/source");
		if (order.customer !== null) account.dropped("/customer");
		const elements = account.items("/items");
		for (const i of order.items.keys()) elements.at(i).dropped("/quantity");
		return { receipt: order.id, cents: order.cents, lines: order.items.map(({ sku }) => sku) };
	},
};

const v2ToV3: Step<OrderV2, OrderV3> = {
	upgrade({ version, cents, ...rest }, account) {
		account.derived("/version");
		account.moved("/cents", "/total/amount");
		account.defaulted("/total/currency");
		account.defaulted("/tags");
		return { ...rest, version: 3, total: { amount: cents, currency: "EUR" }, tags: [] };
	},

	downgrade({ version, total, tags, ...rest }, account) {
		account.derived("/version");
		account.moved("/total/amount", "/cents");
		account.dropped("/total/currency");
		account.dropped("/tags");
		return { ...rest, version: 2, cents: total.amount };
	},
};

/** Orders: those of the web shop and those of the till became one in v2. */
export const orders = lineage("shop/order")
	.version("web", orderWeb)
	.version("v2", orderV2, webToV2)
	.branch("till", orderTill, tillToV2)
	.version("v3", orderV3, v2ToV3);
