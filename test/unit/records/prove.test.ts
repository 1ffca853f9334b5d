import { describe, expect, test } from "vitest";
import { client } from "../../../src/clerk/index.js";
import { type Account, lineage, type Residue, type Step } from "../../../src/lineage/index.js";
import {
	type AnyLineage,
	convertRecord,
	type RecordOutcome,
	RUN_CODES,
	upgrading,
} from "../../../src/records/index.js";
import { current, legacy, v1 } from "../../support/clerk-samples.js";

interface Old {
	readonly id: string;
	readonly n: number;
	readonly tags?: readonly string[];
}
interface New {
	readonly id: string;
	readonly m: number;
}

const honest: Step<Old, New> = {
	upgrade: ({ id, n }) => ({ id, m: Math.round(n) }),
	downgrade: ({ id, m }) => ({ id, n: m }),
};

const version = <T>(name: string) => ({
	schema: {},
	is: (value: unknown): value is T => typeof Object(value)[name] === "number",
	explain: () => [],
});

function counting(step: Step<Old, New>): AnyLineage {
	return lineage("x/count").version("v1", version<Old>("n")).version("v2", version<New>("m"), step);
}

/** What becomes of a record that is taken back before it is written. */
function proved(of: AnyLineage, record: unknown, more: object = {}): RecordOutcome {
	const raw = { bytes: Buffer.from(JSON.stringify(record)), line: 1, offset: 0 };
	const convert = upgrading(of, { prove: true, ...more });
	return convertRecord(raw, undefined, { convert, maxBytes: 1e6, maxDepth: 100 });
}

const differs = (instanceLocation: string, why = "") => ({
	status: "rejected",
	reason: { code: "return-differs", instanceLocation, message: `${RUN_CODES["return-differs"]}${why}` },
});

describe("a record that is proved", () => {
	test("is converted where it comes back, with what the newer version has no room for", () => {
		expect(proved(counting(honest), { id: "a", n: 1.5, tags: ["x"] })).toMatchObject({ status: "converted" });
		for (const record of [legacy, v1]) expect(proved(client, record)).toMatchObject({ status: "converted" });
		expect(proved(client, current)).toMatchObject({ status: "current" });
	});

	test.each(["keep", "drop"])("comes back with undeclared properties that are to be: %s", (undeclared) => {
		const record = {
			...v1,
			sessions: v1.sessions.map((session) => ({ ...session, extra: [1] })),
			more: null,
		};
		expect(proved(client, record)).toMatchObject({ status: "rejected" });
		expect(proved(client, record, { undeclared })).toMatchObject({ status: "converted" });
		expect(proved(client, { ...current, more: null }, { undeclared })).toMatchObject({
			status: expect.stringMatching(/converted|current/),
		});
	});

	test("is refused where the step changes what it is given", () => {
		const upgrade = (old: Old) => {
			Object.assign(old, { n: old.n + 1 });
			return honest.upgrade(old, {} as never);
		};
		expect(proved(counting({ ...honest, upgrade }), { id: "a", n: 1 })).toEqual(differs("/n"));
	});

	test("is refused where the way back gives something else each time", () => {
		let calls = 10;
		const downgrade = ({ id }: New) => ({ id, n: calls++ });
		expect(proved(counting({ ...honest, downgrade }), { id: "a", n: 1 })).toEqual(differs("/n"));
	});

	test("is refused where the way back gives up in the end, and the place in the envelope is told", () => {
		let calls = 0;
		const downgrade = ({ id, m }: New, account: { refuse(at: string, message: string): never }) => {
			return calls++ > 0 ? account.refuse("/m", "is one too many") : { id, n: m };
		};
		expect(proved(counting({ ...honest, downgrade }), { id: "a", n: 1 })).toEqual(
			differs("", ": is one too many (v2>v1)"),
		);
	});
});

test("without proof the same record passes", () => {
	let calls = 0;
	const downgrade = ({ id }: New) => ({ id, n: calls++ });
	const convert = upgrading(counting({ ...honest, downgrade }));
	const raw = { bytes: Buffer.from('{"id":"a","n":1}'), line: 1, offset: 0 };
	expect(convertRecord(raw, undefined, { convert, maxBytes: 1e6, maxDepth: 100 })).toMatchObject({
		status: "converted",
	});
});

// What a lineage of another copy of the package gives may lack the parts that are internal.
test("a lineage without the internal ways is proved, too", () => {
	const bare = counting(honest);
	const copy: AnyLineage = {
		...{ name: bare.name, head: bare.head, versions: bare.versions },
		detect: (payload) => bare.detect(payload),
		upgrade: (payload, options) => {
			const made = bare.upgrade(payload, options);
			if (made.issues) return made;
			const {
				value,
				from,
				account,
				residue,
			}: { value: unknown; from: string; account: Account; residue: Residue } = made;
			return { value, from, account, residue };
		},
		downgrade: (payload, options) => bare.downgrade(payload, options),
	};
	expect(proved(copy, { id: "a", n: 1.5 })).toMatchObject({ status: "converted" });
});
