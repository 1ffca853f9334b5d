import fc from "fast-check";
import { expect, test } from "vitest";
import { client, clientEnvelope } from "../../src/clerk/index.js";
import type { Json, JsonObject } from "../../src/index.js";
import {
	downgrading,
	openBlocks,
	openRecords,
	ResidueReader,
	type RunOptions,
	run,
	upgrading,
} from "../../src/records/index.js";
import { shippedInstances } from "../support/instances/index.js";
import { RUNS } from "../support/runs.js";

// Law 8: what a step does not touch comes out as it came in, or the record is rejected with the place.

/** Members that JSON.parse and JSON.stringify would change; `N` makes each of them one of its kind. */
const ODD_MEMBERS = [
	'"odd":N0000000000000000001',
	'"odd":N.0',
	'"odd":NE5',
	'"odd":Ne400',
	'"odd":-0.N00',
	'"odd":1,"odd":N',
	'"odd":{"b":1,"7":N}',
	'"odd":[[{"x":N.50}]]',
];

/** Where the schemas leave objects open, so that odd members may stand there. */
const OPEN = new Set(["user", "actor", "latest_activity", "sign_in_attempt", "sign_up_attempt", "tasks"]);

const BATCH = 20;

const records = fc
	.tuple(
		fc.oneof(
			...client.versions.map((version) =>
				// In the order of its own version: a narrower one that it is of, too, may document another.
				shippedInstances("clerk-client", version, { keyOrder: "documented", protoKeys: false }).filter(
					(payload) => Object(client.detect(payload)).version === version,
				),
			),
		),
		fc.infiniteStream(fc.nat({ max: ODD_MEMBERS.length - 1 })),
		fc.boolean(),
	)
	.map(([instance, choice, wrapped]) => {
		const odd = oddText(instance, () => ODD_MEMBERS[Number(choice.next().value)] ?? "");
		return wrapped ? { ...odd, text: `{"response":${odd.text},"client":null}` } : odd;
	});

test("odd numbers, repeated and integer-like keys in open parts survive the upgrade, and the way back is exact in text", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(records, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
			const input = batch.map(({ text }) => text);
			const up = await converted(input, {
				convert: upgrading(client),
				envelope: clientEnvelope,
			});
			expect(up.rejected).toBe(0);
			for (const token of batch.flatMap(({ tokens }) => tokens))
				expect(up.output + up.residue).toContain(token);
			const kept = new ResidueReader(await openRecords(inputOf(up.residue), NDJSON));
			const down = await converted(up.output.split("\n").slice(0, -1), {
				convert: downgrading(client),
				rewrap: clientEnvelope,
				kept,
			});
			expect(down.output.split("\n").slice(0, -1)).toEqual(input);
		}),
		{ ...RUNS, numRuns: RUNS.numRuns / BATCH },
	);
});

test("an odd number in a place that a step builds anew is a reject that names the place, or stays as it is", async () => {
	const texts = fc.tuple(
		shippedInstances("clerk-client", "v1", { keyOrder: "documented", protoKeys: false }),
		fc.constantFrom("N.0", "Ne2"),
	);
	await fc.assert(
		fc.asyncProperty(texts, async ([instance, spelling]) => {
			const text = JSON.stringify({ ...(instance as JsonObject), created_at: "@" }).replace(
				'"@"',
				spelling.replace("N", "1716883200"),
			);
			const up = await converted([text], { convert: upgrading(client) });
			expect(up.rejects).toContain('"code":"inexact","instanceLocation":"/created_at"');
		}),
		{ ...RUNS, numRuns: RUNS.numRuns / BATCH },
	);
});

/** The document with an odd member in every open object, and the numbers that tell them apart. */
function oddText(
	document: Json,
	member: () => string,
): { readonly text: string; readonly tokens: readonly string[] } {
	const members: string[] = [];
	const tokens: string[] = [];
	const marked = JSON.stringify(document, (name, value: unknown) => {
		const open = OPEN.has(name) && typeof value === "object" && value !== null && !Array.isArray(value);
		if (!open || Object.hasOwn(value, "odd")) return value;
		const token = String(4_711_000 + tokens.length);
		tokens.push(token);
		members.push(member().replace("N", token));
		return { ...value, odd: `@${members.length - 1}@` };
	});
	return {
		text: marked.replace(/"odd":"@(\d+)@"/g, (_, index: string) => members[Number(index)] ?? ""),
		tokens,
	};
}

async function converted(
	lines: readonly string[],
	options: Partial<RunOptions> & Pick<RunOptions, "convert">,
) {
	const output: Uint8Array[] = [];
	const residue: Uint8Array[] = [];
	const rejects: Uint8Array[] = [];
	const into = (parts: Uint8Array[]) => ({
		write: async (bytes: Uint8Array) => void parts.push(Uint8Array.from(bytes)),
	});
	const inputs = (async function* () {
		yield await openBlocks(inputOf(`${lines.join("\n")}\n`), NDJSON);
	})();
	const { tally } = await run(inputs, {
		maxBytes: 1e7,
		maxDepth: 500,
		output: into(output),
		residue: into(residue),
		rejects: into(rejects),
		...options,
	});
	const text = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString();
	return { output: text(output), residue: text(residue), rejects: text(rejects), rejected: tally.rejected };
}

function inputOf(text: string) {
	const chunks = (async function* () {
		yield Buffer.from(text);
	})();
	return { name: "generated", chunks };
}

test("the oddities are odd: parsing and writing would change every one of them", () => {
	for (const member of ODD_MEMBERS) {
		const text = `{${member.replace("N", "4711000")}}`;
		expect(JSON.stringify(JSON.parse(text)) === text).toBe(false);
	}
});

const NDJSON = { form: "ndjson", maxBytes: 1e7 } as const;
