import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkRepository, diffSchemas, type GateResult } from "../../src/check/index.js";
import { client, sessionsOf } from "../../src/clerk/index.js";
import { compare, intersects, isEmpty, type SchemaSource } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { event } from "../../src/webhook/index.js";
import { shippedSource } from "../support/compat/shipped.js";
import { upperBound } from "../support/compat/upper-bound.js";
import { sharedPath, sharedThere } from "../support/shared.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TODAY = "2026-11-21";

describe("the story of the shipped lineages, as `upshape check` tells it", () => {
	const lineages = { "clerk/client": client, "clerk/session": sessionsOf("client_1"), "clerk/event": event };
	let result: GateResult;

	beforeAll(async () => {
		result = await checkRepository({
			cwd: root,
			today: TODAY,
			transitive: true,
			loadSteps: async (name) => lineages[name as keyof typeof lineages], // the settings name these
		});
	});

	test("all is fine: no version overlaps but by widening, all get to the newest, generated files are current", () => {
		expect(result.outcome).toBe("fine");
		expect(result.findings.filter(({ level }) => level === "error")).toEqual([]);
	});

	test("nothing is lost that the steps don't mean to lose, and say so", () => {
		expect(result.findings.filter(({ level }) => level === "warning")).toEqual([]);
	});

	test("every pair is incompatible and bridged both ways, but for the sessions that v1, v2 and current share", () => {
		const told = result.pairs.map(({ subject, direction, verdict, bridge }) => {
			// The witnesses of every pair from a version, and 1,000 generated instances.
			expect(bridge?.instances ?? 1001).toBeGreaterThan(1000);
			const isBridged = bridge?.holds && bridge.losses === 0;
			return `${subject} ${direction}: ${verdict}${isBridged ? " bridged" : ""}`;
		});
		const both = (subject: string) =>
			["backward", "forward"].map((way) => `${subject} ${way}: incompatible bridged`);
		expect(new Set(told)).toEqual(
			new Set([
				...both("clerk/client: legacy to v1"),
				...both("clerk/client: legacy to current"),
				...both("clerk/client: v1 to current"),
				...["v2", "bapi-2021", "go-sdk", "fapi"].flatMap((older) =>
					both(`clerk/client: ${older} to current`),
				),
				...both("clerk/session: legacy to v1"),
				...both("clerk/session: legacy to current"),
				"clerk/session: v1 to current backward: compatible",
				"clerk/session: v1 to current forward: incompatible bridged",
				"clerk/session: v2 to current backward: incompatible bridged",
				"clerk/session: v2 to current forward: compatible",
				...both("clerk/session: fapi to current"),
				...both("clerk/event: v1 to v2"),
				...both("clerk/event: v1 to current"),
				...both("clerk/event: v2 to current"),
				...both("clerk/event: seconds to current"),
			]),
		);
	});

	test("legacy, v1 and current are pairwise disjoint, proved", () => {
		for (const [a, b] of [
			["legacy", "v1"],
			["legacy", "current"],
			["v1", "current"],
		] as const) {
			const sources = [shippedSource("clerk-client", a), shippedSource("clerk-client", b)] as const;
			expect(intersects(...sources).intersects).toBe(false);
		}
		const sessions = [
			shippedSource("clerk-session", "v1"),
			shippedSource("clerk-session", "current"),
		] as const;
		expect(intersects(...sessions).intersects).toBe(true);
	});

	test("from v1 to current: what a server of the older version sends, and why it is refused", () => {
		const subject = "clerk/client: v1 to current";
		const [pair] = result.pairs.filter((one) => one.subject === subject && one.direction === "backward");
		expect(Object.keys(Object(pair?.witness))).not.toContain("last_authentication_strategy");
		expect(result.findings.filter((one) => one.subject === subject)).toContainEqual(
			expect.objectContaining({
				rule: "property-required-added",
				level: "info",
				message: "`last_authentication_strategy` has become required",
			}),
		);
	});
});

describe.skipIf(!sharedThere)("v1 as it is printed (needs ../shared)", () => {
	/** The types of the fields in a seed's table, under the names that the API has. */
	function printed(number: string): SchemaSource {
		const file = readdirSync(sharedPath("seeds")).find((name) => name.startsWith(`${number}_`)) ?? number;
		const rows = [...readFileSync(sharedPath("seeds", file), "utf8").matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm)];
		const fields = rows.map(([, name = "", type = ""]) => [snake(name), typeOf(type)] as const);
		const schema = {
			type: "object",
			properties: Object.fromEntries(fields),
			required: fields.map(([name]) => name),
			additionalProperties: false,
		};
		const { documents } = shippedSource("clerk-session", "v1");
		return { documents: new Map([...documents, ["printed.json", schema]]), root: "printed.json" };
	}

	const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

	function typeOf(type: string): Json {
		if (/Array|\[\]$/.test(type)) {
			const items = type.includes("Session") ? { $ref: "clerk-session/v1.schema.json" } : { type: "string" };
			return { type: "array", items };
		}
		if (/string/i.test(type)) return { type: "string" };
		// TypeScript has no word for integers.
		if (/integer|number/i.test(type)) return { type: "integer" };
		if (/object/i.test(type)) return { const: "client" };
		throw new Error(`an unknown type ${type}`);
	}

	test.each(["000", "002"])(
		"seed %s prints a proved part of v1: only the nulls of its ids are missing",
		(number) => {
			const v1 = shippedSource("clerk-client", "v1");
			expect(compare(printed(number), v1).verdict).toBe("compatible");
			const back = compare(v1, printed(number));
			expect(back.verdict).toBe("incompatible");
			expect(back).toHaveProperty("witness.sign_in_id");
			expect(intersects(printed(number), shippedSource("clerk-client", "current")).intersects).toBe(false);
		},
	);
});

