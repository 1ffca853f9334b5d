import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Dialect, instances, isEmpty, prepare } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { type Row, rowsOf, SUITES } from "../support/compat/rows.js";
import { secondJudge } from "../support/compat/second-judge.js";
import { source } from "../support/compat/source.js";
import { sharedPath, sharedThere } from "../support/shared.js";

const EACH = 12;
// The second judge takes ten times as long as all the rest.
const JUDGED_TWICE = 2;
// All schemas in the long run, some of them otherwise.
const EVERY = process.env.UPSHAPE_LONG === undefined ? 4 : 1;

describe.skipIf(!sharedThere)("instances of the suites' schemas (needs ../shared)", () => {
	test.each(SUITES)(
		"%s: accepted by ajv, or by the second judge where ajv can't say",
		{ timeout: 300_000 },
		async (suite) => {
			const schemas = distinct(rowsOf(suite));
			let refused = 0;
			for (const [schema, dialect] of schemas) {
				const made = some(schema, dialect, EACH);
				if (made === undefined) continue;
				// None at all only where that is proved, or where ajv refuses each.
				if (made.given.length === 0 && made.skipped.length === 0) {
					expect(isEmpty(source(schema, dialect))).toMatchObject({ empty: true });
				}
				if (!(await areAccepted(schema, dialect, made.given))) refused++;
			}
			// The second judge reads `$id` within `const`, asserts some formats, and divides by fractions in its own way.
			expect(refused).toBeLessThanOrEqual(schemas.length * 0.05);
		},
	);
});

describe.skipIf(!sharedThere)("instances of hostile schemas (needs ../shared)", () => {
	const folder = sharedPath("suites", "hostile", "schemas");
	test.each(sharedThere ? readdirSync(folder) : [])("%s: some, none, or a refusal, soon", (file) => {
		const schema: Json = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
		const start = performance.now();
		const given = some(schema, undefined, 100)?.given ?? [];
		expect(given.length).toBeLessThanOrEqual(100);
		// A second or two on a machine of its own; tests share theirs.
		expect(performance.now() - start).toBeLessThan(10_000);
	});
});

function some(
	schema: Json,
	dialect: Dialect | undefined,
	count: number,
): { given: Json[]; skipped: readonly string[] } | undefined {
	try {
		const all = instances(source(schema, dialect), 7);
		const given: Json[] = [];
		for (const instance of all) if (given.push(instance) >= count) break;
		return { given, skipped: all.skipped };
	} catch (error) {
		if (error instanceof SchemaError) return undefined;
		throw error;
	}
}

/** Whether the second judge accepts all; fails where nobody does. */
async function areAccepted(schema: Json, dialect: Dialect, given: readonly Json[]): Promise<boolean> {
	const judge = prepare(source(schema, dialect)).ajv(undefined);
	let all = true;
	for (const [index, instance] of given.entries()) {
		const first = judge(instance).accepts;
		if (first === true && index >= JUDGED_TWICE) continue;
		const second = await secondJudge(schema, dialect, instance);
		if (second === false) all = false;
		const known = first === true || second === true || isDisputed(schema);
		expect({ schema, instance, known }).toEqual({ schema, instance, known: true });
	}
	return all;
}

/** ajv cannot read these, and the second judge finds identifiers where there are no schemas. */
function isDisputed(schema: Json): boolean {
	return JSON.stringify(schema).includes("/unknownKeyword/");
}

function distinct(rows: readonly Row[]): readonly (readonly [Json, Dialect])[] {
	const all = rows.flatMap(({ s1, s2, draft }) => [[s1, draft] as const, [s2, draft] as const]);
	const distinct = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
	return distinct.filter((_, index) => index % EVERY === 0);
}
