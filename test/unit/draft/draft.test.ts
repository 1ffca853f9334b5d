import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { draftStep, type StepDraft } from "../../../src/draft/index.js";
import type { Json } from "../../../src/json/index.js";
import { schemaGraph } from "../../../src/schema/index.js";
import { compiled } from "../../support/compiled.js";
import { sharedPath, sharedThere } from "../../support/shared.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

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
	return entries.flatMap(({ at, from, verdict }) =>
		verdict === "certain" && (at === from || from === undefined)
			? []
			: [`${verdict} ${at}${from ? ` < ${from}` : ""}`],
	);
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
		return draftStep(graph(version), graph(version + 1), {
			step: "step",
			types: join(root, "test/support/shop/types.js"),
			package: join(root, "src/index.js"),
			older: `OrderV${version}`,
			newer: `OrderV${version + 1}`,
		});
	};

	test.each([
		[1, ["hole /first_name", "hole /last_name", "certain /placed_at < /placed", "dropped /customer_name"]],
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
			],
		],
		[
			3,
			[
				"certain /shipping/address/street < /ship_street",
				"certain /shipping/address/city < /ship_city",
				"certain /shipping/address/zip < /ship_zip",
				"certain /shipping/address/country < /ship_country",
				"dropped /legacy_ref",
			],
		],
	])("from version %s", (version, expected) => {
		expect(told(draft(version))).toEqual(expected);
	});

	test("a draft compiles, unless it has holes", () => {
		const texts = new Map(
			[1, 2, 3].map((version) => [join(root, `draft-${version}.ts`), draft(version).source]),
		);
		const wrong = new Set(compiled(texts).map(({ file }) => file));
		expect([...wrong]).toEqual([join(root, "draft-1.ts")]);
	}, 120_000);
});

test("a member that could be from several is left open", () => {
	const text = { type: "string" };
	const draft = draftOf(record({ old_name: text }), record({ first_name: text, last_name: text }));
	expect(told(draft)).toEqual(["hole /first_name", "hole /last_name", "dropped /old_name"]);
});

test("a number is only guessed to be the same if what is said of it has changed", () => {
	const time = (description: string) => record({ at: { type: "integer", description } });
	expect(draftOf(time("seconds"), time("milliseconds")).entries).toMatchObject([{ verdict: "guess" }]);
	expect(draftOf(time("seconds"), time("seconds")).entries).toMatchObject([{ verdict: "certain" }]);
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
