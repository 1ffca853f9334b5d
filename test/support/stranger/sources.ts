import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../../../src/index.js";
import { sharedPath } from "../shared.js";
import { StrangerProject } from "./project.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const suite = sharedPath("suites", "order");

/** A lineage of our own with careless steps: stands for a stranger's wherever the judging material is missing. */
export function bookings(): Promise<StrangerProject> {
	return StrangerProject.of({ folder: join(here, "bookings"), steps: "src/steps.mjs", as: "steps" });
}

/** The first, plausible steps of an order lineage, unchanged. */
export function naiveOrders(): Promise<StrangerProject> {
	return StrangerProject.of({ folder: suite, steps: "naive-steps.ts", as: "order" });
}

/** Old orders by the suite's own generator; every 250th is of no version. */
export function oldOrders(project: StrangerProject, count: number): readonly Json[] {
	const file = join(project.folder, "old.ndjson");
	const { status, stderr } = project.node(join(suite, "gen.mjs"), String(count), file);
	if (status !== 0) throw new Error(stderr);
	const lines = readFileSync(file, "utf8").trim().split("\n");
	return lines.map((line): Json => JSON.parse(line));
}

/** A project with one module of a lineage "x/y" that forgets a member `ref`, and the schemas of its two versions. */
export function forgetful(module: string): StrangerProject {
	const object = (properties: object, ...required: readonly string[]) => {
		return { type: "object", properties, required, additionalProperties: false };
	};
	const text = { type: "string" };
	return StrangerProject.plain({
		"schemas/y/lineage.json": { name: "x/y", type: "Y", versions: ["v1", "v2"] },
		"schemas/y/v1.schema.json": object({ name: text, ref: text }, "name"),
		"schemas/y/v2.schema.json": object({ title: text }, "title"),
		"upshape.config.json": { schemas: "schemas", check: { lineages: { y: "./forgot.mjs#default" } } },
		"forgot.mjs": readFileSync(module, "utf8"),
	});
}

/** The judging material's module with pointers that stand nowhere, beside the generated files that it asks for. */
export function misspelt(orders: StrangerProject): string {
	cpSync(join(suite, "typo.mjs"), join(orders.folder, "typo.mjs"));
	const { status, stdout, stderr } = orders.node("typo.mjs");
	if (status !== 0) throw new Error(stderr);
	return stdout;
}
