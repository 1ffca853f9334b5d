import { describe, expect, test } from "vitest";
import { publishedChanges } from "../support/clerk-history.js";
import { sharedThere } from "../support/shared.js";

describe.skipIf(!sharedThere)("the published history (needs ../shared)", () => {
	test("is told change by change, on a line each", { timeout: 120_000 }, async () => {
		const told = await publishedChanges();
		expect(told).toHaveLength(13);
		expect(told.filter(({ line }) => line.includes("\n") || line.length > 170)).toEqual([]);
		// What happened, as the days of the API's changelog have it.
		const lines = new Map(told.map(({ change, line }) => [change, line.slice(change.length + 2)]));
		expect(lines.get("Client of 2024-10-01, 2024-10-14 to 2025-02-26")).toBe(
			"old readers read new data, not the other way round: `sessions[].latest_activity.is_mobile` has become required",
		);
		expect(lines.get("Session of 2025-03-12, 2025-04-01 to 2025-04-02")).toBe(
			'new readers read old data, not the other way round: `status` allows "pending", too; `tasks` is new',
		);
		expect(lines.get("Client of 2025-04-10, 2025-07-21 to 2025-10-28")).toBe(
			"neither reads the other's: `last_authentication_strategy` has become required; `last_authentication_strategy` is new",
		);
	});
});
