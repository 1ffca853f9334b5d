import { describe, expect, expectTypeOf, test } from "vitest";
import { client, session } from "../../../src/clerk/index.js";
import { type Account, type Lineage, lineage, type Suspicion, type Version } from "../../../src/index.js";
import { current, legacy, sessionV1, v1 } from "../../support/clerk-samples.js";
import { converted } from "../../support/results.js";

const SECONDS = 1_622_532_323;
const suspectPlaces = (account: Account) =>
	account.flatMap((entry) => (entry.kind === "suspect" ? [entry.to] : []));

interface Old {
	readonly placed: number;
}
interface Order {
	readonly placed_at: number;
	readonly lines?: readonly { readonly "shipped/at": number }[];
}

/** A version by hand: an object that has the member. */
const having = <T>(name: string): Version<T> => ({
	schema: {},
	is: (value): value is T => typeof value === "object" && value !== null && Object.hasOwn(value, name),
	explain: () => [],
});

const SUSPICION: Suspicion<"/placed_at" | "/lines/*/shipped~1at"> = {
	name: "seconds",
	at: ["/placed_at", "/lines/*/shipped~1at"],
	looksLike: (time) => Number(time) < 1e11,
	message: "a time in seconds",
};

const order = lineage("shop/order")
	.version("old", having<Old>("placed"))
	.version("new", having<Order>("placed_at"), {
		upgrade({ placed }, account) {
			account.moved("/placed", "/placed_at");
			return { placed_at: placed };
		},
		downgrade: ({ placed_at }) => ({ placed: placed_at }),
	})
	.suspects([SUSPICION]);

describe("what a lineage of one's own declares as suspect", () => {
	test("is told in the account, with its place, and stays as it is", () => {
		const value = { placed_at: 1, lines: [{ "shipped/at": 1e12 }, { "shipped/at": 2 }] };
		const result = converted(order.upgrade(value));
		expect(result.value).toBe(value);
		expect(result.account).toEqual([
			{ kind: "suspect", step: "seconds", to: "/placed_at" },
			{ kind: "suspect", step: "seconds", to: "/lines/1/shipped~1at" },
		]);
		expect(JSON.parse(JSON.stringify(result))).toMatchObject({ account: result.account, residue: {} });
	});

	test("is told of what steps made, behind what they did", () => {
		const { account } = converted(order.upgrade({ placed: 1 }));
		expect(account.map(({ kind }) => kind)).toEqual(["moved", "suspect"]);
	});

	test("is refused where that is asked for, at the place of the payload that it comes from", () => {
		expect(order.upgrade({ placed: 1 }, { suspect: "reject" }).issues ?? []).toEqual([
			{ code: "suspect", instanceLocation: "/placed", path: ["placed"], message: "is a time in seconds" },
		]);
		const elements = { placed_at: 1e12, lines: [{ "shipped/at": 2 }] };
		const [issue] = order.upgrade(elements, { suspect: "reject" }).issues ?? [];
		expect(issue?.path).toEqual(["lines", 0, "shipped/at"]);
		expect(order.upgrade({ placed_at: 1e12 }, { suspect: "reject" }).issues).toBeUndefined();
	});

	test("is not looked for in older versions, nor on the way back", () => {
		expect(converted(order.upgrade({ placed: 1 }, { to: "old", suspect: "reject" })).account).toEqual([]);
		const back = converted(order.downgrade({ placed_at: 1 }, { to: "old" }));
		expect(suspectPlaces(back.account)).toEqual([]);
	});

	test("is not taken over by a version that is added later, but by branches and with more suspicions", () => {
		const odd = { placed_at: 1 };
		const branched = order.branch("other", having<{ o: number }>("o"), {
			upgrade: ({ o }) => ({ placed_at: o }),
			downgrade: ({ placed_at }) => ({ o: placed_at }),
		});
		expect(suspectPlaces(converted(branched.upgrade(odd)).account)).toEqual(["/placed_at"]);
		const twice = order.suspects([{ ...SUSPICION, name: "odd" }]);
		expect(suspectPlaces(converted(twice.upgrade(odd)).account)).toHaveLength(2);
		const newer = order.version("newer", having<{ t: number }>("t"), {
			upgrade: ({ placed_at }) => ({ t: placed_at }),
			downgrade: ({ t }) => ({ placed_at: t }),
		});
		expect(suspectPlaces(converted(newer.upgrade(odd)).account)).toEqual([]);
	});

	test("is what no judge has cleared: one that throws counts as suspect", () => {
		const looksLike = () => {
			throw new Error("secret");
		};
		const strict = order.suspects([{ ...SUSPICION, looksLike }]);
		expect(suspectPlaces(converted(strict.upgrade({ placed_at: 1e12 })).account)).toEqual(["/placed_at"]);
	});

	test("has places that the compiler knows", () => {
		type Places = Parameters<(typeof order)["suspects"]>[0][number]["at"][number];
		expectTypeOf<Places>().toEqualTypeOf<"/placed_at" | "/lines" | "/lines/*" | "/lines/*/shipped~1at">();
		expectTypeOf(order).toEqualTypeOf<Lineage<{ old: Old } & { new: Order }, "new">>();
	});
});

