import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, start } from "./upshape.js";

/** A lineage of the user's, whose steps never return: the thread that calls one meets no event any more. */
const BUSY = `import { writeFileSync } from "node:fs";
const forever = () => { writeFileSync("begun", ""); for (;;); };
export const lineage = { name: "x", head: "a", versions: ["a"], detect: forever, upgrade: forever, downgrade: forever };
`;

/** A call that is busy for ever; how it ended, and how long that took after the first signal. */
async function ended(args: readonly string[], signals: readonly NodeJS.Signals[]) {
	const cwd = await folder();
	await writeFile(join(cwd, "busy.mjs"), BUSY);
	await writeFile(join(cwd, "in.ndjson"), '{"a":1}\n');
	const child = start([...args, "--lineage", "busy.mjs", "in.ndjson"], cwd);
	while (!existsSync(join(cwd, "begun"))) await new Promise((resolve) => setTimeout(resolve, 20));
	const exit = once(child, "exit");
	const begin = performance.now();
	for (const signal of signals) {
		child.kill(signal);
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
	const [code, signal] = await exit;
	return { how: code ?? signal, ms: performance.now() - begin };
}

describe("a signal ends a call that is busy for ever", () => {
	test.each([
		["upgrade", "1", "SIGINT", 130],
		["upgrade", "2", "SIGTERM", 143],
		["downgrade --to a", "1", "SIGTERM", 143],
	] as const)("%s with %s threads, %s: within two seconds", async (command, jobs, signal, code) => {
		const { how, ms } = await ended([...command.split(" "), "--jobs", jobs], [signal]);
		expect(how).toBe(code);
		// The machine may be busy with other tests.
		expect(ms).toBeLessThan(4_000);
	});

	test.each(["detect", "validate", "verify"])("%s: at once", async (command) => {
		const { how, ms } = await ended([command], ["SIGTERM"]);
		expect(how).toBe("SIGTERM");
		expect(ms).toBeLessThan(1_500);
	});

	test("a second signal ends it at once", async () => {
		const { how, ms } = await ended(["upgrade"], ["SIGINT", "SIGINT"]);
		expect(how).toBe(130);
		expect(ms).toBeLessThan(1_500);
	});
});
