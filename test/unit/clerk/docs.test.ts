import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { client, sessionsOf } from "../../../src/clerk/index.js";

const textOf = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const examplesIn = (file: string): unknown[] =>
	textOf(`examples/clerk/${file}`)
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));

const docs = textOf("docs/clerk.md");
/** The names in one column of the table whose head begins like this. */
function namesIn(head: string, column: number): string[] {
	const [, table = ""] = docs.split(`\n| ${head}`);
	const [rows = ""] = table.split("\n\n");
	return rows
		.split("\n")
		.slice(2)
		.map((row) => row.split("|")[column]?.replaceAll("`", "").trim() ?? "");
}

const session = sessionsOf("client_1");

describe("docs/clerk.md has a row for each shape, and an example in its order", () => {
	test("of Clients", () => {
		const [clients = ""] = docs.split("\n## Sessions");
		const names = [...clients.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
		expect(names.toSorted()).toEqual([...client.versions].sort());
		const found = examplesIn("clients.ndjson").map((example) => client.detect(example));
		expect(found).toEqual(names.map((version) => ({ version })));
		for (const name of names) expect(textOf("README.md")).toContain(`["${name}<br/>`);
	});

	test("of Sessions", () => {
		const [, sessions = ""] = docs.split("\n## Sessions");
		const [rows = ""] = sessions.split("\n## Times in seconds");
		const names = [...rows.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
		expect(names.toSorted()).toEqual([...session.versions].sort());
		const found = new Set(
			examplesIn("sessions.ndjson").map((example) => JSON.stringify(session.detect(example))),
		);
		// Every v1 Session is a current one.
		const told = names.filter((name) => name !== "v1").map((version) => JSON.stringify({ version }));
		expect([...found].sort()).toEqual(told.sort());
	});

	test("of foreign shapes", () => {
		const ofClients = namesIn("given as a Client", 2);
		const ofSessions = namesIn("given as a Session", 2);
		// A lineage does not list what it is not; the source does.
		const declared = [...textOf("src/clerk/foreign-shapes.ts").matchAll(/\bname: "([\w-]+)"/g)];
		expect([...ofClients, ...ofSessions].sort()).toEqual(declared.map(([, name]) => name).sort());
		expect(examplesIn("foreign.ndjson").map((example) => client.detect(example))).toMatchObject(
			ofClients.map((stranger) => ({ stranger })),
		);
		expect(examplesIn("foreign-sessions.ndjson").map((example) => session.detect(example))).toMatchObject(
			ofSessions.filter((name) => name !== "session-with-user").map((stranger) => ({ stranger })),
		);
		for (const example of examplesIn("foreign.ndjson").slice(0, 5)) {
			expect(session.detect(example)).toHaveProperty("stranger");
		}
	});
});
