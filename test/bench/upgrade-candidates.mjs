// Plain JavaScript, so that what is timed is what runs: the built package against converters by hand and zod's.
import { client } from "upshape/clerk";
import { z } from "zod";

const COUNT = 500;

/** Parsed legacy Clients of about 1 KB, each with one session and its user. */
function records() {
	return Array.from({ length: COUNT }, (_, i) => JSON.parse(JSON.stringify(record(i))));
}

function record(i) {
	const time = 1_620_366_955 + i;
	const user = {
		id: `user_1n5AY2RXJyBGhGLAhdEffaOC${i}`,
		object: "user",
		username: null,
		first_name: "Ada",
		last_name: "Byron",
		profile_image_url: "https://images.example/avatar?d=mp",
		primary_email_address_id: `idn_1n5AVtYAHNQY73d6dY6GVJt8${i}`,
		primary_phone_number_id: null,
		password_enabled: true,
		two_factor_enabled: false,
		email_addresses: [
			{
				id: `idn_1n5AVtYAHNQY73d6dY6GVJt8${i}`,
				object: "email_address",
				email_address: `ada${i}@example.com`,
				verification: { status: "verified", strategy: "email_code", attempts: 1, expire_at: time },
				linked_to: [],
			},
		],
		phone_numbers: [],
		external_accounts: [],
		public_metadata: { onboarding: { step: i % 7 } },
		created_at: time - 1000,
		updated_at: time - 500,
	};
	const session = {
		object: "session",
		id: `sess_1sCBzm5mh3K5DjPmyH4bruWM${i}`,
		status: "active",
		expire_at: time + 604_800,
		abandon_at: time + 2_592_000,
		last_active_at: time,
		user,
		created_at: time,
		updated_at: time,
	};
	return {
		object: "client",
		id: `client_1sCBzTaRqTlV6sLUtguJPrH${i}`,
		sessions: [session],
		sign_in_attempt: null,
		sign_up_attempt: null,
		last_active_session_id: session.id,
		created_at: time - 2,
		updated_at: time,
	};
}

const milliseconds = (time) => (time !== 0 && Math.abs(time) < 1e11 ? time * 1000 : time);

/** By hand, a function a version: the record is trusted, nothing is validated, kept or accounted for. */
function byHand(client) {
	return toCurrent(toV1(client));
}

function toCurrent(client) {
	return { ...client, last_authentication_strategy: null };
}

function toV1(client) {
	return {
		object: "client",
		id: client.id,
		session_ids: client.sessions.map((session) => session.id),
		sessions: client.sessions.map((session) => sessionToV1(session, client.id)),
		sign_in_id: client.sign_in_attempt?.id ?? null,
		sign_up_id: client.sign_up_attempt?.id ?? null,
		last_active_session_id: client.last_active_session_id,
		updated_at: milliseconds(client.updated_at),
		created_at: milliseconds(client.created_at),
	};
}

function sessionToV1(session, client_id) {
	return {
		object: "session",
		id: session.id,
		user_id: session.user.id,
		client_id,
		status: session.status,
		last_active_at: milliseconds(session.last_active_at),
		expire_at: milliseconds(session.expire_at),
		abandon_at: milliseconds(session.abandon_at),
		updated_at: milliseconds(session.updated_at),
		created_at: milliseconds(session.created_at),
	};
}

/** The same as the one expression that it can be boiled down to: as fast as it gets, and no versions left in it. */
function fused(client) {
	return {
		object: "client",
		id: client.id,
		session_ids: client.sessions.map((session) => session.id),
		sessions: client.sessions.map((session) => sessionToV1(session, client.id)),
		sign_in_id: client.sign_in_attempt?.id ?? null,
		sign_up_id: client.sign_up_attempt?.id ?? null,
		last_active_session_id: client.last_active_session_id,
		last_authentication_strategy: null,
		updated_at: milliseconds(client.updated_at),
		created_at: milliseconds(client.created_at),
	};
}

const id = z.string();
const time = z.int();
const status = z.enum(["active", "revoked", "ended", "expired", "removed", "abandoned", "replaced"]);
const attempt = z.looseObject({ object: z.string(), id: z.string().optional() }).nullable();
const zodLegacy = z.strictObject({
	object: z.literal("client"),
	id,
	sessions: z.array(
		z.strictObject({
			object: z.literal("session"),
			id,
			status,
			expire_at: time,
			abandon_at: time,
			last_active_at: time,
			user: z.looseObject({ id }),
			created_at: time,
			updated_at: time,
		}),
	),
	sign_in_attempt: attempt,
	sign_up_attempt: attempt,
	last_active_session_id: id.nullable(),
	created_at: time,
	updated_at: time,
});
const zodCurrent = z.strictObject({
	object: z.literal("client"),
	id,
	session_ids: z.array(id),
	sessions: z.array(
		z.strictObject({
			object: z.literal("session"),
			id,
			user_id: id,
			client_id: id,
			actor: z.looseObject({}).nullable().optional(),
			status: z.enum([...status.options, "pending"]),
			last_active_organization_id: id.nullable().optional(),
			last_active_at: time,
			latest_activity: z.looseObject({ id, object: id, is_mobile: z.boolean() }).nullable().optional(),
			expire_at: time,
			abandon_at: time,
			updated_at: time,
			created_at: time,
			tasks: z
				.array(z.looseObject({ key: id }))
				.nullable()
				.optional(),
		}),
	),
	sign_in_id: id.nullable(),
	sign_up_id: id.nullable(),
	last_active_session_id: id.nullable(),
	last_authentication_strategy: id.nullable(),
	updated_at: time,
	created_at: time,
});
const zodUpgrade = zodLegacy.transform(byHand).pipe(zodCurrent);

/** Calls the converter with one record after the other. */
const cycling = (convert) => () => {
	const all = records();
	let i = 0;
	return () => convert(all[i++ % COUNT]);
};

export const candidates = {
	"by hand, unvalidated": cycling(byHand),
	"by hand, fused into one expression": cycling(fused),
	"client.upgrade": cycling((record) => client.upgrade(record)),
	"client.upgrade, account and residue read": cycling((record) => {
		const result = client.upgrade(record);
		return [result.account, result.residue];
	}),
	"zod, both ends": cycling((record) => zodUpgrade.parse(record)),
};

/** For the bench to make sure that all of them agree. */
export const sample = records()[0];
export const conversions = { byHand, fused, zod: (record) => zodUpgrade.parse(record) };
