import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type CheckOptions, checkRepository, type GateResult, type Steps } from "../../../src/check/index.js";
import { lineage, type Step, type Version, type Violation, widening } from "../../../src/index.js";
import { RENDERERS } from "../../../src/report/index.js";
import { orders } from "../../support/example/orders.js";
import { commit, type Files, git, project, write } from "../../support/project.js";

const TODAY = "2026-11-21";

/** What check says of a folder, with lineages by name in place of modules. */
function check(
	cwd: string,
	options: Partial<CheckOptions> = {},
	lineages: { readonly [name: string]: Steps } = {},
): Promise<GateResult> {
	const loadSteps = async (name: string) => {
		const found = lineages[name];
		if (found === undefined) throw new Error(`no lineage ${name}`);
		return found;
	};
	return checkRepository({ cwd, today: TODAY, loadSteps, ...options });
}

/** Rule and level of each finding that is more than information, and what it is about. */
function brief({ findings }: GateResult): string[] {
	return findings.filter(({ level }) => level !== "info").map(({ rule, subject }) => `${rule}: ${subject}`);
}

const $schema = "https://json-schema.org/draft/2020-12/schema";

/** A schema of an object that must have these properties, and may have no others. */
function closed(properties: { readonly [name: string]: unknown }, ...optional: readonly string[]) {
	const required = Object.keys(properties).filter((name) => !optional.includes(name));
	return { $schema, type: "object", properties, required, additionalProperties: false };
}

const V1 = closed({ id: { type: "string" }, cents: { type: "integer" } });
const V2 = closed({ id: { type: "string" }, amount: { type: "integer" } });

/** A repository with one lineage. */
function repository(versions: readonly unknown[], schemas: Files, settings: unknown = {}): Files {
	const files = Object.entries(schemas).map(([name, schema]) => [`schemas/bill/${name}.schema.json`, schema]);
	return {
		"upshape.config.json": { check: settings },
		"schemas/bill/lineage.json": { name: "shop/bill", type: "Bill", versions },
		...Object.fromEntries(files),
	};
}

interface Bill {
	readonly id: string;
	readonly [name: string]: unknown;
}

/** A version that takes every object with these properties, and no more, for one of its own. */
function version(schema: ReturnType<typeof closed>): Version<Bill> {
	const names = Object.keys(schema.properties);
	const faults = (value: unknown): Violation[] => {
		const keys = Object.keys(Object(value));
		const odd = [
			...keys.filter((key) => !names.includes(key)),
			...schema.required.filter((key) => !keys.includes(key)),
		];
		return odd.map((name) => ({
			instanceLocation: "",
			keywordLocation: "/required",
			keyword: "required",
			message: `is about ${name}`,
		}));
	};
	return { schema, is: (value): value is Bill => faults(value).length === 0, explain: faults };
}

const good: Step<Bill, Bill> = {
	upgrade: ({ cents, ...rest }) => ({ ...rest, amount: cents }),
	downgrade: ({ amount, ...rest }) => ({ ...rest, cents: amount }),
};

const bills = (step: Step<Bill, Bill>): Steps =>
	lineage("shop/bill").version("v1", version(V1)).version("v2", version(V2), step);

const TWO = repository(["v1", "v2"], { v1: V1, v2: V2 }, { mode: "full", lineages: { bill: "bills" } });

