import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { client, clientEnvelope } from "../../../src/clerk/index.js";
import { lazily, openMetrics, type Upgraded } from "../../../src/records/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";
import { readOpenMetrics } from "../../support/openmetrics.js";

interface Row {
	readonly id: number;
	readonly doc: string;
	readonly revision: number;
}

/** A store as applications have them: rows with a revision. */
class Store {
	readonly rows: Row[];

	constructor(documents: readonly unknown[]) {
		this.rows = documents.map((document, id) => ({ id, doc: JSON.stringify(document), revision: 1 }));
	}

	row(id: number): Row {
		const row = this.rows[id];
		if (!row) throw new Error("no such row");
		return row;
	}

	set(id: number, doc: string): void {
		this.rows[id] = { id, doc, revision: this.row(id).revision + 1 };
	}

	/** The guard is the revision. */
	compareAndSet({ row, text }: Upgraded<Row>): boolean {
		if (this.row(row.id).revision !== row.revision) return false;
		this.set(row.id, text);
		return true;
	}
}

const document = ({ doc }: Row) => doc;
const head = (payload: unknown) => client.upgrade(payload).value;

describe("read", () => {
	test("gives the newest version of any row, and counts as a run does", () => {
		const store = new Store([legacy, v1, current, { strange: 1 }]);
		const lazy = lazily(client, { document });
		expect(store.rows.map((row) => lazy.read(row))).toEqual([
			{ value: head(legacy), from: "legacy" },
			{ value: head(v1), from: "v1" },
			{ value: current, from: "current" },
			{ reason: expect.objectContaining({ code: "unknown-version" }) },
		]);
		expect(lazy.report).toMatchObject({
			...{ records: 4, converted: 2, current: 1, rejected: 1, blank: 0 },
			versions: { legacy: 1, v1: 1, current: 1 },
			rejects: { "unknown-version": 1 },
			writes: { written: 0, pending: 0 },
		});
		expect(lazy.report.account).toContainEqual(
			expect.objectContaining({ kind: "dropped", from: "/sessions/*/user", count: legacy.sessions.length }),
		);
	});

	test("of bytes, of an envelope, of what is no document", () => {
		const lazy = lazily(client, { document: (row: Uint8Array | string) => row, envelope: clientEnvelope });
		expect(lazy.read(Buffer.from(JSON.stringify({ response: v1 }))).value).toEqual(head(v1));
		for (const bad of ["", "  ", "{", Buffer.from([0xff])]) expect(lazy.read(bad).reason).toBeDefined();
		expect(lazy.report).toMatchObject({ records: 5, converted: 1 });
	});
});