describe.skipIf(!sharedThere)("the published history, in OpenAPI's dialect (needs ../shared)", () => {
	const cwd = sharedPath("clerk", "history");
	const dialect = "openapi-3.0";

	/** What each change did, by the API's version and the days of both schemas; Sessions alike. */
	const CHANGES: { readonly [change: string]: readonly [verdicts: string, rules: string] } = {
		"2021-02-05 2024-10-01 2024-10-14": ["compatible incompatible", "property-added-to-closed"],
		"2021-02-05 2024-10-14 2025-02-26": [
			"incompatible compatible",
			"format-annotation-changed format-annotation-changed property-required-added",
		],
		"2021-02-05 2025-02-26 2025-10-28": [
			"incompatible incompatible",
			"property-required-added property-added-to-closed",
		],
		"2024-10-01 2024-10-01 2024-10-14": ["compatible incompatible", "property-added-to-closed"],
		"2024-10-01 2024-10-14 2025-02-26": [
			"incompatible compatible",
			"format-annotation-changed format-annotation-changed property-required-added",
		],
		"2024-10-01 2025-02-26 2025-10-28": [
			"incompatible incompatible",
			"property-required-added property-added-to-closed",
		],
		"2025-03-12 2025-04-01 2025-04-02": [
			"compatible incompatible",
			"enum-value-added property-added-to-closed",
		],
		"2025-04-10 2025-07-21 2025-10-28": [
			"incompatible incompatible",
			"property-required-added property-added-to-closed",
		],
	};

	/** Each schema of a kind and the next one of the same version of the API. */
	function changes(kind: string): [change: string, older: string, newer: string][] {
		return readdirSync(cwd).flatMap((version) => {
			const files = readdirSync(`${cwd}/${version}`).filter((name) => name.startsWith(`${kind}.`));
			const days = files.sort().map((name) => name.split(".")[1]);
			return files.slice(1).map((file, index): [string, string, string] => {
				const change = `${version} ${days[index]} ${days[index + 1]}`;
				return [change, `${version}/${files[index]}`, `${version}/${file}`];
			});
		});
	}

	test.each(["Client", "Session"])("%s: every change is decided, and explained", async (kind) => {
		const told = changes(kind).map(async ([change, older, newer]) => {
			const { pairs, findings } = await diffSchemas(older, newer, {
				cwd,
				dialect,
				mode: "full",
				today: TODAY,
			});
			const verdicts = pairs.map(({ verdict }) => verdict).join(" ");
			return [change, [verdicts, findings.map(({ rule }) => rule).join(" ")]] as const;
		});
		const found = Object.fromEntries(await Promise.all(told));
		expect(Object.keys(found).length).toBeGreaterThan(kind === "Client" ? 7 : 4);
		// The Session has not changed where its Client got a new property.
		expect(found).toEqual(
			kind === "Client" ? CHANGES : Object.fromEntries(Object.keys(found).map((one) => [one, CHANGES[one]])),
		);
	});

	test.each([
		["clerk-client", "v1", "2024-10-01/Client.2025-02-26.256f6e09.json"],
		["clerk-client", "current", "2026-05-12/Client.2026-05-28.5073491b.json"],
		["clerk-session", "v1", "2024-10-01/Session.2025-02-26.256f6e09.json"],
		["clerk-session", "current", "2026-05-12/Session.2026-05-28.5073491b.json"],
	])("%s/%s means what %s means, proved across the dialects", (lineage, version, file) => {
		const document: Json = JSON.parse(readFileSync(`${cwd}/${file}`, "utf8"));
		const theirs: SchemaSource = { documents: new Map([["theirs", document]]), root: "theirs", dialect };
		const ours = shippedSource(lineage, version);
		expect([compare(ours, theirs).verdict, compare(theirs, ours).verdict]).toEqual([
			"compatible",
			"compatible",
		]);
	});
});

describe.skipIf(!sharedThere)("the official schema of a session event (needs ../shared)", () => {
	const text = () => readFileSync(sharedPath("clerk", "webhooks", "schemas.deref.json"), "utf8");
	const isDangling = (reference: string) => reference.startsWith("#/components/");

	/** Whether a schema has no instance, whatever its dangling references mean. */
	const emptiness = (schema: Json) =>
		isEmpty({
			documents: new Map([["event", upperBound(schema, isDangling)]]),
			root: "event",
			dialect: "openapi-3.0",
		}).empty;

	test("is not even read as it is: it refers to what is not there", () => {
		const document: Json = JSON.parse(text()).SessionEventPayload;
		const source: SchemaSource = {
			documents: new Map([["event", document]]),
			root: "event",
			dialect: "openapi-3.0",
		};
		expect(() => isEmpty(source)).toThrow("leads to no schema");
	});

	test("has no instance, whatever is put in there: a closed Session, with a user besides", () => {
		expect(emptiness(JSON.parse(text()).SessionEventPayload)).toBe(true);
	});

	test("the Session alone has instances, and so has the event if the Session is not closed, or no user required", () => {
		const { Session, SessionEventPayload } = JSON.parse(text());
		expect(emptiness(Session)).toBe(false);
		const [session, { required, ...user }] = SessionEventPayload.allOf;
		expect(required).toEqual(["user"]);
		const { additionalProperties, ...open } = session;
		expect(additionalProperties).toBe(false);
		expect(emptiness({ allOf: [open, { ...user, required }] })).toBe(false);
		expect(emptiness({ allOf: [session, user] })).toBe(false);
	});
});
