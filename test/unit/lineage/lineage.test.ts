import { describe, expect, test } from "vitest";
import { LineageError, lineage, type Step, type Version, widening } from "../../../src/index.js";
import { converted, refused } from "../../support/results.js";

interface A {
	readonly a: number;
}
interface B {
	readonly b: number;
}

/** A version by hand: an object with exactly this one property, a number. */
function version<T>(name: string, looks = true): Version<T> {
	const is = (value: unknown): value is T =>
		typeof value === "object" &&
		value !== null &&
		Object.keys(value).join() === name &&
		typeof Object(value)[name] === "number";
	const violation = {
		instanceLocation: "",
		keywordLocation: "/type",
		keyword: "type",
		message: "must be it",
	};
	return {
		schema: { type: "object", properties: { [name]: {} }, required: [name], additionalProperties: false },
		is,
		explain: (value) => (is(value) ? [] : [violation]),
		...(looks ? { looksLike: (value) => Object.hasOwn(Object(value), name) } : {}),
	};
}

const a = version<A>("a");
const b = version<B>("b");
const step = { upgrade: ({ a }: A): B => ({ b: a }), downgrade: ({ b }: B): A => ({ a: b }) };

describe("the builder", () => {
	test("returns new lineages and leaves the old ones alone", () => {
		const one = lineage("x").version("one", a);
		const two = one.version("two", b, step);
		expect([one.versions, one.head]).toEqual([["one"], "one"]);
		expect([two.versions, two.head]).toEqual([["one", "two"], "two"]);
	});

	test("refuses a repeated name, if the types were got round", () => {
		const build = () =>
			lineage("x")
				.version("one", a)
				.version("one" as never, b, step);
		expect(build).toThrow(new LineageError("repeated-version", "two versions are named one"));
	});

	test("an unknown target is a caller's mistake, with the known ones named", () => {
		expect(() =>
			lineage("x")
				.version("one", a)
				.upgrade({}, { to: "two" as never }),
		).toThrow(/there is no version two; there are one/);
	});
});

describe("bugs in steps are issues, never records", () => {
	const broken = (upgrade: (older: A) => B) =>
		lineage("x")
			.version("one", a)
			.version("two", b, { ...step, upgrade });

	test("a step that makes an invalid value", () => {
		expect(refused(broken(() => ({ b: "no" }) as never).upgrade({ a: 1 }))).toEqual(["step-invalid"]);
	});

	test("a step that throws, whose error may hold the payload", () => {
		const result = broken(({ a }) => {
			throw new RangeError(`secret ${a}`);
		}).upgrade({ a: 4711 });
		expect(refused(result)).toEqual(["step-threw"]);
		expect(JSON.stringify(result)).not.toContain("4711");
	});

	/** Three versions: the first step moves a member, the second one fails where `fails` says. */
	interface Deep {
		readonly at: { readonly value: number };
	}
	const deep: Version<Deep> = {
		schema: {
			type: "object",
			properties: { at: { type: "object", properties: { value: { type: "number" } } } },
		},
		is: (value): value is Deep => typeof Object(Object(value).at).value === "number",
		explain: () => [
			{ instanceLocation: "/at/value", keywordLocation: "", keyword: "type", message: "must be a number" },
		],
	};
	const chain = (second: Step<B, Deep>["upgrade"]) =>
		lineage("x")
			.version("one", a)
			.version("two", b, { upgrade: ({ a }) => ({ b: a }), downgrade: ({ b }) => ({ a: b }) })
			.version("three", deep, { upgrade: second, downgrade: ({ at }) => ({ b: at.value }) });

	test("name the step and the place in what was handed in, through the moves before it", () => {
		const wrong = chain(({ b }) => ({ at: { value: String(b) } }) as never);
		const moved = chain((_, account) => account.refuse("/b", "is too much"));
		expect(wrong.upgrade({ a: 1 }).issues).toMatchObject([
			{
				...{ code: "step-invalid", instanceLocation: "" },
				message: "must be a number, in what the step two>three made, at /at/value",
			},
		]);
		expect(moved.upgrade({ a: 1 }).issues).toMatchObject([
			{ code: "refused", instanceLocation: "/a", path: ["a"], message: "is too much (two>three)" },
		]);
	});

	test("a value that a step only moves is told by its place before", () => {
		const strict = { ...deep, is: (_: unknown): _ is Deep => false };
		const of = lineage("x")
			.version("two", b)
			.version("three", strict, {
				upgrade: ({ b }) => ({ at: { value: b } }),
				downgrade: ({ at }) => ({ b: at.value }),
			});
		expect(of.upgrade({ b: 1 }).issues).toMatchObject([{ code: "step-invalid", instanceLocation: "/b" }]);
	});

	test("the error that a step threw is there for who asks, and in no JSON", () => {
		const thrown = new RangeError("secret 4711");
		const [issue] =
			broken(() => {
				throw thrown;
			}).upgrade({ a: 4711 }).issues ?? [];
		expect(issue?.cause).toBe(thrown);
		expect(Object.keys(issue ?? {})).not.toContain("cause");
		expect(JSON.stringify(issue)).not.toContain("4711");
	});
});