describe("write-back", () => {
	test("writes each upgraded row once, with what it has no room for, and current ones never", async () => {
		const store = new Store([legacy, v1, current]);
		const kept: (string | undefined)[] = [];
		const compareAndSet = (upgraded: Upgraded<Row>) => {
			kept.push(upgraded.kept);
			return store.compareAndSet(upgraded);
		};
		const lazy = lazily(client, { document, compareAndSet, keep: true });
		for (let round = 0; round < 3; round++) {
			for (const row of store.rows) lazy.read(row);
			expect(lazy.report.writes.pending).toBe(round === 0 ? 2 : 0);
			await lazy.settle();
		}
		expect(store.rows.map(({ doc }) => JSON.parse(doc))).toEqual([head(legacy), head(v1), current]);
		expect(lazy.report.writes).toEqual({ written: 2, conflicts: 0, failed: 0, skipped: 0, pending: 0 });
		const residue = JSON.parse(kept[0] ?? "").residue;
		const back = client.downgrade(JSON.parse(store.row(0).doc), { to: "legacy", residue });
		expect(back.value).toEqual(legacy);
	});

	test("what no step touches keeps its text", async () => {
		const store = new Store([]);
		const session = { ...v1.sessions[0], actor: { n: "@" } };
		const doc = JSON.stringify({ ...v1, sessions: [session] }).replace('"@"', "9007199254740993");
		store.rows.push({ id: 0, doc, revision: 1 });
		const lazy = lazily(client, { document, compareAndSet: (upgraded) => store.compareAndSet(upgraded) });
		lazy.read(store.row(0));
		await lazy.settle();
		expect(store.row(0).doc).toContain('"actor":{"n":9007199254740993}');
	});

	test("a write that fails is counted and told, and no read feels it", async () => {
		const store = new Store([legacy, v1]);
		const told: unknown[] = [];
		const down = new Error("the database is down");
		let calls = 0;
		const lazy = lazily(client, {
			document,
			compareAndSet: () => {
				if (calls++ === 0) throw down;
				return Promise.reject(down);
			},
			onFailure: (error) => told.push(error),
		});
		expect(store.rows.map((row) => lazy.read(row).value)).toEqual([head(legacy), head(v1)]);
		await lazy.settle();
		expect(lazy.report.writes).toMatchObject({ written: 0, failed: 2, pending: 0 });
		expect(told).toEqual([down, down]);
	});

	test("the queue is bounded: in length, in writes at a time, and in writes a second", async () => {
		const store = new Store(Array.from({ length: 30 }, () => v1));
		let [running, most] = [0, 0];
		const starts: number[] = [];
		const lazy = lazily(client, {
			document,
			maxPending: 12,
			concurrency: 3,
			perSecond: 200,
			compareAndSet: async (upgraded) => {
				starts.push(performance.now());
				most = Math.max(most, ++running);
				await sleep(25);
				running--;
				return store.compareAndSet(upgraded);
			},
		});
		for (const row of store.rows) lazy.read(row);
		expect(lazy.report.writes).toMatchObject({ skipped: 18, pending: 12 });
		await lazy.settle();
		expect(lazy.report.writes).toMatchObject({ written: 12, skipped: 18, pending: 0 });
		expect(most).toBe(3);
		// Twelve starts at 200 a second are 55 ms apart at least, give or take a timer's tick.
		expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(50);
	});

	test("its numbers are metrics, too", async () => {
		const store = new Store([legacy]);
		const lazy = lazily(client, { document, compareAndSet: () => false });
		lazy.read(store.row(0));
		await lazy.settle();
		const samples = readOpenMetrics(openMetrics(lazy.report)).get("upshape_write_backs")?.samples;
		expect(samples?.get('outcome="conflicts"')).toBe(1);
	});
});

/** A user's edit, a read, or time for writes: in any order. */
const acts = fc.array(
	fc.oneof(
		fc.record({ act: fc.constant("edit" as const), id: fc.nat({ max: 2 }) }),
		fc.record({ act: fc.constant("read" as const), id: fc.nat({ max: 2 }) }),
		fc.constant({ act: "wait" as const, id: 0 }),
	),
	{ minLength: 5, maxLength: 40 },
);

/** Edits rows while they are read and written back; the edits that are nowhere in the end. */
async function lostEdits(plan: readonly { act: string; id: number }[], guarded: boolean): Promise<number> {
	const store = new Store([legacy, v1, legacy]);
	const last = new Map<number, string>();
	const lazy = lazily(client, {
		document,
		compareAndSet: async (upgraded) => {
			await Promise.resolve();
			if (guarded) return store.compareAndSet(upgraded);
			store.set(upgraded.row.id, upgraded.text);
			return true;
		},
	});
	for (const [i, { act, id }] of plan.entries()) {
		if (act === "read") lazy.read(store.row(id));
		else if (act === "wait") await Promise.resolve();
		else {
			// An application that knows only the older versions edits the document.
			const edited = { ...JSON.parse(store.row(id).doc), last_active_session_id: `edit_${i}` };
			store.set(id, JSON.stringify(edited));
			last.set(id, `edit_${i}`);
		}
	}
	await lazy.settle();
	return [...last].filter(([id, edit]) => !store.row(id).doc.includes(edit)).length;
}

describe("concurrent edits", () => {
	test("are never overwritten", async () => {
		await fc.assert(
			fc.asyncProperty(acts, async (plan) => {
				expect(await lostEdits(plan, true)).toBe(0);
			}),
			{ seed: 20261120, numRuns: 1000 },
		);
	});

	test("would be, without the guard: the test above can fail", async () => {
		const lost = await Promise.all(
			fc.sample(acts, { seed: 20261120, numRuns: 200 }).map((plan) => lostEdits(plan, false)),
		);
		expect(lost.some((count) => count > 0)).toBe(true);
	});
});
