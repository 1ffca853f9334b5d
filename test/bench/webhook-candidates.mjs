// Plain JavaScript, so that what is timed is what runs: the built package beside standardwebhooks.
import { Webhook } from "standardwebhooks";
import { receiver, sign } from "upshape/webhook";

const COUNT = 100;
const SECRET = "whsec_dXBzaGFwZSB0ZXN0cywgbm9ib2R5J3Mgc2VjcmV0";

/** A delivery as Clerk sends it: a session with its user; `notes` make the user's metadata longer. */
function event(i, notes) {
	const time = 1_716_883_200_000 + i;
	const user = {
		object: "user",
		id: `user_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
		external_id: null,
		primary_email_address_id: `idn_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
		primary_phone_number_id: null,
		username: null,
		first_name: "Ada",
		last_name: "Byron",
		image_url: "https://images.example/avatar?d=mp",
		has_image: true,
		public_metadata: {
			notes: Array.from({ length: notes }, (_, n) => ({
				id: `note_${n}`,
				text: "as somebody wrote it",
				read: n % 2 === 0,
			})),
		},
		private_metadata: {},
		unsafe_metadata: {},
		email_addresses: [
			{
				id: `idn_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
				object: "email_address",
				email_address: `ada${i}@example.com`,
				verification: { status: "verified", strategy: "email_code", attempts: 1, expire_at: time },
				linked_to: [],
			},
		],
		phone_numbers: [],
		external_accounts: [],
		password_enabled: true,
		two_factor_enabled: false,
		last_sign_in_at: time,
		banned: false,
		locked: false,
		lockout_expires_in_seconds: null,
		updated_at: time,
		created_at: time,
		last_active_at: time,
	};
	return {
		data: {
			object: "session",
			id: `sess_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
			user_id: user.id,
			user,
			client_id: `client_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
			actor: null,
			status: "active",
			last_active_organization_id: null,
			last_active_at: time,
			latest_activity: {
				object: "session_activity",
				id: `activity_2g7np7Hrk0SN6kj5EDMLDaKNL0S${i}`,
				device_type: "desktop",
				is_mobile: false,
				browser_name: "Chrome",
				browser_version: "128.0.0.0",
				ip_address: "203.0.113.7",
				city: "San Francisco",
				country: "US",
			},
			expire_at: time + 86_400_000,
			abandon_at: time + 2_592_000_000,
			updated_at: time,
			created_at: time,
		},
		object: "event",
		type: "session.created",
		// In seconds, so that there is something to upgrade.
		timestamp: 1_716_883_200,
		instance_id: "ins_2g7np7Hrk0SN6kj5EDMLDaKNL0S",
		event_attributes: {
			http_request: { client_ip: "203.0.113.7", user_agent: "Mozilla/5.0 (X11; Linux x86_64)" },
		},
	};
}

/** Signed deliveries with the headers that frameworks give beside those of the signature. */
async function deliveries(notes) {
	return Promise.all(
		Array.from({ length: COUNT }, async (_, i) => {
			const body = Buffer.from(JSON.stringify(event(i, notes)));
			const signature = await sign({ body, secrets: SECRET, family: "webhook" });
			const headers = {
				host: "localhost",
				"content-type": "application/json",
				"content-length": `${body.length}`,
				accept: "*/*",
				"user-agent": "Svix-Webhooks/1.24",
				...signature,
			};
			return { headers, body };
		}),
	);
}

const cycling = (notes, prepare) => async () => {
	const all = await deliveries(notes);
	const run = prepare();
	let i = 0;
	return () => run(all[i++ % COUNT]);
};

const theirs = () => {
	const webhook = new Webhook(SECRET);
	return ({ headers, body }) => webhook.verify(body, headers);
};

/** Every delivery counts as the first, or all but the first hundred would be duplicates. */
const ours = () => {
	const to = receiver({ secrets: SECRET, seen: () => false });
	return (delivery) => to.receiveBytes(delivery);
};

/** As on an edge runtime; each candidate has a process of its own to hide. */
const oursByWebCrypto = () => {
	process.getBuiltinModule = undefined;
	return ours();
};

const SIZES = { "2 kB": 4, "20 kB": 300 };

export const candidates = Object.fromEntries(
	Object.entries(SIZES).flatMap(([size, notes]) => [
		[`${size}, standardwebhooks: verify and JSON.parse`, cycling(notes, theirs)],
		[`${size}, upshape: verify, read, validate, upgrade`, cycling(notes, ours)],
		[`${size}, upshape by WebCrypto, as on the edge`, cycling(notes, oursByWebCrypto)],
	]),
);

/** For the bench to make sure that both receive, and how much. */
export async function samples() {
	const received = [];
	for (const [size, notes] of Object.entries(SIZES)) {
		const [sent] = await deliveries(notes);
		received.push({ size, bytes: sent.body.length, ours: await ours()(sent), theirs: theirs()(sent) });
	}
	return received;
}
