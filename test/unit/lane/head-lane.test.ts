import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { client, clientEnvelope, session } from "../../../src/clerk/index.js";
import { nodeDisk } from "../../../src/disk/index.js";
import { fileInput, upgradeFiles, verifyRecords } from "../../../src/files/index.js";

import { type HeadLane, headLane } from "../../../src/lane/index.js";
import { lineage, type Version, widening } from "../../../src/lineage/index.js";
import { type AnyLineage, type Input, openRecords, type Records } from "../../../src/records/index.js";
// @ts-expect-error plain JavaScript, as the candidates of a bench share it
import { block, record } from "../../bench/bulk-records.mjs";
import { type OrderV3, orderV3 } from "../../support/example/generated/index.js";

const encode = (value: unknown) =>
	new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** As a copy of the package that knows no lanes would have built it. */
const SLOW: AnyLineage = {
	...{ name: client.name, head: client.head, versions: client.versions },
	detect: (payload) => client.detect(payload),
	upgrade: (payload, options) => client.upgrade(payload, options),
	downgrade: (payload, options) => client.downgrade(payload, options),
};

async function* openAll(inputs: readonly Input[]): AsyncGenerator<Records> {
	for (const input of inputs) yield await openRecords(input, { maxBytes: 2 ** 24 });
}

/** A lane that has seen the records which go the ordinary way first. */
function warmed(lane: HeadLane | undefined): HeadLane {
	if (lane === undefined) throw new Error("no lane");
	for (let i = 0; i < 500; i++) lane.passes(encode(i));
	return lane;
}

function version<T>(schema: object, isExact = true): Version<T> {
	const is = (value: unknown): value is T => value !== undefined;
	return { schema: { ...schema }, is, explain: () => [], ...(isExact && { isExact: () => true }) };
}

const closed = (properties: object) => ({
	type: "object",
	properties,
	required: Object.keys(properties),
	additionalProperties: false,
});

describe("which lineages have a lane", () => {
	const step = { upgrade: (older: unknown) => older as never, downgrade: (newer: unknown) => newer as never };
	const one = closed({ a: {} });
	const other = closed({ a: {}, b: {} });
	const limits = { maxDepth: 100 };

	test("two versions of which none is the other by the names that they ask for", () => {
		const both = lineage("x/y").version("1", version(one)).version("2", version(other), step);
		expect(headLane(both, limits)?.version).toBe("2");
	});

	test("a validator that may ask for more than its schema has none", () => {
		expect(headLane(lineage("x/y").version("1", version(one, false)), limits)).toBeUndefined();
		const older = lineage("x/y").version("1", version(one, false)).version("2", version(other), step);
		expect(headLane(older, limits)).toBeUndefined();
	});

	test("nor has a copy of a generated version, which may have a validator of somebody's own", () => {
		expect(headLane(lineage("x/y").version("1", orderV3), limits)).toBeDefined();
		const stricter = {
			...orderV3,
			is: (value: unknown): value is OrderV3 => orderV3.is(value) && value.id !== "",
		};
		expect(headLane(lineage("x/y").version("1", stricter), limits)).toBeUndefined();
		const throwing = { ...orderV3, isExact: () => JSON.parse("") };
		expect(headLane(lineage("x/y").version("1", throwing), limits)).toBeUndefined();
	});

	test("versions that a record may be of both have none", () => {
		const open = { type: "object", properties: { b: {} } };
		expect(
			headLane(lineage("x/y").version("1", version(open)).version("2", version(other), step), limits),
		).toBeUndefined();
		const tagged = (tag: string) => version(closed({ tag: { const: tag } }));
		expect(
			headLane(lineage("x/y").version("1", tagged("1")).version("2", tagged("2"), step), limits),
		).toBeDefined();
		expect(
			headLane(lineage("x/y").version("1", tagged("1")).version("2", tagged("1"), step), limits),
		).toBeUndefined();
	});

	test("a version that the head widens is taken for the head", () => {
		const widened = lineage("x/y")
			.version("1", version(one))
			.version(
				"2",
				version({ type: "object" }),
				widening((newer) => newer),
			);
		expect(headLane(widened, limits)?.version).toBe("2");
	});

	test("an envelope without marks, or with one that the head may have, has none", () => {
		const { unwrap, wrap } = clientEnvelope;
		expect(headLane(client, { ...limits, envelope: clientEnvelope })).toBeDefined();
		expect(headLane(client, { ...limits, envelope: { unwrap, wrap } })).toBeUndefined();
		expect(headLane(client, { ...limits, envelope: { unwrap, wrap, marks: ["id"] } })).toBeUndefined();
		const open = lineage("x/y").version("1", version({ type: "object" }));
		expect(headLane(open, { ...limits, envelope: clientEnvelope })).toBeUndefined();
	});

	test("Clerk's have one", () => {
		expect(headLane(client, limits)?.version).toBe("current");
		expect(headLane(session, limits)?.version).toBe("current");
	});
});

