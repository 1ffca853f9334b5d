import { expect, test, vi } from "vitest";
import { WALKS } from "../../../scripts/walks/bounds.js";
import { countWalk } from "../../../scripts/walks/count.js";

// A process each, in which Postgres is started, too.
vi.setConfig({ testTimeout: 400_000 });

test.each(WALKS)("$name leads through at most $most modules", async ({ words, most }) => {
	const ran = await countWalk(words);
	expect(ran.length, ran.join("\n")).toBeLessThanOrEqual(most);
	expect(ran.length).toBeGreaterThan(10);
});

test("a walk that fails is not counted", async () => {
	await expect(countWalk(["command", "upgrade", "nowhere.ndjson"])).rejects.toThrow("no such file");
});
