import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const shared = process.env.UPSHAPE_SHARED ?? resolve(root, "../shared");

/** Whether the judging material is beside the project; the tests that need it skip without it. */
export const sharedThere = existsSync(join(shared, "suites"));

/** The path of a file of the judging material. */
export function sharedPath(...segments: readonly string[]): string {
	return join(shared, ...segments);
}
