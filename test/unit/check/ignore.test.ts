import { describe, expect, test } from "vitest";
import { diffSchemas, type GateResult } from "../../../src/check/index.js";
import { project, write } from "../../support/project.js";

const OLDER = { type: "object", properties: { a: { type: "string" } } };
const NEWER = { type: "object", properties: { a: { type: "string", maxLength: 3 } }, required: ["a"] };
const LENGTH = {
	rule: "max-length-added",
	pointer: "/properties/a/maxLength",
	reason: "nobody writes longer ones",
	expires: "2026-12-31",
};
const REQUIRED = { ...LENGTH, rule: "property-required-added", pointer: "/required" };

/** What diff says with these entries, on a day. */
function diff(entries: unknown, today = "2026-11-21"): Promise<GateResult> {
	const cwd = project({ "old.json": OLDER, "new.json": NEWER, "accepted.json": entries });
	return diffSchemas("old.json", "new.json", { cwd, today, ignore: "accepted.json" });
}

/** Rule, and whether it is accepted, of each finding. */
function brief({ findings }: GateResult): string[] {
	return findings
		.map(({ rule, accepted }) => `${rule}${accepted ? ` until ${accepted.expires}` : ""}`)
		.sort();
}

describe("the life of an entry", () => {
	test("it accepts its finding, and only that", async () => {
		const result = await diff([LENGTH]);
		expect(result.outcome).toBe("findings");
		expect(brief(result)).toEqual(["max-length-added until 2026-12-31", "property-required-added"]);
	});

	test("when all are accepted, the verdict stays and the outcome is fine", async () => {
		expect(await diff([LENGTH, REQUIRED])).toMatchObject({
			outcome: "fine",
			pairs: [{ verdict: "incompatible" }],
		});
	});

	test.each([
		["2026-12-30", "fine"],
		["2026-12-31", "fine"],
		["2027-01-01", "findings"],
	])("on %s: %s", async (today, outcome) => {
		const result = await diff([LENGTH, REQUIRED], today);
		expect(result.outcome).toBe(outcome);
		const expired = result.findings.filter(({ rule }) => rule === "ignore-expired");
		expect(expired.map(({ at }) => at?.line)).toEqual(outcome === "fine" ? [] : [2, 8]);
	});

	test("when what it accepts is mended, it is an error itself, at its line", async () => {
		const cwd = project({ "old.json": OLDER, "new.json": OLDER, "accepted.json": [LENGTH] });
		const ask = () =>
			diffSchemas("old.json", "new.json", { cwd, today: "2026-11-21", ignore: "accepted.json" });
		expect(await ask()).toMatchObject({
			outcome: "findings",
			findings: [{ rule: "ignore-unused", level: "error", at: { file: "accepted.json", line: 2 } }],
		});
		write(cwd, { "accepted.json": [] });
		expect(await ask()).toMatchObject({ outcome: "fine", findings: [] });
	});
});

describe("an entry meets a finding by all that it says", () => {
	test.each([
		[{}, true],
		[{ file: "new.json" }, true],
		[{ file: "old.json" }, false],
		[{ subject: "old.json to new.json" }, true],
		[{ subject: "old.json to other.json" }, false],
		[{ pointer: "/properties/a" }, true],
		[{ pointer: "/properties/b" }, false],
		[{ pointer: "/properties/a", file: "new.json" }, false],
		[{ pointer: "/properties/a", file: "old.json" }, true],
		[{ pointer: undefined, subject: "old.json to new.json" }, true],
		[{ rule: "max-length-decreased" }, false],
	])("%j: %s", async (change, isMet) => {
		const found = brief(await diff([{ ...LENGTH, ...change }]));
		expect(found.includes("max-length-added until 2026-12-31")).toBe(isMet);
		expect(found.includes("ignore-unused")).toBe(!isMet);
	});

	test("the file of a git ref goes by its path", async () => {
		const { subject } = { subject: "old.json to new.json" };
		expect(brief(await diff([{ ...LENGTH, subject, file: "new.json" }]))).not.toContain("ignore-unused");
	});
});

describe("what is no ignore file is refused, with its line", () => {
	test.each([
		["[", "accepted.json:1:2: the text is not one JSON document"],
		[{}, "accepted.json:1:1: must be a list"],
		[["x"], "accepted.json:2:2#/0: must be an object"],
		[[{ ...LENGTH, rule: "max-lenght-added" }], "accepted.json:3:3#/0/rule: names no rule; `upshape rules`"],
		[[{ ...LENGTH, rule: undefined }], "accepted.json:2:2#/0: must name its rule"],
		[[{ ...LENGTH, reason: " " }], "#/0/reason: must be a text"],
		[[{ ...LENGTH, reason: undefined }], "#/0: must say its reason"],
		[[{ ...LENGTH, expires: undefined }], "#/0: must say when it expires"],
		[[{ ...LENGTH, expires: "2026-02-30" }], "#/0/expires: must be a day"],
		[[{ ...LENGTH, expires: "never" }], "#/0/expires: must be a day"],
		[[{ ...LENGTH, pointer: "a" }], "#/0/pointer: must be a JSON Pointer"],
		[[{ ...LENGTH, pointer: undefined }], "#/0: must say where"],
		[[{ ...LENGTH, until: "2026-12-31" }], "#/0/until: unknown; there are rule, pointer,"],
	])("%j", async (entries, message) => {
		await expect(diff(entries)).rejects.toThrow(message);
	});

	test("one that is not there", async () => {
		const cwd = project({ "old.json": OLDER });
		const asked = diffSchemas("old.json", "old.json", { cwd, today: "2026-11-21", ignore: "none.json" });
		await expect(asked).rejects.toThrow("none.json: no such file");
	});
});