describe("pairs, and what steps make of them", () => {
	test("incompatible pairs without steps are findings, each way as the mode asks", async () => {
		const cwd = project({ ...TWO, "upshape.config.json": {} });
		const backward = await check(cwd);
		expect(backward.pairs).toMatchObject([
			{ subject: "shop/bill: v1 to v2", direction: "backward", verdict: "incompatible" },
		]);
		expect(backward.outcome).toBe("findings");
		expect((await check(cwd, { mode: "full" })).pairs).toHaveLength(2);
	});

	test("a step that bridges answers for an incompatible pair, the witness and 1,000 instances through", async () => {
		const result = await check(project(TWO), {}, { bills: bills(good) });
		expect(result.outcome).toBe("fine");
		expect(brief(result)).toEqual([]);
		expect(result.pairs.map(({ verdict, bridge }) => ({ verdict, ...bridge }))).toEqual([
			{ verdict: "incompatible", holds: true, step: "v1>v2", instances: 1001, losses: 0 },
			{ verdict: "incompatible", holds: true, step: "v2>v1", instances: 1001, losses: 0 },
		]);
	});

	const SECRET = "a value that nobody may see";

	test.each([
		[
			"makes what the target refuses",
			{ upgrade: (bill: Bill) => ({ ...bill, odd: SECRET }) },
			"step-invalid at the root",
			true,
		],
		[
			"throws",
			{
				upgrade() {
					throw new Error(SECRET);
				},
			},
			"step-threw at the root: the step v1>v2 threw a Error",
			true,
		],
		[
			"refuses",
			{
				upgrade: (_: Bill, hop: Parameters<typeof good.upgrade>[1]) => hop.refuse("/cents", "can't be told"),
			},
			"refused at /cents: can't be told",
			true,
		],
		[
			"changes what it is given",
			{
				upgrade: (bill: Bill) => Object.assign(bill, { amount: SECRET }),
			},
			"step-threw at the root: the step v1>v2 threw a TypeError",
			// The way back is compared with the step that changes what it is given: law 6.
			false,
		],
		[
			"makes what only the schema file refuses",
			{ upgrade: ({ id }: Bill) => ({ id, amount: SECRET }) },
			"the schema of v2 refuses",
			true,
		],
	])("a step that %s is told with code and place, without values", async (_, wrong, message, returns) => {
		const result = await check(project(TWO), {}, { bills: bills({ ...good, ...wrong }) });
		expect(result).toMatchObject({
			outcome: "findings",
			pairs: [{ bridge: { holds: false } }, { bridge: { holds: returns } }],
		});
		const [found] = result.findings.filter(({ rule }) => rule === "not-bridged");
		expect(found).toMatchObject({
			at: { file: "schemas/bill/v2.schema.json" },
			message: expect.stringContaining(message),
		});
		expect(JSON.stringify(result)).not.toContain(SECRET);
	});

	test("a step that errs for few instances only is found out by the generated ones", async () => {
		const upgrade = (bill: Bill, hop: Parameters<typeof good.upgrade>[1]) =>
			Number(bill.cents) < 0 ? { id: bill.id } : good.upgrade(bill, hop);
		const { pairs } = await check(project(TWO), {}, { bills: bills({ ...good, upgrade }) });
		expect(pairs[0]?.bridge).toMatchObject({ holds: false, issue: expect.stringContaining("step-invalid") });
		expect(pairs[0]?.bridge?.instances).toBeGreaterThan(1);
	});

	test.each([
		// Nobody knows an instance of these, so that nothing is tried.
		["^(a+)\\1$", "^(aa)+$", "undecided", undefined],
		["^([a-z]{5})-\\1$", "^([a-z])+-\\1$", "undecided", undefined],
	] as const)("a pair of which nothing is known, %s to %s: %s", async (older, newer, outcome, holds) => {
		const text = (pattern: string) => closed({ id: { type: "string", pattern } });
		const schemas = { v1: text(older), v2: text(newer) };
		const files = repository(["v1", "v2"], schemas, { lineages: { bill: "bills" } });
		const same: Step<Bill, Bill> = { upgrade: (bill) => bill, downgrade: (bill) => bill, widens: true };
		const steps = lineage("shop/bill")
			.version("v1", version(schemas.v1))
			.version("v2", version(schemas.v2), same);
		const levels = new Map([["versions-overlap", "off"]] as const);
		const result = await check(project(files), { levels }, { bills: steps });
		expect(result.pairs).toMatchObject([{ verdict: "unknown" }]);
		expect([result.outcome, result.pairs[0]?.bridge?.holds]).toEqual([outcome, holds]);
	});

	test("all newer versions, with --transitive: what is fine from one to the next is not so over two", async () => {
		const text = { type: "string" };
		const files = repository(["a", "b", "c"], {
			a: closed({ x: text }, "x"),
			b: closed({}),
			c: closed({ x: { type: "null" } }, "x"),
		});
		const cwd = project(files);
		const subjects = async (transitive: boolean) =>
			(await check(cwd, { transitive })).pairs.map(({ subject }) => subject);
		expect(await subjects(false)).toEqual(["shop/bill: a to b", "shop/bill: b to c"]);
		expect(await subjects(true)).toEqual(["shop/bill: a to b", "shop/bill: a to c", "shop/bill: b to c"]);
	});

	test("a branch is compared with the version that it leads into", async () => {
		const files = repository(["v1", { name: "till", into: "v2" }, "v2"], {
			v1: V1,
			till: closed({}),
			v2: V2,
		});
		const { pairs } = await check(project(files), { transitive: true });
		expect(pairs.map(({ subject }) => subject)).toEqual(["shop/bill: v1 to v2", "shop/bill: till to v2"]);
	});
});

