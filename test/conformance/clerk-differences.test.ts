import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Difference, differences, type SchemaSource } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { shippedSource } from "../support/compat/shipped.js";
import { source } from "../support/compat/source.js";
import { sharedPath, sharedThere } from "../support/shared.js";

describe("the shipped lineages", () => {
	test("Client v1 to current", () => {
		expect(told(shippedSource("clerk-client", "v1"), shippedSource("clerk-client", "current"))).toEqual([
			"error: `last_authentication_strategy` has become required",
			'info: `sessions[].status` allows "pending", too',
			"info: `sessions[].tasks` is new, where undeclared properties were refused",
			"info: `last_authentication_strategy` is new, where undeclared properties were refused",
		]);
	});

	test("Session v1 to current", () => {
		expect(told(shippedSource("clerk-session", "v1"), shippedSource("clerk-session", "current"))).toEqual([
			'info: `status` allows "pending", too',
			"info: `tasks` is new, where undeclared properties were refused",
		]);
	});

	test("Session legacy to v1", () => {
		expect(told(shippedSource("clerk-session", "legacy"), shippedSource("clerk-session", "v1"))).toEqual([
			"error: `user_id` has become required",
			"error: `client_id` has become required",
			"error: `user` is gone, and undeclared properties are refused",
			"info: `user` is no longer required",
			...["user_id", "client_id", "actor", "last_active_organization_id", "latest_activity"].map(
				(name) => `info: \`${name}\` is new, where undeclared properties were refused`,
			),
		]);
	});
});

describe.skipIf(!sharedThere)("the published history (needs ../shared)", () => {
	test.each([
		[
			"Client of version 2021-02-05, day by day",
			["2021-02-05/Client.2024-10-01.5a54f906.json", "2021-02-05/Client.2024-10-14.18378bc7.json"],
			["info: `sessions[].latest_activity` is new, where undeclared properties were refused"],
		],
		[
			"a nullable property becomes required",
			["2021-02-05/Client.2024-10-14.18378bc7.json", "2021-02-05/Client.2025-02-26.256f6e09.json"],
			["error: `sessions[].latest_activity.is_mobile` has become required"],
		],
		[
			"a version in which nothing changed",
			["2025-03-12/Client.2025-04-02.fdcc436f.json", "2025-04-10/Client.2025-07-21.2e619061.json"],
			[],
		],
		[
			"a version that takes back what others had",
			["2025-11-10/Session.2025-11-08.f8ab645c.json", "2025-12-03/Session.2025-03-17.d7830097.json"],
			[
				'error: `status` no longer allows "pending"',
				"error: `tasks` is gone, and undeclared properties are refused",
			],
		],
	] as const)("%s", (_, [older, newer], expected) => {
		expect(told(published(older), published(newer))).toEqual(expected);
	});
});

function told(older: SchemaSource, newer: SchemaSource): string[] {
	return differences(older, newer).map(({ level, message }: Difference) => `${level}: ${message}`);
}

function published(file: string): SchemaSource {
	const document: Json = JSON.parse(readFileSync(sharedPath("clerk", "history", file), "utf8"));
	return source(document, "openapi-3.0", file);
}
