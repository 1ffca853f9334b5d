import { describe, expect, test, vi } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { openBlocks, rejectLine, run, upgrading } from "../../../src/records/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { downgradeText, upgradeText } from "./running.js";

const lines = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const upgraded = (record: unknown) => client.upgrade(record).value;

describe("an upgrade", () => {
	test("keeps the order, counts exactly, and passes current records as their own bytes", async () => {
		const asWritten = JSON.stringify(current, null, " ").replaceAll("\n", " ");
		const input = `${lines(legacy, v1)}\n${asWritten}\nnull\n  \n${lines(legacy)}`;
		for (const size of [1, 50, 100_000]) {
			const ran = await upgradeText(input, { size });
			expect(ran.output).toBe(
				`${lines(upgraded(legacy), upgraded(v1))}${asWritten}\n${lines(upgraded(legacy))}`,
			);
			expect(ran).toMatchObject({
				records: 7,
				converted: 3,
				current: 1,
				rejected: 1,
				blank: 2,
				complete: true,
				bytes: Buffer.byteLength(input),
				versions: { legacy: 2, v1: 1, current: 1 },
				rejects: { "unknown-version": 1 },
			});
			expect(ran.rejectList).toMatchObject([{ file: "in", line: 5, code: "unknown-version" }]);
			expect(ran.rejectList[0]?.offset).toBe(input.indexOf("null\n  \n"));
		}
	});

	test("mirrors an array", async () => {
		const input = JSON.stringify([legacy, null, current], null, 1);
		const ran = await upgradeText(input, { form: "array" });
		expect(JSON.parse(ran.output)).toEqual([upgraded(legacy), current]);
		expect((await upgradeText(" []", { form: "array" })).output).toBe("[]\n");
		expect((await upgradeText("[null]", { form: "array" })).output).toBe("[]\n");
	});

	test("opens an envelope, says so, and counts the record as converted even if it was current", async () => {
		const ran = await upgradeText(lines({ response: current, client: null }));
		expect(ran.output).toBe(lines(current));
		expect(ran).toMatchObject({ converted: 1, current: 0, versions: { current: 1 } });
		expect(ran.account).toEqual([{ kind: "moved", step: "envelope", from: "/response", to: "", count: 1 }]);
	});

	test("adds up accounts by place, with * for indices", async () => {
		const sessions = [...legacy.sessions, { ...legacy.sessions[0], id: "sess_2" }];
		const { account } = await upgradeText(lines({ ...legacy, sessions }, legacy, v1));
		expect(account).toContainEqual({
			kind: "dropped",
			step: "legacy>v1",
			from: "/sessions/*/user",
			count: 3,
		});
		expect(account).toContainEqual({ kind: "derived", step: "legacy>v1", to: "/session_ids", count: 2 });
		expect(account).toContainEqual({
			kind: "defaulted",
			step: "v1>current",
			to: "/last_authentication_strategy",
			count: 3,
		});
	});

	test("gives up when there are more rejects than allowed, and not before", async () => {
		const input = `1\n2\n3\n${lines(current)}`;
		expect(await upgradeText(input, { maxRejects: 3 })).toMatchObject({
			complete: true,
			rejected: 3,
			current: 1,
		});
		expect(await upgradeText(input, { maxRejects: 2 })).toMatchObject({
			complete: false,
			rejected: 3,
			current: 0,
		});
	});

	test("what is undeclared is rejected, kept in the own bytes, or dropped with an account", async () => {
		const input = lines({ ...current, extra: 1 });
		const way = (undeclared: "reject" | "keep" | "drop") =>
			upgradeText(input, { convert: upgrading(client, { undeclared }) });
		expect(await way("reject")).toMatchObject({ rejected: 1, output: "" });
		expect(await way("keep")).toMatchObject({ current: 1, output: input });
		expect(await way("drop")).toMatchObject({ converted: 1, output: lines(current) });
	});
});

describe("what a round trip through JavaScript would change", () => {
	const odd = (record: object, from: string, to: string) => JSON.stringify(record).replace(from, to);

	test("passes where no step touches it", async () => {
		const line = odd(current, "1620366955123", "1620366955123.0");
		expect(await upgradeText(line)).toMatchObject({ current: 1, output: `${line}\n` });
	});

	test("is written as it was where a step hands it on, and comes back from the residue", async () => {
		const line = odd(legacy, '"seats":3', '"seats":3.0,"big":9007199254740993');
		const ran = await upgradeText(line);
		expect(ran.residue).toContain('{"seats":3.0,"big":9007199254740993}');
		expect((await downgradeText(ran.output, ran.residue)).output).toBe(`${line}\n`);
	});

	test("is a reject with the place where a step rebuilds what it is in", async () => {
		const ran = await upgradeText(odd(legacy, "1620366953", "1620366953.0"));
		expect(ran.rejectList).toMatchObject([{ code: "inexact", instanceLocation: "/created_at" }]);
		const wrapped = await upgradeText(
			`{"response":${odd(legacy, "1620366953", "1620366953.0")},"client":null}`,
		);
		expect(wrapped.rejectList).toMatchObject([{ code: "inexact", instanceLocation: "/response/created_at" }]);
	});
});

