import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Json } from "../../src/json/index.js";
import { type Converted, lineage, type Version } from "../../src/lineage/index.js";
import * as laws from "../support/laws.js";
import { sharedPath, sharedThere } from "../support/shared.js";
import { v1ToV2, v2ToV3, v3ToV4 } from "../support/shop/steps.js";
import type { OrderV1, OrderV2, OrderV3, OrderV4 } from "../support/shop/types.js";
import { emitLineage, load } from "../unit/codegen/support.js";

function schema(path: string): Json {
	return JSON.parse(readFileSync(sharedPath("suites", "order", "schemas", path), "utf8"));
}

async function orders(): Promise<laws.AnyLineage> {
	const names = ["v1", "v2", "v3", "v4"];
	const schemas = names.map((name) => [name, schema(`shop-order/${name}.schema.json`)] as const);
	const shared = ["shared/address.schema.json", "shared/common.schema.json"].map((path) => [
		path,
		schema(path),
	]);
	const made = await load(await emitLineage(Object.fromEntries(schemas), {}, Object.fromEntries(shared)));
	const version = <T>(name: string) => made[`example${name}`] as Version<T>;
	return lineage("shop/order")
		.version("v1", version<OrderV1>("V1"))
		.version("v2", version<OrderV2>("V2"), v1ToV2)
		.version("v3", version<OrderV3>("V3"), v2ToV3)
		.version("v4", version<OrderV4>("V4"), v3ToV4) as unknown as laws.AnyLineage;
}

/** Old orders of the suite's own generator, without those that are of no version. */
function generated(shop: laws.AnyLineage, count: number): readonly Json[] {
	const folder = mkdtempSync(join(tmpdir(), "upshape-orders-"));
	const file = join(folder, "old.ndjson");
	spawnSync(process.execPath, [sharedPath("suites", "order", "gen.mjs"), String(count), file]);
	const lines = readFileSync(file, "utf8").trim().split("\n");
	rmSync(folder, { recursive: true });
	return lines.map((line): Json => JSON.parse(line)).filter((order) => !shop.detect(order).issues);
}

describe.skipIf(!sharedThere)("a shop's orders by mappings (needs ../shared)", () => {
	let shop: laws.AnyLineage;
	let payloads: readonly Json[];
	beforeAll(async () => {
		shop = await orders();
		payloads = generated(shop, 300);
	}, 120_000);

	const holds = (law: (of: laws.AnyLineage, payload: Json) => void) => {
		expect(payloads).toHaveLength(298);
		for (const payload of payloads) law(shop, payload);
	};

	test("1 validity", () => holds(laws.isValidAtHead));
	test("2 exact return", () => holds((of, payload) => laws.returnsExactly(of, payload, "any")));
	test("3 nothing silent", () => holds(laws.isNeverSilent));
	test("4 idempotence", () => holds(laws.isIdempotent));
	test("5 composition", () => holds(laws.composes));
	test("6 purity", () => holds(laws.isPure));

	test("cents are exact, and what is rounded off comes back", () => {
		const order = {
			...{
				id: "ord_1",
				customer_name: "Ada Lovelace",
				placed: "2023-01-10T10:00:00Z",
				total: 1.005,
				status: "sent",
			},
			...{ items: [{ kind: "voucher", code: "V1", value: 33.333 }], legacy_ref: "L1" },
			...{ ship_street: "S", ship_city: "C", ship_country: "DE" },
		};
		const { value, residue } = shop.upgrade(order) as Converted<OrderV4, string>;
		expect(value.total).toEqual({ cents: 101, currency: "EUR" });
		expect(value.items).toEqual([{ type: "discount", code: "V1", amount: { cents: 3333, currency: "EUR" } }]);
		expect(shop.downgrade(value, { to: "v1", residue }).value).toEqual(order);
	});

	test("the three steps take at most 40 lines", () => {
		const text = readFileSync(new URL("../support/shop/steps.ts", import.meta.url), "utf8");
		const steps = text.match(/^export const [\s\S]*?^\}\)\);$/gm) ?? [];
		expect(steps).toHaveLength(3);
		expect(steps.join("\n").split("\n").length).toBeLessThanOrEqual(40);
	});
});