describe("which records pass", () => {
	const good = record(1, "current");

	test("those of the head, from the 501st on, with their ids", () => {
		const lane = warmed(headLane(client, { maxDepth: 100 }));
		expect(lane.passes(encode(good))).toBe(true);
		expect(lane.id).toBe(good.id);
		expect(lane.passes(encode({ ...good, id: 'a"\u00e9\u{1f600}' }))).toBe(true);
		expect(lane.id).toBe('a"\u00e9\u{1f600}');
		for (const older of ["legacy", "v1"]) expect(lane.passes(encode(record(1, older)))).toBe(false);
	});

	test("none that nests deeper than the limit, and none that is not UTF-8", () => {
		const flat = warmed(headLane(client, { maxDepth: 1 }));
		expect(flat.passes(encode({ ...good, sessions: [] }))).toBe(false);
		const lane = warmed(headLane(client, { maxDepth: 100 }));
		const bytes = encode({ ...good, id: "é" });
		expect(lane.passes(bytes)).toBe(true);
		bytes[bytes.indexOf(0xc3)] = 0xff;
		expect(lane.passes(bytes)).toBe(false);
	});

	test("none with a value that is suspect, at any place that suspicions are about", () => {
		const lane = warmed(headLane(client, { maxDepth: 100 }));
		const seconds = Math.floor(good.created_at / 1000);
		const [first, ...others] = good.sessions;
		expect(lane.passes(encode(good))).toBe(true);
		expect(lane.passes(encode({ ...good, created_at: seconds }))).toBe(false);
		expect(lane.passes(encode({ ...good, sessions: [...others, { ...first, expire_at: seconds }] }))).toBe(
			false,
		);
		expect(lane.passes(encode({ ...good, sessions: Array(30).fill(first) }))).toBe(true);
		// More than there is room for.
		expect(lane.passes(encode({ ...good, sessions: Array(100).fill(first) }))).toBe(false);
	});

	test("where a suspicion is about members that the schema does not declare, they are looked at", () => {
		const suspicion = {
			name: "odd",
			looksLike: (value: unknown) => value === null || Number(value) % 2 === 1,
			message: "odd",
		};
		const open = lineage("x/y")
			.version("1", version<{ a?: number; b?: (number | null)[] }>({ type: "object" }))
			.suspects([{ ...suspicion, at: ["/a", "/b/*"] }]);
		const lane = warmed(headLane(open, { maxDepth: 100 }));
		const texts = [
			'{"a":2}',
			'{"b":[2,4]}',
			'{"c":1}',
			'{"a":1}',
			'{"b":[2,1]}',
			'{"b":[null]}',
			'{"a":"2"}',
			'{"a":1,"a":2}',
		];
		expect(texts.filter((text) => lane.passes(encode(text)))).toEqual(texts.slice(0, 3));
	});

	test("in literals, too, members are looked at, and the id is found", () => {
		const suspicion = { name: "odd", looksLike: (value: unknown) => Number(value) % 2 === 1, message: "odd" };
		const literals = {
			enum: [
				{ id: "x", a: 1 },
				{ id: "y", a: 2 },
			],
		};
		const lane = warmed(
			headLane(
				lineage("x/y")
					.version("1", version<{ a: number }>(literals))
					.suspects([{ ...suspicion, at: ["/a"] }]),
				{
					maxDepth: 100,
				},
			),
		);
		expect(lane.passes(encode('{"id":"x","a":1}'))).toBe(false);
		expect([lane.passes(encode('{"id":"y","a":2}')), lane.id]).toEqual([true, "y"]);
	});

	test("the member id is found where the schema does not declare it", () => {
		const lane = warmed(headLane(lineage("x/y").version("1", version({})), { maxDepth: 100 }));
		expect([lane.passes(encode('{"a":1,"id":7}')), lane.id]).toEqual([true, 7]);
		expect([lane.passes(encode('{"a":{"id":7}}')), lane.id]).toEqual([true, undefined]);
		expect([lane.passes(encode("[7]")), lane.id]).toEqual([true, undefined]);
		expect(lane.passes(encode('{"id":1,"id":2}'))).toBe(false);
	});

	test("where few pass, most aren't looked at", () => {
		const lane = warmed(headLane(client, { maxDepth: 100 }));
		for (let i = 0; i < 256; i++) lane.passes(encode({}));
		expect(lane.passes(encode(good))).toBe(false);
		for (let i = 1; i < 4_096; i++) lane.passes(encode({}));
		expect(lane.passes(encode(good))).toBe(true);
	});

	test("a record is not looked at without end where alternatives are in alternatives", () => {
		const twice = {
			anyOf: ["b", "c"].map((name) => ({
				type: "object",
				properties: { a: { $ref: "#" } },
				required: [name],
			})),
		};
		const lane = warmed(headLane(lineage("x/y").version("1", version(twice)), { maxDepth: 1_000 }));
		const nested = (depth: number, inner: string) => `${'{"a":'.repeat(depth)}${inner}${"}".repeat(depth)}`;
		expect(lane.passes(encode('{"a":{"c":1},"c":1}'))).toBe(true);
		expect(lane.passes(encode(nested(60, '{"d":1}')))).toBe(false);
		expect(lane.passes(encode(nested(60, `{"d":"${"x".repeat(100_000)}"}`)))).toBe(false);
		expect(lane.passes(encode(nested(60, `{"d":"${"x".repeat(100_000)}\\u0061"}`)))).toBe(false);
	});

	test("a schema that is too big for a scanner leaves all in doubt", () => {
		let deep: object = {};
		for (let i = 0; i < 20_000; i++) deep = { items: deep };
		const lane = warmed(headLane(lineage("x/y").version("1", version(deep)), { maxDepth: 100 }));
		expect(lane.passes(encode([]))).toBe(false);
		expect(lane.passes(encode([]))).toBe(false);
	});

	test("a schema that leads back to itself at the same place leaves all in doubt", () => {
		const loop = { type: "object", anyOf: [{ $ref: "#" }, { required: ["a"] }] };
		const lane = warmed(headLane(lineage("x/y").version("1", version(loop)), { maxDepth: 100 }));
		expect(lane.passes(encode({ a: 1 }))).toBe(false);
		expect(lane.passes(encode({ a: 1 }))).toBe(false);
	});
});