describe("a lineage as somebody else writes it", () => {
	const example = fileURLToPath(new URL("../../support/example", import.meta.url));

	function copied(): string {
		const cwd = project({});
		cpSync(example, cwd, { recursive: true });
		write(cwd, {
			"upshape.config.json": {
				out: "generated",
				import: "../../../../src/index.js",
				check: { mode: "full", lineages: { "shop-order": { steps: "./orders.js#orders" } } },
			},
		});
		return cwd;
	}

	test("its four versions are disjoint and bridged, over a branch and over two steps; generated files are current", async () => {
		const result = await check(copied(), { transitive: true }, { "./orders.js#orders": orders });
		expect(result.pairs.map(({ subject }) => subject)).toContain("shop/order: web to v3");
		expect(result.pairs.map(({ bridge }) => bridge?.holds)).toEqual(result.pairs.map(() => true));
		expect([result.outcome, brief(result)]).toEqual(["fine", []]);
	});

	test("a generated file that is not current, or gone, is a finding", async () => {
		const cwd = copied();
		write(cwd, { "generated/types.ts": "// mine\n" });
		rmSync(join(cwd, "generated", "schemas.ts"));
		const result = await check(cwd, {}, { "./orders.js#orders": orders });
		expect(brief(result)).toEqual([
			"generated-stale: generated/schemas.ts",
			"generated-stale: generated/types.ts",
		]);
		rmSync(join(cwd, "generated"), { recursive: true });
		expect(brief(await check(cwd, {}, { "./orders.js#orders": orders }))).toEqual([]);
	});
});

describe("versions are told apart", () => {
	const wider = closed({ id: { type: "string" }, note: { type: "string" } }, "note");
	const narrow = closed({ id: { type: "string" } });
	const other = closed({ id: { type: "string" }, tip: { type: "integer" } }, "tip");
	const same: Step<Bill, Bill> = { upgrade: (bill) => bill, downgrade: ({ id }) => ({ id }) };
	const settings = { lineages: { bill: "bills" } };
	const steps = (step: Step<Bill, Bill>, newer = wider): Steps =>
		lineage("shop/bill").version("v1", version(narrow)).version("v2", version(newer), step);

	test("without steps a version that takes all older instances is growth; two that cross are not", async () => {
		expect(brief(await check(project(repository(["v1", "v2"], { v1: narrow, v2: wider }))))).toEqual([]);
		const crossed = await check(project(repository(["v1", "v2"], { v1: wider, v2: other })));
		expect(brief(crossed)).toContain("versions-overlap: shop/bill: v1 and v2");
		const [overlap] = crossed.findings.filter(({ rule }) => rule === "versions-overlap");
		expect(overlap).toMatchObject({
			level: "warning",
			witness: { id: "" },
			at: { file: "schemas/bill/v2.schema.json" },
		});
		const strict = repository(
			["v1", "v2"],
			{ v1: wider, v2: other },
			{ rules: { "versions-overlap": "error" } },
		);
		const asked = (await check(project(strict))).findings.find(({ rule }) => rule === "versions-overlap");
		expect(asked?.level).toBe("error");
	});

	test("with steps the step must say that it widens, and it must be true", async () => {
		const cwd = project(repository(["v1", "v2"], { v1: narrow, v2: wider }, settings));
		const plain = await check(cwd, {}, { bills: steps(same) });
		expect(brief(plain)).toEqual(["versions-overlap: shop/bill: v1 and v2"]);
		expect(plain.findings.find(({ rule }) => rule === "versions-overlap")?.message).toContain("widening");
		expect(brief(await check(cwd, {}, { bills: steps(widening(({ id }) => ({ id }))) }))).toEqual([]);
	});

	test("a step that is declared as widening and does not widen", async () => {
		const cwd = project(repository(["v1", "v2"], { v1: wider, v2: other }, settings));
		const declared = lineage("shop/bill")
			.version("v1", version(wider))
			.version(
				"v2",
				version(other),
				widening<Bill, Bill>(
					({ id }) => ({ id }),
					({ id }) => ({ id }),
				),
			);
		expect(brief(await check(cwd, {}, { bills: declared }))).toEqual([
			"widening-untrue: shop/bill: v1 and v2",
			"bridged-with-losses: shop/bill: v1 to v2",
		]);
	});
});

