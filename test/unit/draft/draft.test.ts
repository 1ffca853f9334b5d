import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { draftStep, type StepDraft } from "../../../src/draft/index.js";
import type { Json } from "../../../src/json/index.js";
import { schemaGraph } from "../../../src/schema/index.js";
import { sharedPath, sharedThere } from "../../support/shared.js";

const NAMES = { step: "step", types: "./types.js", package: "upshape", older: "Older", newer: "Newer" };

function draftOf(older: Json, newer: Json): StepDraft {
	const graph = (schema: Json) => schemaGraph({ root: "one", documents: new Map([["one", schema]]) });
	return draftStep(graph(older), graph(newer), NAMES);
}

const record = (properties: { [name: string]: Json }, required = Object.keys(properties)): Json => ({
	type: "object",
	properties,
	required,
	additionalProperties: false,
});

/** What a draft says of each place that is not the same in both versions. */
function told({ entries }: StepDraft): string[] {
	return entries.flatMap(({ at, from, verdict }) => {
		const isSame = verdict === "copied" || verdict === "absent";
		return isSame ? [] : [`${verdict} ${at}${from ? ` < ${from}` : ""}`];
	});
}

describe.skipIf(!sharedThere)("the steps of the order lineage", () => {
	const files = ["v1", "v2", "v3", "v4"].map((name) => `shop-order/${name}.schema.json`);
	const shared = ["address", "common"].map((name) => `shared/${name}.schema.json`);
	const documents = new Map<string, Json>();
	if (sharedThere) {
		for (const file of [...files, ...shared]) {
			documents.set(file, JSON.parse(readFileSync(sharedPath("suites", "order", "schemas", file), "utf8")));
		}
	}
	const draft = (version: number) => {
		const graph = (at: number) => schemaGraph({ documents, root: `shop-order/v${at}.schema.json` });
		return draftStep(graph(version), graph(version + 1), NAMES);
	};

	test.each([
		[1, ["hole /first_name", "hole /last_name", "certain /placed_at < /placed", "lost /customer_name"]],
		[
			2,
			[
				"guess /total < /total",
				"guess /status < /status",
				"certain /items/*/type < /items/*/kind",
				"guess /items/*/quantity < /items/*/qty",
				"guess /items/*/unit_price < /items/*/price",
				"certain /items/*/type < /items/*/kind",
				"guess /items/*/price < /items/*/price",
				"guess /items/*/type < /items/*/kind",
				"guess /items/*/amount < /items/*/value",
				"certain /items < /items",
			],
		],
		[
			3,
			[
				"certain /shipping/address/street < /ship_street",
				"certain /shipping/address/city < /ship_city",
				"certain /shipping/address/zip < /ship_zip",
				"certain /shipping/address/country < /ship_country",
				"certain /shipping/address",
				"certain /shipping",
				"certain /channel",
				"dropped /legacy_ref",
			],
		],
	])("from version %s", (version, expected) => {
		expect(told(draft(version))).toEqual(expected);
	});
});

test("a member that could be from several is left open", () => {
	const text = { type: "string" };
	const draft = draftOf(record({ old_name: text }), record({ first_name: text, last_name: text }));
	expect(told(draft)).toEqual(["hole /first_name", "hole /last_name", "lost /old_name"]);
});

test("a number is only guessed to be the same if what is said of it has changed", () => {
	const time = (description: string) => record({ at: { type: "integer", description } });
	expect(draftOf(time("seconds"), time("milliseconds")).entries).toMatchObject([{ verdict: "guess" }]);
	expect(draftOf(time("seconds"), time("seconds")).entries).toMatchObject([{ verdict: "copied" }]);
	expect(draftOf(time("in seconds"), time("in milliseconds")).source).toContain(
		't.from("/at", milliseconds)',
	);
	expect(draftOf(time("seconds below 1e11, else milliseconds"), time("ms")).source).toContain("mixedTimes)");
	expect(draftOf(time("in euros"), time("in cents")).source).toContain("is its unit the same?");
});

test("words that went or came are left open in code that does not compile", () => {
	const words = (...some: string[]) => record({ status: { enum: some } });
	expect(draftOf(words("a", "b"), words("a", "b", "c")).source).toContain('t.from("/status", narrowed({})),');
	expect(draftOf(words("a", "b", "c"), words("a", "x", "y")).source).toContain(
		't.from("/status", renamed({})),',
	);
	expect(draftOf(words("a", "b"), words("a", "c")).source).toContain('renamed({ b: "c" })');
});

test("what each older record has and no newer one is made up on the way back, if the schema says how", () => {
	const older = record({
		id: { type: "string" },
		kind: { const: "order" },
		note: { type: ["string", "null"] },
	});
	const { source, entries } = draftOf(older, record({ id: { type: "string" } }));
	expect(source).toContain('"/kind": "order",');
	expect(source).toContain('"/note": null,');
	expect(entries.map(({ verdict }) => verdict)).toEqual(["copied", "lost", "lost"]);
});

test("nothing that a schema says ends a comment or a string of the draft", () => {
	const hostile = [
		"a\nprocess.exit(1);//",
		"b\u2028process.exit(2);//",
		'"); process.exit(3); ("',
		"*/",
		"`",
	];
	const words = (name: string): Json => ({ enum: ["same", name] });
	const older = record(Object.fromEntries(hostile.map((name) => [name, words(`${name}1`)])));
	const newer = record(
		Object.fromEntries(
			hostile.flatMap((name) => [[name, words(`${name}2`)] as const, [`${name}new`, words(name)] as const]),
		),
	);
	const { source } = draftOf(older, newer);
	expect(source).not.toMatch(/^\s*process/m);
	expect(source).not.toMatch(/[\u2028\u2029]/);
	// The compiler reads it as one statement beside the imports: nothing has got out of its place.
	expect(source.split("\n").filter((line) => /^\S/.test(line) && !line.startsWith("//"))).toHaveLength(4);
});
