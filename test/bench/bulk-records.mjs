import { closeSync, openSync, writeSync } from "node:fs";

// The records that `npm run bench:bulk` converts: a third of each version, about 0.7 KB of JSON each, every one
// with an id of its own, and always the same ones.
const BLOCK = 1000;

/** Writes so many records as NDJSON: of the three versions in turn, or all of one. */
export function writeRecords(path, count, version) {
	const file = openSync(path, "w");
	for (let from = 0; from < count; from += BLOCK) writeSync(file, block(from, BLOCK, version));
	closeSync(file);
}

/** Writes the same records of all versions as members `data` of others: so many of them in each, in an array unless it is one. */
export function writeWrapped(path, count, each) {
	const file = openSync(path, "w");
	for (let from = 0; from < count; from += BLOCK) {
		const lines = block(from).trimEnd().split("\n");
		for (let i = 0; i < BLOCK; i += each) {
			const records = lines.slice(i, i + each).join(",");
			writeSync(file, `{"n":${from + i},"data":${each === 1 ? records : `[${records}]`},"type":"x"}\n`);
		}
	}
	closeSync(file);
}

/** The lines of so many records from that one on. */
export function block(from, count = BLOCK, version = undefined) {
	return Array.from({ length: count }, (_, i) => `${JSON.stringify(record(from + i, version))}\n`).join("");
}

const VERSIONS = ["legacy", "v1", "current"];

/** One record of the version, or of that whose turn it is. */
export function record(i, version = VERSIONS[i % 3]) {
	const ms = 1_716_883_200_123 + i * 997;
	const id = `client_${i.toString(36).padStart(20, "a")}`;
	const session = `sess_${i.toString(36).padStart(27, "x")}`;
	if (version === "legacy") return legacy(id, session, Math.floor(ms / 1000));
	const v1 = newer(id, session, ms);
	return version === "v1" ? v1 : { ...v1, last_authentication_strategy: "password" };
}

function legacy(id, session, s) {
	const user = {
		id: "user_1n5AY2RXJyBGhGLAhdEffaOCpFJ",
		object: "user",
		username: null,
		first_name: "Zoë",
		last_name: "Clerk",
		primary_email_address_id: "idn_1n5AVtYAHNQY73d6dY6GVJt8gmD",
		primary_phone_number_id: null,
		password_enabled: true,
		email_addresses: [],
		created_at: s - 500,
		updated_at: s,
	};
	return {
		object: "client",
		id,
		sessions: [
			{
				object: "session",
				id: session,
				status: "active",
				expire_at: s + 86_400,
				abandon_at: s + 2_592_000,
				last_active_at: s,
				user,
				created_at: s,
				updated_at: s,
			},
		],
		sign_in_attempt: null,
		sign_up_attempt: null,
		last_active_session_id: session,
		created_at: s,
		updated_at: s,
	};
}

function newer(id, session, ms) {
	return {
		object: "client",
		id,
		session_ids: [session],
		sessions: [
			{
				object: "session",
				id: session,
				user_id: "user_1n5AY2RXJyBGhGLAhdEffaOCpFJ",
				client_id: id,
				actor: null,
				status: "active",
				last_active_organization_id: null,
				last_active_at: ms,
				expire_at: ms + 86_400_000,
				abandon_at: ms + 2_592_000_000,
				updated_at: ms,
				created_at: ms,
			},
		],
		sign_in_id: null,
		sign_up_id: null,
		last_active_session_id: session,
		updated_at: ms,
		created_at: ms,
	};
}