describe("the laws", () => {
	const levels = { rules: { "bridged-with-losses": "warning" } };
	const extended = {
		v1: closed({ id: { type: "string" }, cents: { type: "integer" }, ref: { type: "string" } }, "ref"),
		v2: V2,
	};
	const files = repository(["v1", "v2"], extended, { lineages: { bill: "bills" }, ...levels });
	const laws = async (step: Partial<Step<Bill, Bill>>) => {
		const bills = lineage("shop/bill")
			.version("v1", version(extended.v1))
			.version("v2", version(V2), { ...good, upgrade: ({ id, cents }) => ({ id, amount: cents }), ...step });
		const { findings } = await check(project(files), {}, { bills });
		const told = findings.filter(({ rule }) => rule === "law-broken" || rule === "bridged-with-losses");
		return told.map(({ rule, message }) => `${rule}: ${/law \d|\/\w+/.exec(message)?.[0]}`);
	};

	test("a member that the step forgets is told, with a count", async () => {
		expect(await laws({})).toEqual(["bridged-with-losses: /ref"]);
	});

	test("a member that the step means to drop is not", async () => {
		const upgrade: typeof good.upgrade = ({ id, cents }, account) => {
			account.dropped("/ref");
			return { id, amount: cents };
		};
		expect(await laws({ upgrade })).toEqual([]);
	});

	test("a step that counts is found out", async () => {
		let count = 0;
		const upgrade: typeof good.upgrade = ({ id }) => ({ id, amount: count++ });
		expect(await laws({ upgrade })).toContain("law-broken: law 6");
	});

	test("a way back that looks at the order of members is found out", async () => {
		const downgrade: typeof good.downgrade = (bill) => ({
			id: bill.id,
			cents: Object.keys(bill)[0] === "id" ? 1 : 2,
		});
		expect(await laws({ downgrade })).toContain("law-broken: law 6");
	});

	test("a way back that changes what it is given is found out", async () => {
		const downgrade: typeof good.downgrade = (bill) => {
			const cents = bill.amount;
			Object.assign(bill, { amount: 7 });
			return { id: bill.id, cents };
		};
		expect(await laws({ downgrade })).toContain("law-broken: law 6");
	});

	test("a pointer that leads nowhere is found out", async () => {
		const upgrade: typeof good.upgrade = ({ id, cents }, account) => {
			account.moved("/censt", "/amount");
			account.dropped("/ref");
			return { id, amount: cents };
		};
		expect(await laws({ upgrade })).toEqual(["law-broken: law 3"]);
	});

	let count = 0;
	/** Counts where an id is this one, which no generated instance has. */
	const counting = (id: string) => ({
		...good,
		upgrade: ({ id: own, cents }: Bill) => ({ id: own === id ? `${count++}` : own, amount: cents }),
	});
	const forms = (result: GateResult) =>
		Object.values(RENDERERS).map((form) => form(result, { version: "1.2.3", rules: [] }));

	test("nothing is called bridged beside a broken law, in any form; what is lost is told once it holds", async () => {
		let turns = 0;
		const odd = lineage("shop/bill")
			.version("v1", version(extended.v1))
			.version("v2", version(V2), { ...good, upgrade: ({ id }) => ({ id, amount: turns++ }) });
		const result = await check(project(files), { mode: "full" }, { bills: odd });
		expect(result.pairs).toMatchObject([
			{ bridge: { holds: false, law: 6 } },
			{ bridge: { holds: false, law: 6 } },
		]);
		expect(new Set(brief(result))).toEqual(new Set(["law-broken: shop/bill: v1 to v2"]));
		for (const output of forms(result)) {
			expect(output).not.toMatch(/bridged|"holds":true/);
			expect(output).toMatch(/breaks law 6|law-broken|incompatible/);
		}
	});

	test("a way over several steps is not bridged if one of them breaks a law", async () => {
		const V3 = closed({ id: { type: "string" }, price: { type: "integer" } });
		const three = repository(["v1", "v2", "v3"], { v1: V1, v2: V2, v3: V3 }, { lineages: { bill: "bills" } });
		let turns = 0;
		const steps = lineage("shop/bill")
			.version("v1", version(V1))
			.version("v2", version(V2), good)
			.version("v3", version(V3), {
				upgrade: ({ id }) => ({ id, price: turns++ }),
				downgrade: ({ id, price }) => ({ id, amount: price }),
			});
		const result = await check(project(three), { transitive: true }, { bills: steps });
		expect(result.pairs.map(({ subject, bridge }) => `${subject} ${bridge?.holds}`)).toEqual([
			"shop/bill: v1 to v2 true",
			"shop/bill: v1 to v3 false",
			"shop/bill: v2 to v3 false",
		]);
		const told = result.findings.filter(({ rule }) => rule === "law-broken").map(({ subject }) => subject);
		expect(new Set(told)).toEqual(new Set(["shop/bill: v1 to v3", "shop/bill: v2 to v3"]));
	});

	test("losses that nothing explains: bridged with losses, in every form", async () => {
		const steps = lineage("shop/bill")
			.version("v1", version(extended.v1))
			.version("v2", version(V2), { ...good, upgrade: ({ id, cents }) => ({ id, amount: cents }) });
		const result = await check(project(files), {}, { bills: steps });
		expect(result.pairs).toMatchObject([{ bridge: { holds: true, losses: 1 } }]);
		expect(result.outcome).toBe("fine");
		const [json, ...others] = [
			RENDERERS.json,
			RENDERERS.text,
			RENDERERS.github,
			RENDERERS.markdown,
			RENDERERS.junit,
		];
		const shown = (form: typeof json) => form(result, { version: "1.2.3", rules: [] });
		expect(JSON.parse(shown(json)).pairs[0].bridge).toMatchObject({ holds: true, losses: 1 });
		for (const form of others) expect(shown(form)).toContain("bridged with losses");
		expect(shown(RENDERERS.sarif)).toContain("bridged-with-losses");
	});

	test.each([
		[
			"in the folder of its version",
			V1,
			{ "schemas/bill/examples/v1/odd.json": { id: "needle-1", cents: 7 } },
			"odd.json",
		],
		[
			"that the schema lists",
			{ ...V1, examples: [{ id: "needle-1", cents: 7 }] },
			{},
			"schemas/bill/v1.schema.json#/examples/0",
		],
	])("an example %s that breaks a law is told, by name", async (_, v1, more, name) => {
		const two = repository(["v1", "v2"], { v1, v2: V2 }, { lineages: { bill: "bills" } });
		const result = await check(project({ ...two, ...more }), {}, { bills: bills(counting("needle-1")) });
		const broken = result.findings.filter(({ rule }) => rule === "law-broken");
		expect(broken[0]).toMatchObject({ witness: { id: "needle-1", cents: 7 } });
		expect(broken[0]?.message).toContain("the step v1>v2 breaks law 6 (purity) at /id: ");
		expect(broken[0]?.message).toContain("shown by the example schemas/bill/");
		expect(broken[0]?.message).toContain(name);
	});

	test("so is a witness, which no generated instance of its version need be like", async () => {
		const id = { type: "string", not: { const: "needle-1" } };
		const v2 = closed({ id, amount: { type: "integer" } });
		const v1 = closed({ id: { type: "string" }, amount: { type: "integer" } });
		const two = repository(["v1", "v2"], { v1, v2 }, { lineages: { bill: "bills" } });
		const steps = lineage("shop/bill")
			.version("v1", version(v1))
			.version("v2", version(v2), {
				upgrade: ({ id: own, amount }) => ({ id: own === "needle-1" ? `${count++}` : own, amount }),
				downgrade: (bill) => bill,
				widens: true,
			});
		const result = await check(project(two), {}, { bills: steps });
		expect(result.pairs).toMatchObject([{ witness: { id: "needle-1" }, bridge: { holds: false, law: 6 } }]);
		const broken = result.findings.filter(({ rule }) => rule === "law-broken");
		expect(broken[0]?.message).toContain("; shown by the witness of shop/bill: v1 to v2 (backward)");
	});

	test("a way back that fails is told even where the schemas say that nothing had to be bridged", async () => {
		const steps = lineage("shop/bill")
			.version("v1", version(V1))
			.version("v2", version(V1), {
				upgrade: (bill) => bill,
				downgrade: (bill) => (Number(bill.cents) < 0 ? { id: bill.id } : bill),
				widens: true,
			});
		const two = repository(["v1", "v2"], { v1: V1, v2: V1 }, { mode: "full", lineages: { bill: "bills" } });
		const result = await check(project(two), {}, { bills: steps });
		expect(result.pairs).toMatchObject([{ verdict: "compatible" }, { verdict: "compatible" }]);
		expect(brief(result)).toContain("not-bridged: shop/bill: v1 to v2");
	});
});

