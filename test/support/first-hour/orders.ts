import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, Mapping } from "../../../src/index.js";
import { isObject } from "../../../src/json/index.js";
import { draftedFor, ORDER_CASES, SILENT } from "../drafts/index.js";
import { sharedPath } from "../shared.js";

/** Orders of the first and of the fourth version in turn, by the suite's own generator, as lines. */
export async function mixedOrders(count: number, folder: string): Promise<readonly string[]> {
	const file = join(folder, "old.ndjson");
	execFileSync(process.execPath, [sharedPath("suites", "order", "gen.mjs"), String(count + 100), file]);
	const steps = await Promise.all(
		ORDER_CASES.map(async (one) => {
			const { schemas } = await draftedFor(one);
			// The steps by hand are mappings, of versions that are known at run time only.
			return (one.step as Mapping<Json, Json>).bind(...schemas);
		}),
	);
	const orders = readFileSync(file, "utf8")
		.trimEnd()
		.split("\n")
		.map((line): Json => JSON.parse(line));
	return orders
		.filter((order) => !isOdd(order))
		.slice(0, count)
		.map((order, index) => {
			const made =
				index % 2 === 0 ? order : steps.reduce((value, step) => step.upgrade(value, SILENT), order);
			return JSON.stringify(made);
		});
}

/** The suite makes a few orders that are of no version. */
const isOdd = (order: Json) => isObject(order) && ("extra" in order || order.status === "cancelled");
