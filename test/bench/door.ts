// What the door costs over JSON.parse: npx tsx test/bench/door.ts
import { read } from "../../src/json/index.js";

const RECORDS = 1_000;
const ROUNDS = 400;

// A generator of its own, so that every run measures the same records.
let state = 20261120;
const random = (below: number) => {
	state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
	return Math.floor((state / 0x80000000) * below);
};
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const id = (prefix: string) => `${prefix}_${Array.from({ length: 27 }, () => ALPHABET[random(62)]).join("")}`;
const time = () => 1_600_000_000 + random(50_000_000);

/** A legacy Client in the shape that the 2021 Frontend API gave, about 1 KB, every value its own. */
function legacyClient() {
	const email = id("idn");
	const session = id("sess");
	const verification = { status: "verified", strategy: "email_code", attempts: 1, expire_at: time() };
	const address = `user${random(1e6)}@example.com`;
	const user = {
		id: id("user"),
		object: "user",
		username: null,
		first_name: ["Ada", "Grace", "Edsger", "Barbara"][random(4)],
		last_name: "Example",
		gender: "",
		birthday: "",
		profile_image_url: "https://img.example.com/avatar?d=mp",
		primary_email_address_id: email,
		primary_phone_number_id: null,
		password_enabled: true,
		two_factor_enabled: false,
		email_addresses: [
			{ id: email, object: "email_address", email_address: address, verification, linked_to: [] },
		],
		phone_numbers: [],
		external_accounts: [],
		public_metadata: { test: { test: "test" }, onboarding: { ins_1example2of3an4instance5: { oa: 1 } } },
		created_at: time(),
		updated_at: time(),
	};
	return {
		object: "client",
		id: id("client"),
		sessions: [
			{
				object: "session",
				id: session,
				status: "active",
				expire_at: time(),
				abandon_at: time(),
				last_active_at: time(),
				user,
				created_at: time(),
				updated_at: time(),
			},
		],
		sign_in_attempt: null,
		sign_up_attempt: null,
		last_active_session_id: session,
		created_at: time(),
		updated_at: time(),
	};
}

/** The nanoseconds that one call of the work takes for each record. */
function timed(work: () => unknown): number {
	const start = process.hrtime.bigint();
	work();
	return Number(process.hrtime.bigint() - start) / RECORDS;
}

const quantile = (sorted: readonly number[], at: number) =>
	sorted[Math.floor(sorted.length * at)] ?? Number.NaN;

/** Prints how much longer the door takes than the bare way, both measured in turn in every round. */
function compare<T>(
	title: string,
	inputs: readonly T[],
	bare: (input: T) => unknown,
	door: (input: T) => unknown,
): number {
	const all = (work: (input: T) => unknown) => () =>
		inputs.reduce((n, input) => (work(input) ? n + 1 : n), 0);
	const [bareAll, doorAll] = [all(bare), all(door)];
	for (let round = 0; round < 50; round++) {
		bareAll();
		doorAll();
	}
	const rounds = Array.from({ length: ROUNDS }, (_, round) => {
		// The order alternates, so that neither always runs on the other's garbage.
		if (round % 2 === 0) return { bare: timed(bareAll), door: timed(doorAll) };
		const second = timed(doorAll);
		return { bare: timed(bareAll), door: second };
	});
	const sorted = (number: (round: { bare: number; door: number }) => number) =>
		rounds.map(number).sort((a, b) => a - b);
	const ratios = sorted((round) => round.door / round.bare);
	const [median, low, high] = [0.5, 0.1, 0.9].map((at) => quantile(ratios, at).toFixed(3));
	// A busy machine slows some rounds: the quickest tenth of each says most about the code.
	const [bareBest, doorBest] = [
		quantile(
			sorted((r) => r.bare),
			0.05,
		),
		quantile(
			sorted((r) => r.door),
			0.05,
		),
	];
	const best = `${bareBest.toFixed(0)} ns and ${doorBest.toFixed(0)} ns, ${(doorBest / bareBest).toFixed(3)}`;
	console.log(`${title.padEnd(36)} ${median} (80 % of rounds ${low} to ${high}; at best ${best})`);
	return quantile(ratios, 0.5);
}

const clients = Array.from({ length: RECORDS }, legacyClient);
const texts = clients.map((client) => JSON.stringify(client));
const octets = texts.map((text) => new TextEncoder().encode(text));
const spaced = clients.map((client) => JSON.stringify(client, null, 1));
const priced = clients.map((client) => JSON.stringify({ ...client, price: random(1e6) / 100 }));
const odd = texts.map((text) => text.replace(/\}$/, ',"ratio":1.0}'));

console.log(
	`${RECORDS} records of about ${Math.round(texts.join("").length / RECORDS)} characters; door / JSON.parse:`,
);
/** With what fidelity costs, for a record that is going to be rewritten. */
const readForRewriting = (input: string | Uint8Array) => {
	const result = read(input);
	return result.issues ?? result.verbatim ?? result;
};
const door = compare("string", texts, JSON.parse, read);
compare("string, to be rewritten", texts, JSON.parse, readForRewriting);
const decoder = new TextDecoder("utf-8", { fatal: true });
compare("bytes (bare: TextDecoder + parse)", octets, (bytes) => JSON.parse(decoder.decode(bytes)), read);
compare("bytes, to be rewritten", octets, (bytes) => JSON.parse(decoder.decode(bytes)), readForRewriting);
compare("with a fraction, to be rewritten", priced, JSON.parse, readForRewriting);
compare("indented, to be rewritten", spaced, JSON.parse, readForRewriting);
compare("with 1.0, to be rewritten: the scan", odd, JSON.parse, readForRewriting);

/** What the door may cost, at most, on ordinary records. */
const BOUND = 1.1;
console.log(`string: ${door.toFixed(3)} (at most ${BOUND})`);
if (door > BOUND) process.exitCode = 1;
