/** A shop's orders as its versions have them, as `upshape generate` would write them. */

export interface Money {
	readonly cents: number;
	readonly currency: "EUR" | "USD" | "GBP";
}

interface Common {
	readonly id: string;
	readonly note?: string | null;
}

interface Shipped {
	readonly ship_street: string;
	readonly ship_city: string;
	readonly ship_zip?: string | null;
	readonly ship_country: string;
	readonly legacy_ref?: string;
}

type Priced =
	| { readonly kind: "product"; readonly sku: string; readonly qty: number; readonly price: number }
	| { readonly kind: "shipping"; readonly price: number }
	| { readonly kind: "voucher"; readonly code: string; readonly value: number };

type Line =
	| { readonly type: "product"; readonly sku: string; readonly quantity: number; readonly unit_price: Money }
	| { readonly type: "shipping"; readonly price: Money }
	| { readonly type: "discount"; readonly code: string; readonly amount: Money };

interface Priceable extends Common {
	readonly total: number;
	readonly status: "new" | "paid" | "sent" | "returned";
	readonly items: readonly Priced[];
}

interface Named extends Common {
	readonly first_name: string;
	readonly last_name: string;
	readonly placed_at: string;
}

interface Payable extends Named {
	readonly total: Money;
	readonly status: "new" | "paid" | "shipped" | "returned";
	readonly items: readonly Line[];
}

export interface OrderV1 extends Priceable, Shipped {
	readonly customer_name: string;
	readonly placed: string;
}

export interface OrderV2 extends Priceable, Named, Shipped {}

export interface OrderV3 extends Payable, Shipped {}

export interface OrderV4 extends Payable {
	readonly channel: "web" | "store" | "phone";
	readonly shipping: {
		readonly address: {
			readonly street: string;
			readonly city: string;
			readonly zip?: string | null;
			readonly country: string;
		};
	};
}