describe("every version gets to the newest one", () => {
	const V3 = closed({ id: { type: "string" }, price: { type: "integer" } });
	const files = repository(["v1", "v2", "v3"], { v1: V1, v2: V2, v3: V3 }, { lineages: { bill: "bills" } });
	const priced: Step<Bill, Bill> = {
		upgrade: ({ amount, ...rest }) => ({ ...rest, price: amount }),
		downgrade: ({ price, ...rest }) => ({ ...rest, amount: price }),
	};
	const three = (step: Step<Bill, Bill>): Steps =>
		lineage("shop/bill")
			.version("v1", version(V1))
			.version("v2", version(V2), good)
			.version("v3", version(V3), step);

	test("by the steps", async () => {
		expect(brief(await check(project(files), {}, { bills: three(priced) }))).toEqual([]);
	});

	test("not if the steps know nothing of a version", async () => {
		const result = await check(project(files), {}, { bills: bills(good) });
		expect(brief(result)).toContain("head-unreachable: shop/bill: v1 to v3");
		expect(brief(result)).toContain("head-unreachable: shop/bill: v2 to v3");
		expect(result.findings.find(({ rule }) => rule === "head-unreachable")?.message).toContain(
			"know no version v3",
		);
	});

	test("not if what comes to a later step breaks there", async () => {
		const broken = { ...priced, upgrade: ({ id }: Bill) => ({ id }) };
		expect(brief(await check(project(files), {}, { bills: three(broken) }))).toEqual([
			"not-bridged: shop/bill: v2 to v3",
			"head-unreachable: shop/bill: v1 to v3",
		]);
	});
});

