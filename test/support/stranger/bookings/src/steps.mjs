import { lineage } from "upshape";
import { bookingV1, bookingV2, bookingV3 } from "./generated/index.js";

// Steps as somebody writes them who has read about them once: `referrer` and a taxi's `from` are forgotten, parts of a
// cent and the spaces of a name are lost, and the account is hardly used. They stay as they are: what is made of them
// is judged.

const v1ToV2 = {
	upgrade({ guest, referrer, ...rest }, account) {
		account.derived("/last_name");
		const cut = guest.trim().lastIndexOf(" ");
		return {
			...rest,
			first_name: guest.trim().slice(0, Math.max(0, cut)),
			last_name: guest.trim().slice(cut + 1),
		};
	},
	downgrade({ first_name, last_name, ...rest }) {
		return { ...rest, guest: `${first_name} ${last_name}`.trim() || "?" };
	},
};

const cents = (price) => Math.min(Math.round(price * 100), Number.MAX_SAFE_INTEGER);

const v2ToV3 = {
	upgrade: ({ first_name, last_name, price, extras, ...rest }) => ({
		...rest,
		guest: { first: first_name, last: last_name },
		cents: cents(price),
		extras: extras.map((extra) => ({ type: extra.kind, cents: cents(extra.price) })),
	}),
	downgrade: ({ guest, cents, extras, ...rest }) => ({
		...rest,
		first_name: guest.first,
		last_name: guest.last,
		price: cents / 100,
		extras: extras.map((extra) => ({ kind: extra.type, price: extra.cents / 100 })),
	}),
};

export const bookings = lineage("hotel/booking")
	.version("v1", bookingV1)
	.version("v2", bookingV2, v1ToV2)
	.version("v3", bookingV3, v2ToV3);
export { bookings as lineage };
