import {
	type Codec,
	codec,
	type MappingRules,
	type MappingTools,
	mapping,
	narrowed,
	nullable,
	renamed,
	scaled,
} from "upshape";
import type { ClientLegacy, ClientV1, SessionLegacy, SessionV1 } from "upshape/clerk";

interface Open1 {
	readonly id: string;
	readonly n: number;
	readonly [k: string]: unknown;
}
interface Open2 {
	readonly id: string;
	readonly m: number;
	readonly [k: string]: unknown;
}
export const open = mapping<Open1, Open2>(({ from }) => ({ m: from("/n") }));
interface Tree1 {
	readonly v: number;
	readonly kids: readonly Tree1[];
}
interface Tree2 {
	readonly w: number;
	readonly kids: readonly Tree2[];
}
const treeOf = (t: MappingTools<Tree1>): MappingRules<Tree1, Tree2> => ({
	w: t.from("/v"),
	kids: t.each("/kids", treeOf),
});
export const tree = mapping<Tree1, Tree2>(treeOf);
interface N1 {
	readonly a: { readonly x: number } | null;
}
interface N2 {
	readonly a: { readonly y: number } | null;
}
export const nullable1 = mapping<N1, N2>(({ within }) => ({
	a: within("/a", ({ from }) => ({ y: from("/x") })),
}));
interface U1 {
	readonly p: { readonly card: string } | { readonly iban: string };
}
interface U2 {
	readonly p: { readonly pan: string } | { readonly iban: string };
}
export const untagged = mapping<U1, U2>(({ from }) => ({
	p: from(
		"/p",
		(p) => ("card" in p ? { pan: p.card } : p),
		(p) => ("pan" in p ? { card: p.pan } : p),
	),
}));
export const present = mapping<U1, U2>(({ within }) => ({
	p: within("/p", (p) =>
		p.oneOf(["card", "iban"], { card: (c) => ({ pan: c.from("/card") }), iban: () => ({}) }),
	),
}));
interface O1 {
	readonly note?: string;
	readonly list?: readonly { readonly q: number }[];
}
interface O2 {
	readonly remark?: string;
	readonly list?: readonly { readonly n: number }[];
}
export const optional = mapping<O1, O2>(({ from, each }) => ({
	remark: from("/note"),
	list: each("/list", (l) => ({ n: l.from("/q") })),
}));
export const optionalFilled = mapping<{ readonly a?: string }, { readonly b: string }>(({ from }) => ({
	b: from(
		"/a",
		(a) => a ?? "",
		(b) => b,
	),
}));
export const optionalCodec = mapping<{ readonly a?: number }, { readonly b?: number }>(({ from }) => ({
	b: from("/a", scaled(100)),
}));
export const nullableCodec = mapping<{ readonly a: number | null }, { readonly b: number | null }>(
	({ from }) => ({ b: from("/a", nullable(scaled(100))) }),
);
export const arrays = mapping<{ readonly a: readonly string[] }, { readonly b: readonly string[] }>(
	({ from }) => ({ b: from("/a") }),
);
interface Tup1 {
	readonly t: readonly [number, string];
}
interface Tup2 {
	readonly u: readonly [number, string];
}
export const tuple = mapping<Tup1, Tup2>(({ from }) => ({ u: from("/t") }));
export const slash = mapping<{ readonly "a/b": string }, { readonly c: string }>(({ from }) => ({
	c: from("/a~1b"),
}));
export const rec = mapping<Readonly<Record<string, number>>, Readonly<Record<string, number>>>(() => ({}));
export const lostSaid = mapping<{ readonly id: string; readonly hash: string }, { readonly id: string }>(
	({ lost }) => ({ ...lost({ "/hash": "" }) }),
);
interface M1 {
	readonly a: number;
	readonly note?: string;
}
interface M2 {
	readonly b: number;
	readonly remark?: string;
}
export const fine2 = mapping<M1, M2>(({ from }) => ({ b: from("/a"), remark: from("/note") }));
export const fine3 = mapping<M1, M2>(({ from, to }) => to<M2>({ b: from("/a"), remark: from("/note") }));
interface S1 {
	readonly s: "new" | "sent";
}
interface S2 {
	readonly s: "new" | "shipped";
}
interface S3 {
	readonly s: "new" | "sent" | "pending" | "x";
}
export const ren = mapping<S1, S2>(({ from }) => ({ s: from("/s", renamed({ sent: "shipped" })) }));
export const nar = mapping<S1, S3>(({ from }) => ({
	s: from("/s", narrowed({ pending: "new", x: "sent" })),
}));
export const mutable = mapping<{ a: { q: number }[] }, { a: { n: number }[] }>(({ each }) => ({
	a: each("/a", (t) => ({ n: t.from("/q") })),
}));
export const der = mapping<{ readonly a: string; readonly b: number }, { readonly c: string }>(
	({ derive }) => ({ c: derive(["/a", "/b"], ([a, b]) => `${a.length}${b.toFixed()}`) }),
);
export const joined = mapping<{ readonly a: string; readonly b: number }, { readonly c: string }>(
	({ join }) => ({
		c: join(
			{ a: "/a", b: "/b" },
			({ a, b }) => `${a} ${b}`,
			(c) => ({ a: c, b: 1 }),
		),
	}),
);
export const opt = mapping<{ readonly a: string }, { readonly o?: { readonly x: string } }>(
	({ object, from }) => ({ o: object({ x: from("/a") }) }),
);
const euros = codec<number, { readonly cents: number; readonly currency: "EUR" | "USD" }>(
	(amount) => ({ cents: Math.round(amount * 100), currency: "EUR" }),
	({ cents }) => cents / 100,
);
type I1 =
	| { readonly kind: "product"; readonly sku: string; readonly price: number }
	| { readonly kind: "voucher"; readonly code: string; readonly value: number };