describe("a run with the lane", () => {
	const folder = mkdtempSync(join(tmpdir(), "upshape-lane-"));
	afterAll(() => rmSync(folder, { recursive: true }));

	test("writes and counts what one without it does", async () => {
		const odd = [
			'{"id":1}',
			"",
			"  ",
			JSON.stringify(record(7, "current"), undefined, 1).replaceAll("\n", " "),
			JSON.stringify({ response: record(8, "current"), client: null }),
			JSON.stringify(record(9, "current")).replace('"id":', '"\\u0069d":'),
			`${JSON.stringify(record(10, "current"))}\r`,
			`\ufeff${JSON.stringify(record(11, "current"))}`,
			JSON.stringify({ ...record(12, "current"), created_at: 1e21 }),
			JSON.stringify({ ...record(13, "current"), id: "" }),
			JSON.stringify({ ...record(14, "current"), created_at: 1_620_366_955 }),
		];
		const text = `${block(0, 3_000)}${odd.join("\n")}\n${block(3_000, 1_000, "current")}`;
		writeFileSync(join(folder, "in.ndjson"), text);
		const [quick, plain] = [await convert(client, "quick"), await convert(SLOW, "plain")];
		expect(quick).toEqual(plain);
		expect(quick.report.current).toBeGreaterThan(2_000);
	});

	test("verifies what one without it does", async () => {
		const seen = async (by: AnyLineage, to?: string) => {
			const findings: unknown[] = [];
			const inputs = openAll([fileInput(nodeDisk, join(folder, "in.ndjson"))]);
			const limits = { maxBytes: 2 ** 24, maxDepth: 100, envelope: clientEnvelope };
			const onFinding = (finding: unknown) => findings.push(finding);
			return [await verifyRecords(inputs, { ...limits, lineage: by, to, onFinding }), findings];
		};
		for (const to of [undefined, "current", "v1"])
			expect(await seen(client, to)).toEqual(await seen(SLOW, to));
	});

	async function convert(by: AnyLineage, name: string) {
		const at = (file: string) => join(folder, `${name}-${file}`);
		const { report } = await upgradeFiles({
			lineage: by,
			inputs: [fileInput(nodeDisk, join(folder, "in.ndjson"))],
			envelope: clientEnvelope,
			output: at("out"),
			rejects: at("rejects"),
			report: at("report"),
			maxBytes: 2 ** 24,
			maxDepth: 100,
		});
		return {
			report: { ...report, seconds: 0 },
			files: ["out", "rejects"].map((file) => readFileSync(at(file), "utf8")),
		};
	}
});
