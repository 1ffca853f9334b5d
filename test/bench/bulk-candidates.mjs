// Plain JavaScript, so that what is timed is what runs: `node bulk-candidates.mjs <candidate> <input> <output>`.
import { closeSync, createReadStream, createWriteStream, openSync, readSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";

/** The bound: what no converter that parses and writes can do without. */
function bound(from, to) {
	const input = openSync(from, "r");
	const output = openSync(to, "w");
	const chunk = Buffer.allocUnsafeSlow(1 << 21);
	const out = Buffer.allocUnsafeSlow(1 << 22);
	let rest = 0;
	for (;;) {
		const read = readSync(input, chunk, rest, 1 << 20, null);
		if (read === 0) break;
		const length = rest + read;
		let start = 0;
		let written = 0;
		for (let end = chunk.indexOf(10, start); end >= 0 && end < length; end = chunk.indexOf(10, start)) {
			written += out.write(JSON.stringify(JSON.parse(chunk.toString("utf8", start, end))), written);
			out[written++] = 10;
			start = end + 1;
		}
		chunk.copyWithin(0, start, length);
		rest = length - start;
		writeSync(output, out, 0, written);
	}
	closeSync(input);
	closeSync(output);
}

/** The program that a user would write: readline, ajv at both ends, the converter by hand, stringify. */
async function user(from, to) {
	const { Ajv2020 } = await import("ajv/dist/2020.js");
	const { client } = await import("upshape/clerk");
	const { conversions } = await import("./upgrade-candidates.mjs");
	const ajv = new Ajv2020({ strict: false });
	const [legacy, v1, current] = client.versions.map((version) => ajv.compile(client.schema(version)));
	const output = createWriteStream(to);
	for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
		const record = JSON.parse(line);
		let upgraded;
		if (current(record)) upgraded = record;
		else if (v1(record)) upgraded = { ...record, last_authentication_strategy: null };
		else if (legacy(record)) upgraded = conversions.byHand(record);
		else throw new Error("a record of no version");
		if (!current(upgraded)) throw new Error("a conversion went wrong");
		if (!output.write(`${JSON.stringify(upgraded)}\n`)) await new Promise((go) => output.once("drain", go));
	}
	output.end();
	await finished(output);
}

/** upshape's own function, in one thread, both ends validated. */
async function upshape(from, to) {
	const { openBlocks, run, upgrading } = await import("upshape/bulk");
	const { client } = await import("upshape/clerk");
	const output = await open(to, "w");
	async function* inputs() {
		const chunks = createReadStream(from, { highWaterMark: 1 << 20 });
		yield await openBlocks({ name: from, chunks }, { form: "ndjson", maxBytes: 1 << 24 });
	}
	const sink = { write: async (bytes) => void (await output.writeFile(bytes)) };
	const door = { maxBytes: 1 << 24, maxDepth: 1000 };
	const { tally } = await run(inputs(), { ...door, convert: upgrading(client), output: sink });
	await output.close();
	if (tally.rejected > 0) throw new Error("records were rejected");
}

/** DuckDB, one thread: the same projection as SQL, nothing validated. */
async function duckdb(from, to) {
	const { DuckDBInstance } = await import("@duckdb/node-api");
	const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
	await connection.run(projection(from, to));
}

const TIMES = ["last_active_at", "expire_at", "abandon_at", "updated_at", "created_at"];

function projection(from, to) {
	const ms = (time) =>
		`CASE WHEN ${time} <> 0 AND abs(${time}) < 100000000000 THEN ${time} * 1000 ELSE ${time} END`;
	const names = ["object", "id", "user_id", "client_id", "status", "last_active_organization_id"];
	const session = `STRUCT(${names.map((name) => `${name} VARCHAR`)}, actor JSON, "user" STRUCT(id VARCHAR), ${TIMES.map((name) => `${name} BIGINT`)})[]`;
	const columns = {
		...Object.fromEntries(
			["object", "id", "sign_in_id", "sign_up_id", "last_active_session_id"].map((name) => [name, "VARCHAR"]),
		),
		session_ids: "VARCHAR[]",
		sessions: session,
		sign_in_attempt: "STRUCT(id VARCHAR)",
		sign_up_attempt: "STRUCT(id VARCHAR)",
		last_authentication_strategy: "VARCHAR",
		updated_at: "BIGINT",
		created_at: "BIGINT",
	};
	const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
	const converted = [
		...["object", "id", "status", "actor", "last_active_organization_id"].map(
			(name) => `${name} := s.${name}`,
		),
		"user_id := coalesce(s.user_id, s.user.id)",
		"client_id := coalesce(s.client_id, c.id)",
		...TIMES.map((name) => `${name} := ${ms(`s.${name}`)}`),
	];
	return `COPY (SELECT object, id, coalesce(session_ids, list_transform(sessions, s -> s.id)) AS session_ids,
		list_transform(sessions, s -> struct_pack(${converted})) AS sessions,
		coalesce(sign_in_id, sign_in_attempt.id) AS sign_in_id, coalesce(sign_up_id, sign_up_attempt.id) AS sign_up_id,
		last_active_session_id, last_authentication_strategy,
		${ms("updated_at")} AS updated_at, ${ms("created_at")} AS created_at
		FROM read_json('${from}', format = 'newline_delimited', columns = {${types}}) AS c) TO '${to}' (FORMAT json)`;
}

const [name, from, to] = process.argv.slice(2);
const candidate = { bound, user, upshape, duckdb }[name];
await candidate(from, to);