type Money = { readonly cents: number; readonly currency: "EUR" | "USD" };
type I2 =
	| { readonly type: "product"; readonly sku: string; readonly unit_price: Money }
	| { readonly type: "discount"; readonly code: string; readonly amount: Money };
export const union = mapping<{ readonly items: readonly I1[] }, { readonly items: readonly I2[] }>(
	({ each }) => ({
		items: each("/items", (i) =>
			i.oneOf("kind", {
				product: (p) => ({ type: p.constant("product"), unit_price: p.from("/price", euros) }),
				voucher: (p) => ({ type: p.constant("discount"), amount: p.from("/value", euros) }),
			}),
		),
	}),
);
interface W1 {
	readonly a: { readonly x: number; readonly z?: string } | null;
}
interface W2 {
	readonly a: { readonly y: number; readonly w?: string } | null;
}
export const okWithin = mapping<W1, W2>(({ within }) => ({
	a: within("/a", ({ from }) => ({ y: from("/x"), w: from("/z") })),
}));
export const top = mapping<
	{ readonly kind: "a"; readonly n: number } | { readonly kind: "b"; readonly m: number },
	{ readonly kind: "a"; readonly nn: number } | { readonly kind: "b"; readonly m: number }
>((t) => t.oneOf("kind", { a: (a) => ({ nn: a.from("/n") }), b: () => ({}) }));
export const versions = mapping<
	{ readonly version: 1; readonly n: number },
	{ readonly version: 2; readonly m: number }
>(({ constant, from }) => ({ version: constant(2), m: from("/n") }));
declare const onlyA: Codec<"a", number>;
declare const wide: Codec<string, number>;
// Clerk's own versions.
declare const legacyTime: Codec<number, number>;
const session = (t: MappingTools<SessionLegacy, ClientLegacy>) =>
	t.to<SessionV1>({
		user_id: t.from("/user/id"),
		client_id: t.derive((_, client) => client.id),
		last_active_at: t.from("/last_active_at", legacyTime),
		expire_at: t.from("/expire_at", legacyTime),
		abandon_at: t.from("/abandon_at", legacyTime),
		updated_at: t.from("/updated_at", legacyTime),
		created_at: t.from("/created_at", legacyTime),
	});
export const legacyToV1 = mapping<ClientLegacy, ClientV1>(({ from, derive, each }) => ({
	session_ids: derive((client) => client.sessions.map(({ id }) => id)),
	sessions: each("/sessions", session),
	sign_in_id: from(
		"/sign_in_attempt",
		(attempt) => attempt?.id ?? null,
		(id) => (id === null ? null : { object: "sign_in_attempt", id }),
	),
	sign_up_id: from(
		"/sign_up_attempt",
		(attempt) => attempt?.id ?? null,
		(id) => (id === null ? null : { object: "sign_up_attempt", id }),
	),
	updated_at: from("/updated_at", legacyTime),
	created_at: from("/created_at", legacyTime),
}));
