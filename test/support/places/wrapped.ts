import { client } from "../../../src/clerk/index.js";
import type { WrapperName } from "../../../src/records/index.js";
import { current, legacy, v1 } from "../clerk-samples.js";

/** A payload as it stands in a record, and as it stands there once it is upgraded. */
interface Payload {
	readonly before: string;
	readonly after: string;
}

/** A record with payloads at places: what it is, and what it must become, cut and put together here. */
export interface Wrapped {
	readonly before: string;
	readonly after: string;
	readonly payloads: number;
	/** Whether any payload is of an older version. */
	readonly isOld: boolean;
}

/** How records hold their payloads. */
export interface Wrapper {
	readonly name: string;
	/** How it is asked for. */
	readonly wrapping: { readonly at: readonly string[] } | { readonly wrapped: WrapperName };
	/** What all pointers of an account begin with. */
	readonly prefix: string;
	/** The pieces of a record, in which payloads stand between texts. */
	readonly pieces: (tools: Tools) => readonly (string | Payload)[];
}

interface Tools {
	readonly random: () => number;
	readonly payload: () => Payload;
	/** A value of JSON that no step is to look at: as odd as texts can be. */
	readonly noise: () => string;
	/** White space, or none. */
	readonly space: () => string;
}

/** Random numbers from 0 up to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** So many records of a wrapper; each on a line of its own if asked for. */
export function wrapped(wrapper: Wrapper, count: number, seed: number): readonly Wrapped[] {
	const random = randomOf(seed);
	let number = 0;
	const tools: Tools = {
		random,
		payload: () => payloadOf(random, number++),
		noise: () => noise(random, 3),
		space: () => pick(random, ["", "", " ", "\t", "  "]),
	};
	return Array.from({ length: count }, () => {
		const pieces = wrapper.pieces(tools);
		const payloads = pieces.filter((piece) => typeof piece !== "string");
		const text = (side: keyof Payload) =>
			pieces.map((piece) => (typeof piece === "string" ? piece : piece[side])).join("");
		return {
			before: text("before"),
			after: text("after"),
			payloads: payloads.length,
			isOld: payloads.some(({ before, after }) => before !== after),
		};
	});
}

function pick<T>(random: () => number, all: readonly T[]): T {
	return all[Math.floor(random() * all.length)] as T; // there is one
}

const TEXTS = ["Ada", "é}", '"]', "\\{", "\u2028", "😀", ""];

function payloadOf(random: () => number, number: number): Payload {
	const first_name = pick(random, TEXTS);
	const [session] = legacy.sessions;
	const named = { ...legacy, sessions: [{ ...session, user: { ...session?.user, first_name } }] };
	const value = { ...pick<object>(random, [named, v1, current]), id: `client_${number}` };
	const before = JSON.stringify(value);
	const result = client.upgrade(value);
	if (result.issues) throw new Error("a sample is refused");
	if (result.from !== "current") return { before, after: JSON.stringify(result.value) };
	// What is current passes as it stands, however it is written.
	const written = random() < 0.5 ? before : before.replaceAll(",", " , ").replace(":", ": ");
	return { before: written, after: written };
}

const ODD = [
	"null",
	"1e400",
	"-0",
	"1.0",
	"12345678901234567890",
	'"}]{["',
	'"\\"\\\\"',
	'"\\u00e9é"',
	"true",
];

function noise(random: () => number, depth: number): string {
	if (depth === 0 || random() < 0.5) return pick(random, ODD);
	const items = Array.from({ length: Math.floor(random() * 3) }, () => noise(random, depth - 1));
	if (random() < 0.5) return `[${items.join(" ,")}]`;
	// A name twice, and names that an object of JavaScript would put in another order.
	return `{${items.map((item, i) => `${pick(random, ['"a"', '"\\u0061"', '"7"', `"k${i}"`])} :${item}`).join(", ")}}`;
}

