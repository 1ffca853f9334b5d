import { describe, expect, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { parsePlaces } from "../../../src/json/index.js";
import {
	convertRecord,
	downgrading,
	upgrading,
	WRAPPER_NAMES,
	wrappingOf,
} from "../../../src/records/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { AT_PLACES, BY_NAME, wrapped } from "../../support/places/wrapped.js";
import { downgradeText, upgradeText } from "./running.js";

/** How many records of each wrapper; `UPSHAPE_WRAPPED=1000` takes as many as were asked for. */
const COUNT = Number(process.env.UPSHAPE_WRAPPED ?? 150);

const bare = { envelope: undefined, rewrap: undefined };
const at = (...pointers: readonly string[]) => ({ ...bare, places: parsePlaces(pointers) });
const upgraded = (payload: unknown) => JSON.stringify(client.upgrade(payload).value);

describe.each([...AT_PLACES, ...BY_NAME])("payloads in $name", (wrapper) => {
	const options = { ...bare, ...wrappingOf(wrapper.wrapping) };
	const records = wrapped(wrapper, COUNT, 15);
	const before = records.map((record) => `${record.before}\n`).join("");
	const after = records.map((record) => `${record.after}\n`).join("");

	test.each([1, 1_000, 1_000_000])("are upgraded, and come back, in chunks of %i bytes", async (size) => {
		if (size === 1 && COUNT > 150) return;
		const up = await upgradeText(before, { ...options, size, digest: true });
		expect(up.output).toBe(after);
		const old = records.filter(({ isOld }) => isOld).length;
		expect(up).toMatchObject({ records: COUNT, converted: old, current: COUNT - old, rejected: 0, blank: 0 });
		const payloads = records.reduce((sum, record) => sum + record.payloads, 0);
		expect(up.payloads).toBe(payloads);
		expect(up.empty).toBe(records.filter((record) => record.payloads === 0).length);
		expect(Object.values(up.versions).reduce((a, b) => a + b, 0)).toBe(payloads);
		const { ids } = up.result.tally.sum;
		expect([ids.in, ids.out.count]).toEqual([ids.out, payloads]);
		const down = await downgradeText(after, up.residue, { ...options, size });
		expect(down.output).toBe(before);
		expect(down).toMatchObject({ converted: old, rejected: 0, result: { unmatched: false } });
		expect(up.account.length).toBeGreaterThan(10);
		for (const entry of up.account)
			for (const pointer of [Object(entry).from, Object(entry).to])
				if (pointer !== undefined) expect(pointer.startsWith(wrapper.prefix), pointer).toBe(true);
	});

	test("keep every account and every residue where --prove takes them back", async () => {
		const prove = upgrading(client, { prove: true });
		expect((await upgradeText(before, { ...options, convert: prove })).output).toBe(after);
	});
});

test("every wrapper that has a name is tried", () => {
	expect(BY_NAME.map(({ name }) => name)).toEqual(WRAPPER_NAMES);
});

test.each([
	['""', "not-json"],
	['" "', "not-json"],
	['"{"', "not-json"],
	['"\\ud800"', "not-json"],
	['"\\x"', "not-json"],
	["1", "unknown-version"],
	['"null"', "unknown-version"],
	['"{\\"__proto__\\":1}"', "proto-key"],
])("%s has no payload in its string: %s", async (line, code) => {
	const options = { ...bare, ...wrappingOf({ wrapped: "string" }) };
	expect((await upgradeText(`${line}\n`, options)).rejectList).toMatchObject([{ code }]);
	const there = { ...bare, ...wrappingOf({ wrapped: "string", at: ["/s"] }) };
	const [reject] = (await upgradeText(`{"s":${line}}\n`, there)).rejectList;
	expect(reject?.code).toBe(code === "not-json" && line.includes("x") ? "not-json" : code);
});

test("strings and bare payloads may be mixed, and stay what they are", async () => {
	const text = JSON.stringify(JSON.stringify(legacy));
	const input = `{"s":[${text},${JSON.stringify(legacy)},null]}\n`;
	const options = { ...bare, ...wrappingOf({ wrapped: "string", at: ["/s/*"] }) };
	const up = await upgradeText(input, options);
	expect(up.output).toBe(`{"s":[${JSON.stringify(upgraded(legacy))},${upgraded(legacy)},null]}\n`);
	expect((await downgradeText(up.output, up.residue, options)).output).toBe(input);
});

describe("a record is converted whole or not at all", () => {
	const record = { clients: [legacy, v1, { ...legacy, id: 7 }, legacy] };
	const text = `${JSON.stringify(record)} \n`;

	test("and keeps its bytes, with the place within", async () => {
		const ran = await upgradeText(text, at("/clients/*"));
		expect(ran).toMatchObject({
			output: "",
			residue: "",
			converted: 0,
			rejected: 1,
			account: [],
			versions: {},
		});
		const [{ instanceLocation = "", bytes = Buffer.from("") } = {}] = ran.rejectList;
		expect([instanceLocation, Buffer.from(bytes).toString()]).toEqual([
			"/clients/2/id",
			`${text.trimEnd()} `,
		]);
		const inline = await upgradeText(text, { ...at("/clients/*"), inlineRejects: true });
		expect(JSON.parse(inline.output).record).toBe(`${text.trimEnd()} `);
	});

	test.each<[string, string, string]>([
		['{"data":{}}', "nothing-there", "/data/client"],
		['{"data":[]}', "nothing-there", "/data/client"],
		['{"data":{"client":1}}', "unknown-version", "/data/client"],
		['{"data":{"client":[]}}', "unknown-version", "/data/client"],
		['{"data":{"client":{"a":}}}', "not-json", "/data/client"],
		['{"data":{"client":{}}', "not-json", ""],
		['{"data":{"client":{},"client":{}}}', "name-twice", "/data/client"],
		['{"__proto__":1,"data":{"client":{}}}', "proto-key", ""],
		['{"data":{"client":{"__proto__":1}}}', "proto-key", "/data/client/__proto__"],
		[`{"data":{"client":{},"x":${"[".repeat(99)}${"]".repeat(99)}}}`, "too-deep", ""],
		[JSON.stringify({ data: { client: legacy } }).replace("1620366955", "1620366955.0"), "inexact", ""],
	])("%s is a reject", async (line, code, place) => {
		const ran = await upgradeText(`${line}\n`, at("/data/client"));
		expect(ran.rejectList).toMatchObject([{ code }]);
		if (code !== "inexact") expect(ran.rejectList[0]?.instanceLocation).toBe(place);
		else expect(ran.rejectList[0]?.instanceLocation).toMatch(/^\/data\/client\//);
		expect(Buffer.from(ran.rejectList[0]?.bytes ?? []).toString()).toBe(line);
	});

	test("bytes that are no UTF-8 are a reject, around the payload and in it", () => {
		const options = { ...at("/data"), convert: upgrading(client), maxBytes: 1 << 20, maxDepth: 100 };
		for (const line of ['{"a":"\xff","data":null}', '{"data":{"a":"\xff"}}', '{"data":{},"\xff":1}']) {
			const outcome = convertRecord(
				{ bytes: Buffer.from(line, "latin1"), line: 1, offset: 0 },
				undefined,
				options,
			);
			expect(outcome, line).toMatchObject({ status: "rejected", reason: { code: "not-utf8" } });
		}
	});
});

describe("a way back", () => {
	const two = `${JSON.stringify({
		clients: [
			{ ...legacy, id: "a" },
			{ ...v1, id: "b" },
		],
	})}\n`;

	test("never gives what was kept of one element to another", async () => {
		const { output, residue } = await upgradeText(two, at("/clients/*"));
		const { clients } = JSON.parse(output);
		const edited = `${JSON.stringify({ clients: clients.toReversed() })}\n`;
		const down = await downgradeText(edited, residue, at("/clients/*"));
		expect(down.rejectList).toMatchObject([{ code: "residue-mismatch", instanceLocation: "/clients/0" }]);
		const short = `${JSON.stringify({ clients: clients.slice(0, 1) })}\n`;
		expect((await downgradeText(short, residue, at("/clients/*"))).rejectList).toMatchObject([
			{ code: "residue-mismatch", instanceLocation: "" },
		]);
	});

	test("needs the places of its upgrade", async () => {
		const { output, residue } = await upgradeText(two, at("/clients/*"));
		const [first] = JSON.parse(output).clients;
		const inBare = await downgradeText(`${JSON.stringify(first)}\n`, residue, bare);
		expect(inBare.rejectList).toMatchObject([{ code: "residue-mismatch" }]);
		const plain = await upgradeText(`${JSON.stringify(legacy)}\n`, bare);
		const wrong = await downgradeText(`{"data":${plain.output.trimEnd()}}\n`, plain.residue, at("/data"));
		expect(wrong.rejectList).toMatchObject([{ code: "residue-mismatch" }]);
	});

	test("keeps the text of numbers that are in what was kept", async () => {
		const odd = JSON.stringify(legacy).replace(
			'"first_name":"Ada"',
			'"first_name":"Ada","public_metadata":{"n":1.0}',
		);
		const text = `{"data":${odd}}\n`.replace('{"plan":{"seats":3}}', '{"n":12345678901234567890}');
		const up = await upgradeText(text, at("/data"));
		expect(up.rejected).toBe(0);
		expect((await downgradeText(up.output, up.residue, at("/data"))).output).toBe(text);
	});
});

test("an array keeps its form, and white space within its elements stays", async () => {
	const text = `[ {\n "data" : ${JSON.stringify(legacy)}\n}, {"data":null} ]`;
	const up = await upgradeText(text, { ...at("/data"), form: "array" });
	expect(up.output).toBe(`[\n{\n "data" : ${upgraded(legacy)}\n},\n{"data":null}\n]\n`);
	expect(up).toMatchObject({ converted: 1, current: 1, payloads: 1, empty: 1 });
});

test("twenty thousand elements are one record, all or none", async () => {
	const [one, other] = [JSON.stringify(current), upgraded(legacy)];
	const text = (last: string) => `{"clients":[${`${one},`.repeat(20_000)}${last}]}\n`;
	const options = { ...at("/clients/*"), maxBytes: 1 << 26, convert: upgrading(client) };
	const up = await upgradeText(text(JSON.stringify(legacy)), options);
	expect(up.output === text(other)).toBe(true);
	const down = await downgradeText(up.output, up.residue, { ...options, convert: downgrading(client) });
	expect(down.output === text(JSON.stringify(legacy))).toBe(true);
	const refused = await upgradeText(text("{}"), options);
	expect(refused.rejectList).toMatchObject([{ code: "unknown-version", instanceLocation: "/clients/20000" }]);
});