describe("times in seconds of a current Client", () => {
	const odd = {
		...current,
		created_at: SECONDS,
		sessions: [{ ...sessionV1, expire_at: SECONDS, actor: { created_at: SECONDS } }],
	};

	test("are told, those of its sessions too, and never changed", () => {
		const result = converted(client.upgrade(odd));
		expect(result.value).toBe(odd);
		expect(result.account).toEqual([
			{ kind: "suspect", step: "seconds", to: "/created_at" },
			{ kind: "suspect", step: "seconds", to: "/sessions/0/expire_at" },
		]);
	});

	test("are told beside what is undeclared", () => {
		const { account } = converted(client.upgrade({ ...odd, mood: "good" }, { undeclared: "keep" }));
		expect(account.map(({ kind }) => kind)).toEqual(["kept", "suspect", "suspect"]);
	});

	test("are refused where that is asked for", () => {
		const issues = client.upgrade(odd, { suspect: "reject" }).issues ?? [];
		expect(issues.map(({ code, instanceLocation }) => [code, instanceLocation])).toEqual([
			["suspect", "/created_at"],
			["suspect", "/sessions/0/expire_at"],
		]);
		expect(issues[0]?.message).toBe("is a time in seconds, where milliseconds are meant");
	});

	test("of older versions are converted, so that nothing is suspect", () => {
		for (const older of [legacy, { ...v1, created_at: SECONDS, sessions: odd.sessions }]) {
			const { account, value } = converted(client.upgrade(older, { suspect: "reject" }));
			expect(suspectPlaces(account)).toEqual([]);
			expect(value.created_at).toBeGreaterThan(1e12);
		}
	});

	test("are nobody's concern where another version is asked for", () => {
		const old = { ...v1, created_at: SECONDS };
		expect(converted(client.upgrade(old, { to: "v1", suspect: "reject" })).value).toBe(old);
	});
});

test("0, what is about 1970 or 1973, and what is open are never suspect in a Session", () => {
	const open = { created_at: SECONDS, public_metadata: { updated_at: SECONDS } };
	const plain = {
		...sessionV1,
		...{ expire_at: 0, abandon_at: 999_999_999, last_active_at: 10_000_000_000, created_at: -SECONDS },
		actor: open,
		latest_activity: { object: "session_activity", id: "act_1", is_mobile: true, ...open },
		tasks: [{ key: "choose-organization", ...open }],
	};
	expect(converted(session.upgrade(plain, { suspect: "reject" })).value).toBe(plain);
	const [issue] = session.upgrade({ ...plain, updated_at: SECONDS }, { suspect: "reject" }).issues ?? [];
	expect(issue?.instanceLocation).toBe("/updated_at");
});
