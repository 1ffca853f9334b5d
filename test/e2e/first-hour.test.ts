import { expect, test } from "vitest";
import { firstHour } from "../support/first-hour/first-hour.js";
import { sharedThere } from "../support/shared.js";

test.skipIf(!sharedThere)(
	"from orders of two versions and no schema to a checked lineage, and the data back byte for byte",
	async () => {
		const { steps, misplaced, isBack } = await firstHour(400);
		const failed = steps.filter(({ status }) => status !== 0);
		expect(failed.map(({ command, output }) => `${command}\n${output}`)).toEqual([]);
		expect(steps.length).toBeLessThanOrEqual(8);
		expect([misplaced, isBack]).toEqual([0, true]);
	},
	600_000,
);
