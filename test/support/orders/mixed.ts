import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedPath } from "../shared.js";

// biome-ignore lint/suspicious/noExplicitAny: orders of four versions, taken apart by hand so that no step judges itself
type Order = Record<string, any>;

/** Orders of the suite's own generator, each with the version that it was made as. */
export function mixedOrders(count: number, versions: readonly number[]): { version: number; order: Order }[] {
	return oldOrders(count).map((order, index) => {
		const version = versions[index % versions.length] ?? 1;
		return { version, order: orderAs(order, version) };
	});
}

function oldOrders(count: number): Order[] {
	const folder = mkdtempSync(join(tmpdir(), "upshape-orders-"));
	const file = join(folder, "old.ndjson");
	spawnSync(process.execPath, [sharedPath("suites", "order", "gen.mjs"), String(count), file]);
	const lines = readFileSync(file, "utf8").trim().split("\n");
	rmSync(folder, { recursive: true });
	return lines.map((line) => JSON.parse(line));
}

const money = (euros: number) => ({ cents: Math.round(euros * 100), currency: "EUR" });

const LINES: { readonly [kind: string]: (line: Order) => Order } = {
	product: ({ sku, qty, price }) => ({ type: "product", sku, quantity: qty, unit_price: money(price) }),
	shipping: ({ price }) => ({ type: "shipping", price: money(price) }),
	voucher: ({ code, value }) => ({ type: "discount", code, amount: money(value) }),
};

/** An order of the first version as a later one. */
function orderAs(order: Order, version: number): Order {
	if (version === 1) return order;
	const { customer_name, placed, ...others } = order;
	const [last, ...first] = customer_name.split(" ").reverse();
	const second: Order = {
		...others,
		placed_at: placed,
		first_name: first.reverse().join(" "),
		last_name: last,
	};
	if (version === 2) return second;
	const status = second.status === "sent" ? "shipped" : second.status;
	const items = second.items.map((line: Order) => LINES[line.kind]?.(line));
	const third: Order = { ...second, total: money(second.total), status, items };
	if (version === 3) return third;
	const {
		ship_street: street,
		ship_city: city,
		ship_zip: zip,
		ship_country: country,
		legacy_ref: _,
		...kept
	} = third;
	const address = { street, city, ...(zip === undefined ? {} : { zip }), country };
	return { ...kept, channel: "web", shipping: { address } };
}