describe("published versions stay as they are", () => {
	const files = repository(["v1", "v2"], { v1: V1, v2: V2 }, { lineages: { bill: "bills" } });
	let root: string;

	function published(): string {
		root = project(files);
		commit(root);
		return root;
	}

	const against = async (changes: Files, ref = "HEAD") => {
		const cwd = published();
		write(cwd, changes);
		return check(cwd, { against: ref }, { bills: bills(good) });
	};
	const v1 = (schema: unknown) => ({ "schemas/bill/v1.schema.json": schema });
	const order = (...versions: readonly unknown[]) => ({
		"schemas/bill/lineage.json": { name: "shop/bill", type: "Bill", versions },
	});

	test("nothing has changed, or annotations only, or the text's own form", async () => {
		expect(brief(await against({}))).toEqual([]);
		const annotated = {
			title: "A bill",
			...V1,
			properties: { ...V1.properties, id: { type: "string", description: "an id" } },
		};
		expect(brief(await against(v1(annotated)))).toEqual([]);
		expect(brief(await against(v1(JSON.stringify(V1))))).toEqual([]);
		expect(brief(await against(v1({ ...V1, $defs: { unused: { type: "null" } } })))).toEqual([]);
	});

	test.each([
		["means the same", { ...V1, minProperties: 2 }, "it means the same, proved"],
		["means the same, in another order", { ...V1, required: ["cents", "id"] }, "it means the same, proved"],
		["means less", { ...V1, required: ["id"] }, "it means something else"],
		["means more", { ...V1, maxProperties: 1 }, "it means something else"],
	])("a change that %s is one", async (_, schema, message) => {
		const result = await against(v1(schema));
		const [found, ...more] = result.findings.filter(({ rule }) => rule === "published-changed");
		expect(more).toEqual([]);
		expect(found).toMatchObject({
			subject: "shop/bill: v1",
			message: expect.stringContaining(message),
			at: { file: "schemas/bill/v1.schema.json" },
			related: [{ file: "HEAD:schemas/bill/v1.schema.json" }],
		});
	});

	test("a change in what a version refers to is a change of the version, at its place", async () => {
		const cwd = project({ ...files, ...v1({ $schema, $ref: "parts.schema.json#/$defs/bill" }) });
		const parts = (schema: unknown) => ({
			"schemas/bill/parts.schema.json": { $schema, $defs: { bill: schema, other: {} } },
		});
		write(cwd, parts(V1));
		commit(cwd);
		write(cwd, {
			"schemas/bill/parts.schema.json": { $schema, $defs: { bill: V1, other: { type: "null" } } },
		});
		const ask = () => check(cwd, { against: "HEAD" }, { bills: bills(good) });
		expect(brief(await ask())).toEqual([]);
		write(cwd, parts({ ...V1, required: ["id"] }));
		expect((await ask()).findings.find(({ rule }) => rule === "published-changed")).toMatchObject({
			subject: "shop/bill: v1",
			at: { file: "schemas/bill/parts.schema.json", keywordLocation: "/$defs/bill" },
		});
	});

	test("the oldest may go, and an older one or a newer one may come", async () => {
		expect(brief(await against(order("v2")))).toEqual([]);
		const added = { "schemas/bill/v0.schema.json": closed({ old: { type: "null" } }) };
		const result = await against({ ...order("v0", "v1", "v2"), ...added });
		expect(brief(result).filter((one) => one.startsWith("version"))).toEqual([]);
	});

	test("no other may go, change places, or the whole lineage", async () => {
		expect(brief(await against(order("v1")))).toContain("version-removed: shop/bill: v2");
		expect(brief(await against(order("v2", "v1")))).toContain("versions-reordered: shop/bill");
		const cwd = published();
		rmSync(join(cwd, "schemas/bill"), { recursive: true });
		write(cwd, {
			"upshape.config.json": {},
			"schemas/other/lineage.json": { name: "shop/other", type: "Other", versions: ["v1"] },
			"schemas/other/v1.schema.json": V1,
		});
		expect(brief(await check(cwd, { against: "HEAD" }))).toEqual(["version-removed: shop/bill"]);
	});

	test.each(["schemas/", "./schemas", "schemas/bill", "."])(
		"the folder of schemas may be written as %s",
		async (schemas) => {
			const cwd = project({ ...files, "upshape.config.json": { schemas } });
			commit(cwd);
			expect((await check(cwd, { against: "HEAD" })).findings.map(({ rule }) => rule)).not.toContain(
				"nothing-published",
			);
			write(cwd, v1({ ...V1, required: [] }));
			expect(
				(await check(cwd, { against: "HEAD" })).findings.find(({ rule }) => rule === "published-changed"),
			).toMatchObject({
				at: { file: "schemas/bill/v1.schema.json" },
				related: [{ file: "HEAD:schemas/bill/v1.schema.json" }],
			});
		},
	);

	test("a ref without the schemas says so", async () => {
		const cwd = project({ "README.md": "nothing yet\n" });
		commit(cwd);
		write(cwd, files);
		const { findings } = await check(cwd, { against: "HEAD" }, { bills: bills(good) });
		expect(findings).toContainEqual(expect.objectContaining({ rule: "nothing-published", level: "warning" }));
	});

	test("settings in a folder of the repository, and a ref by its name", async () => {
		const cwd = project(
			Object.fromEntries(Object.entries(files).map(([name, file]) => [`api/${name}`, file])),
		);
		commit(cwd);
		git(cwd, "tag", "v1.0");
		write(cwd, { "api/schemas/bill/v1.schema.json": { ...V1, required: [] } });
		const config = "api/upshape.config.json";
		const result = await check(cwd, { against: "v1.0", config }, { bills: bills(good) });
		expect(result.findings.find(({ rule }) => rule === "published-changed")).toMatchObject({
			at: { file: "api/schemas/bill/v1.schema.json" },
			related: [{ file: "v1.0:api/schemas/bill/v1.schema.json" }],
		});
		const inside = await check(join(cwd, "api"), { against: "v1.0" }, { bills: bills(good) });
		expect(inside.findings.find(({ rule }) => rule === "published-changed")).toMatchObject({
			at: { file: "schemas/bill/v1.schema.json" },
		});
	});

	test.each([["nowhere"], ["-x"], ["HEAD:schemas"], [""]])(
		"a ref %j that can't be had is no result",
		async (ref) => {
			await expect(against({}, ref)).rejects.toMatchObject({ name: "SchemaError" });
		},
	);

	test("nor is one whose schemas are broken", async () => {
		const cwd = project({ ...files, ...v1("{") });
		commit(cwd);
		write(cwd, files);
		await expect(check(cwd, { against: "HEAD" }, { bills: bills(good) })).rejects.toThrow(
			"HEAD:schemas/bill/v1.schema.json:1:2",
		);
	});
});

