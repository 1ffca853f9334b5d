import { codec, mapping, renamed, scaled } from "../../../src/index.js";
import type { Money, OrderV1, OrderV2, OrderV3, OrderV4 } from "./types.js";

/** Names apart: the last word is the last name. */
export const v1ToV2 = mapping<OrderV1, OrderV2>(({ from, split }) => ({
	placed_at: from("/placed"),
	...split(
		"/customer_name",
		(name) => ({
			first_name: name.slice(0, Math.max(0, name.lastIndexOf(" "))),
			last_name: name.slice(name.lastIndexOf(" ") + 1) || name,
		}),
		({ first_name, last_name }) => (first_name === "" ? last_name : `${first_name} ${last_name}`),
	),
}));

const cents = scaled(100, { decimals: 0, round: "half-up" });
const euros = codec<number, Money>(
	(amount) => ({ cents: cents.upgrade(amount), currency: "EUR" }),
	(money) => cents.downgrade(money.cents),
);

/** Money in cents, and lines by type. */
export const v2ToV3 = mapping<OrderV2, OrderV3>(({ each, from }) => ({
	total: from("/total", euros),
	status: from("/status", renamed({ sent: "shipped" })),
	items: each("/items", (item) =>
		item.oneOf("kind", {
			product: (p) => ({
				type: p.constant("product"),
				quantity: p.from("/qty"),
				unit_price: p.from("/price", euros),
			}),
			shipping: (s) => ({ type: s.constant("shipping"), price: s.from("/price", euros) }),
			voucher: (v) => ({ type: v.constant("discount"), amount: v.from("/value", euros) }),
		}),
	),
}));

/** The address in an object of its own, and where the order was placed. */
export const v3ToV4 = mapping<OrderV3, OrderV4>(({ constant, from, object }) => ({
	channel: constant("web"),
	shipping: object({
		address: object({
			street: from("/ship_street"),
			city: from("/ship_city"),
			zip: from("/ship_zip"),
			country: from("/ship_country"),
		}),
	}),
}));