/** Places by themselves. */
export const AT_PLACES: readonly Wrapper[] = [
	{
		name: "a member",
		wrapping: { at: ["/data"] },
		prefix: "/data",
		pieces: ({ payload, noise, space }) => [
			`{${space()}"x":${noise()},"data"${space()}:${space()}`,
			payload(),
			`${space()},"y":${noise()}}`,
		],
	},
	{
		name: "a member of a member, whose name is escaped",
		wrapping: { at: ["/a~1b/client"] },
		prefix: "/a~1b/client",
		pieces: ({ payload, noise, space }) => [
			`{"a\\/b":{"c":${noise()},"cl\\u0069ent":`,
			payload(),
			`}${space()},"client":${noise()}}`,
		],
	},
	{
		name: "all elements of an array",
		wrapping: { at: ["/clients/*"] },
		prefix: "/clients/*",
		pieces: ({ random, payload, noise, space }) => [
			`{"total":${noise()},"clients":[`,
			...Array.from({ length: Math.floor(random() * 4) }, payload).flatMap((one, i) =>
				i === 0 ? [one] : [`${space()},${space()}`, one],
			),
			`]${space()}}`,
		],
	},
	{
		name: "a member of all members of an object",
		wrapping: { at: ["/by_id/*/client"] },
		prefix: "/by_id/*/client",
		pieces: ({ random, payload, noise }) => [
			'{"by_id":{',
			...Array.from({ length: Math.floor(random() * 4) }, payload).flatMap((one, i) => [
				`${i === 0 ? "" : ","}"id ${i}/~":{"n":${noise()},"client":`,
				one,
				"}",
			]),
			`},"n":${noise()}}`,
		],
	},
	{
		name: "two members, of which one may be null",
		wrapping: { at: ["/before", "/after"] },
		prefix: "/",
		pieces: ({ random, payload, noise }) => [
			'{"before":',
			random() < 0.5 ? "null" : payload(),
			`,"op":${noise()},"after":`,
			random() < 0.5 ? "null" : payload(),
			"}",
		],
	},
];

/** What records hold that are no list: the whole object, or one for each element. */
const inList = ({ random, payload }: Tools) =>
	Array.from({ length: Math.floor(random() * 3) }, payload).flatMap((one, i) =>
		i === 0 ? [one] : [", ", one],
	);

/** The wrappers that are known by name. */
export const BY_NAME: readonly Wrapper[] = [
	{
		name: "data",
		wrapping: { wrapped: "data" },
		prefix: "/data",
		pieces: (tools) =>
			tools.random() < 0.5
				? [`{"data":${tools.space()}`, tools.payload(), `,"n":${tools.noise()}}`]
				: ['{"total_count": 1.0, "data": [', ...inList(tools), ` ]${tools.space()}}`],
	},
	{
		name: "connect",
		wrapping: { wrapped: "connect" },
		prefix: "/payload",
		pieces: ({ payload, noise }) => [`{"schema":${noise()}, "payload":`, payload(), "}"],
	},
	{
		name: "debezium",
		wrapping: { wrapped: "debezium" },
		prefix: "/",
		pieces: (tools) => {
			const { random, payload, noise } = tools;
			const side = () => (random() < 0.3 ? "null" : payload());
			const change = [
				'{"before":',
				side(),
				', "after":',
				side(),
				`,"source":${noise()},"op":"u","ts_ms":1.0}`,
			];
			return random() < 0.5 ? change : [`{"schema":${noise()},"payload":`, ...change, "}"];
		},
	},
	{
		name: "cloudevents",
		wrapping: { wrapped: "cloudevents" },
		prefix: "/data",
		pieces: ({ payload, noise }) => [
			`{"specversion":"1.0","x":${noise()},"data":`,
			payload(),
			',"id":"\\u0031"}',
		],
	},
	{
		name: "string",
		wrapping: { wrapped: "string" },
		prefix: "/",
		pieces: ({ payload, space }) => {
			const { before, after } = payload();
			return [space(), { before: JSON.stringify(before), after: JSON.stringify(after) }];
		},
	},
];