describe("examples", () => {
	const listed = {
		...V1,
		examples: [
			{ id: "a", cents: 1 },
			{ id: "a", cents: "1" },
		],
	};

	test("those that schemas list, and files in the folder of their version", async () => {
		const cwd = project({
			...repository(["v1"], { v1: listed }),
			"schemas/bill/examples/v1/good.json": { id: "b", cents: 2 },
			"schemas/bill/examples/v1/bad.json": { id: "b", cents: 2.5 },
			"schemas/bill/examples/v9/lost.json": {},
			"schemas/bill/examples/v1/notes.md": "none",
		});
		const found = (await check(cwd)).findings.filter(({ rule }) => rule === "example-invalid");
		expect(found.map(({ at, message }) => `${at?.file}:${at?.line} ${message}`)).toEqual([
			"schemas/bill/v1.schema.json:22 is no instance of the schema that lists it: type refuses /cents",
			"schemas/bill/examples/v1/bad.json:3 is no instance of v1: type refuses /cents",
			"schemas/bill/examples/v9/lost.json:1 is in the folder of no version: examples/<version>/<any name>.json",
		]);
	});

	test("one that is no JSON is no result", async () => {
		const cwd = project({ ...repository(["v1"], { v1: V1 }), "schemas/bill/examples/v1/bad.json": "{" });
		await expect(check(cwd)).rejects.toThrow("schemas/bill/examples/v1/bad.json:1:2");
	});
});