describe("a downgrade with the residue", () => {
	test("takes the copy of a text in the residue for the text itself", async () => {
		// Both sessions have one id, so that all of them are residue together.
		const [one] = v1.sessions;
		const odd = {
			...one,
			expire_at: 1_600_000_000,
			latest_activity: { object: "a", id: "a", is_mobile: true },
		};
		const text = JSON.stringify({ ...v1, sessions: [one, odd] }).replace('"is_mobile":true', '$&,"odd":1.0');
		const { output, residue } = await upgradeText(`${text}\n`);
		expect(output).toContain('"odd":1.0');
		expect((await downgradeText(output, residue)).output).toBe(`${text}\n`);
	});

	test("writes a number beyond doubles as it was, beside what the residue puts back", async () => {
		const [one] = v1.sessions;
		const session = { ...one, expire_at: 1_600_000_000 };
		const text = JSON.stringify({ ...v1, sessions: [session] }).replace('"status"', '"actor":{"n":1e400},$&');
		const { output, residue } = await upgradeText(`${text}\n`);
		expect(residue).not.toContain("1e400");
		expect((await downgradeText(output, residue)).output).toBe(`${text}\n`);
	});

	const input = `${lines(legacy, { response: legacy, client: null }, v1)}${lines(current, { response: null, meta: { client: current } })}`;

	test("gives every record back as it was, whatever it was", async () => {
		const ran = await upgradeText(input);
		expect(ran).toMatchObject({ converted: 4, current: 1, rejected: 0 });
		for (const size of [1, 100, 100_000]) {
			expect((await downgradeText(ran.output, ran.residue, { size })).output).toBe(input);
		}
	});

	test.each([
		["current", current],
		["v1", v1],
		["legacy", legacy],
	])("gives undeclared properties back that were dropped from a record of %s", async (_, record) => {
		const [session, ...others] = record.sessions;
		const sessions = [{ ...session, extra: [1] }, ...others];
		const strange = lines({ ...record, sessions, extra: { deep: true } });
		const ran = await upgradeText(strange, { convert: upgrading(client, { undeclared: "drop" }) });
		expect(ran.output).not.toContain("extra");
		expect((await downgradeText(ran.output, ran.residue)).output).toBe(strange);
	});

	test("passes a record as its own bytes whose residue says nothing that it lacks", async () => {
		const asWritten = `${JSON.stringify(current, null, " ").replaceAll("\n", " ")}\n`;
		const residue = '{"record":1,"from":"current","residue":{}}\n';
		expect((await downgradeText(asWritten, residue)).output).toBe(asWritten);
	});

	test("rejects a record that another one's line was kept for", async () => {
		const ran = await upgradeText(lines(legacy));
		const other = ran.output.replace("client_1", "client_2");
		expect((await downgradeText(other, ran.residue)).rejectList).toMatchObject([
			{ code: "residue-mismatch" },
		]);
	});

	test("says when the file has more lines than there are records", async () => {
		const ran = await upgradeText(lines(legacy, v1));
		const [first = ""] = ran.output.split("\n");
		expect((await downgradeText(first, ran.residue)).result.unmatched).toBe(true);
		expect((await downgradeText(ran.output, ran.residue)).result.unmatched).toBe(false);
	});

	test.each([
		["not JSON", "nonsense\n"],
		["no line of ours", '{"from":"legacy"}\n'],
		["out of order", '{"record":1,"from":"v1"}\n{"record":1,"from":"v1"}\n'],
	])("stops at a line that is %s", async (_, residue) => {
		const wrong = downgradeText(lines(current, current), residue);
		await expect(wrong).rejects.toMatchObject({ name: "BulkError", code: "residue-unreadable" });
	});

	test.each([
		["a version that there isn't", '{"record":1,"from":"v7"}\n', "residue-malformed"],
		["a residue that isn't one", '{"record":1,"from":"v1","residue":[]}\n', "residue-malformed"],
		["an envelope that isn't one", '{"record":1,"from":"v1","envelope":7}\n', "envelope-malformed"],
	])("rejects the record of a line with %s", async (_, residue, code) => {
		expect((await downgradeText(lines(current), residue)).rejectList).toMatchObject([{ code }]);
	});
});

test("rejects keep the original bytes: as text, or as base64 if they are no text", () => {
	const input = Buffer.concat([
		Buffer.from('{"a":"é'),
		Buffer.from([0xff, 0x0a]),
		Buffer.from('{"b":"é\\ud800"}\n'),
	]);
	const bytes = [input.subarray(0, input.indexOf(10)), input.subarray(input.indexOf(10) + 1, -1)];
	const reason = { file: "in", line: 1, offset: 0, code: "not-utf8", instanceLocation: "", message: "m" };
	const [first, second] = bytes.map((one) => JSON.parse(rejectLine({ ...reason, bytes: one })));
	expect(Buffer.from(first.base64, "base64")).toEqual(bytes[0]);
	expect(Buffer.from(second.record)).toEqual(bytes[1]);
});

test("an input that a stopped run still waits for is closed when something comes", async () => {
	const stop = new AbortController();
	let isClosed = false;
	let come = (_: Uint8Array) => {};
	const waited = new Promise<Uint8Array>((resolve) => {
		come = resolve;
	});
	async function* chunks() {
		try {
			yield Buffer.from(lines(legacy));
			stop.abort();
			yield await waited;
		} finally {
			isClosed = true;
		}
	}
	async function* inputs() {
		yield await openBlocks({ name: "in", chunks: chunks() }, { form: "ndjson", maxBytes: 1 << 20 });
	}
	const options = { maxBytes: 1 << 20, maxDepth: 100, convert: upgrading(client), signal: stop.signal };
	expect((await run(inputs(), options)).end).toBe("stopped");
	expect(isClosed).toBe(false);
	come(Buffer.from(lines(legacy)));
	await vi.waitFor(() => expect(isClosed).toBe(true));
});