describe("a validator of somebody's that throws for some values", () => {
	const fails = (): never => {
		throw new RangeError("secret");
	};
	const strict = lineage("x").version("one", {
		...a,
		is: (value): value is A => Object(value).a === 1 || fails(),
	});

	test("has not accepted them, and says so without them", () => {
		expect(strict.detect({ a: 1 })).toEqual({ version: "one" });
		const result = strict.upgrade({ a: "secret" });
		expect(refused(result)).toContain("unknown-version");
		expect(strict.detect(null)).toMatchObject({ unknown: true });
		expect(JSON.stringify(result)).not.toContain("secret");
	});

	test("is not asked for more when its cheap look throws", () => {
		const looking = lineage("x").version("one", { ...a, looksLike: fails });
		expect(looking.detect({ a: 1 })).toEqual({ version: "one" });
	});

	test.each([
		["throws", fails],
		[
			"names a place that is none",
			() => [{ instanceLocation: "a", keywordLocation: "", keyword: "", message: "" }],
		],
	])("and an explanation that %s is told by its kind", (_, explain) => {
		const result = lineage("x")
			.version("one", { ...a, explain })
			.upgrade({ a: "secret" });
		expect(refused(result)).toEqual(["unknown-version", "invalid"]);
		expect(JSON.stringify(result)).toMatch(/the validator threw a \w+Error/);
		expect(JSON.stringify(result)).not.toContain("secret");
	});
});

describe("versions that overlap", () => {
	test("are ambiguous", () => {
		const twins = lineage("x")
			.version("one", a)
			.version("two", version<A>("a"), { upgrade: (x) => x, downgrade: (x) => x });
		expect(twins.detect({ a: 1 })).toMatchObject({ ambiguous: ["one", "two"] });
		expect(refused(twins.upgrade({ a: 1 }))).toEqual(["ambiguous-version"]);
	});

	test("are the newer one where the step widens", () => {
		const wider = lineage("x")
			.version("one", a)
			.version(
				"two",
				version<A>("a"),
				widening((x) => x),
			);
		expect(wider.detect({ a: 1 })).toEqual({ version: "two" });
	});
});

test("a version needs no looksLike", () => {
	const slow = lineage("x")
		.version("one", version<A>("a", false))
		.version("two", version<B>("b", false), step);
	expect(converted(slow.upgrade({ a: 1 })).value).toEqual({ b: 1 });
});

test("a thousand violations make twenty issues and a count", () => {
	const violation = { instanceLocation: "/a", keywordLocation: "", keyword: "type", message: "must be it" };
	const chatty = { ...a, explain: () => new Array(1000).fill(violation) };
	const result = lineage("x").version("one", chatty).upgrade({ a: "1" });
	expect(result.issues).toHaveLength(22);
	expect(result.issues?.at(-1)?.message).toBe("and 980 more violations");
});

describe("Standard Schema", () => {
	const standard = lineage("x").version("one", a).version("two", b, step)["~standard"];

	test("takes any version and gives the head", () => {
		expect(standard.validate({ a: 1 })).toEqual({ value: { b: 1 } });
		expect(standard.validate({ b: 1 })).toEqual({ value: { b: 1 } });
		expect(standard.validate({ c: 1 })).toHaveProperty("issues");
	});

	test("gives the schemas as JSON Schema 2020-12, and as nothing else", () => {
		expect(standard.jsonSchema.output({ target: "draft-2020-12" })).toEqual(b.schema);
		expect(standard.jsonSchema.input({ target: "draft-2020-12" })).toMatchObject({
			anyOf: [{ $id: "urn:upshape:x:one" }, { $id: "urn:upshape:x:two" }],
		});
		expect(() => standard.jsonSchema.input({ target: "openapi-3.0" })).toThrow(LineageError);
	});
});