describe("settings", () => {
	const config = (settings: unknown): Files => ({ ...TWO, "upshape.config.json": settings });

	test.each([
		[
			{ check: { rules: { "no-rule": "off" } } },
			"upshape.config.json:4:4#/check/rules/no-rule: names no rule",
		],
		[
			{ check: { rules: { "not-bridged": "fatal" } } },
			"#/check/rules/not-bridged: must be one of error, warning",
		],
		[{ check: { mode: "both" } }, "#/check/mode: must be one of backward, forward, full"],
		[
			{ check: { lineage: {} } },
			"#/check/lineage: unknown; there are mode, formats, direction, budget, rules, lineages",
		],
		[{ check: { lineages: { bill: { step: "x" } } } }, "#/check/lineages/bill/step: unknown"],
		[{ check: { lineages: { bil: "x" } } }, "the settings name the lineage bil, which is not here"],
		[{ check: [] }, "#/check: must be an object"],
		[{ schemas: "nowhere" }, "no folder of schemas"],
		[{ schmas: "x" }, "#/schmas: unknown"],
		[{ "a/b~c": 1 }, "#/a~1b~0c: unknown"],
		["{", "upshape.config.json:1:2: the text is not one JSON document"],
		[{ schemas: "empty" }, "no folder with a lineage.json"],
	])("%j: %s", async (settings, message) => {
		const cwd = project({ ...config(settings), "empty/a.txt": "" });
		await expect(check(cwd, {}, { bills: bills(good) })).rejects.toThrow(message);
	});

	test("none", async () => {
		await expect(check(project({}))).rejects.toThrow("upshape.config.json: there is no such file");
	});

	test("a broken schema is an error with file and line", async () => {
		const cwd = project({ ...TWO, "schemas/bill/v1.schema.json": '{\n\t"type": "strin"\n}' });
		await expect(check(cwd)).rejects.toThrow("schemas/bill/v1.schema.json:2:2#/type");
	});

	test("a version without its schema is an error with the file that should be there", async () => {
		const { "schemas/bill/v2.schema.json": _, ...rest } = TWO;
		await expect(check(project(rest))).rejects.toThrow(
			"schemas/bill/v2.schema.json: no such file in the set",
		);
	});

	test("levels of rules, a lineage's own mode, and the ignore file beside them", async () => {
		const own = {
			check: { rules: { "property-required-added": "warning" }, lineages: { bill: { mode: "forward" } } },
		};
		const cwd = project(config(own));
		const result = await check(cwd);
		expect(result.pairs.map(({ direction }) => direction)).toEqual(["forward"]);
		write(cwd, {
			"upshape.config.json": {},
			"upshape.ignore.json": [
				{ rule: "ignore-unused", subject: "x", reason: "a try", expires: "2027-01-01" },
			],
		});
		expect(brief(await check(cwd))).toContain("ignore-unused: upshape.ignore.json");
	});
});
