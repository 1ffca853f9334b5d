import type { ForeignShape } from "../lineage/index.js";

const has = (...names: readonly string[]) => {
	return (payload: object) => names.some((name) => Object.hasOwn(payload, name));
};

const isObject = (...kinds: readonly string[]) => {
	return (payload: object) => "object" in payload && kinds.some((kind) => kind === payload.object);
};

const reply: ForeignShape = {
	name: "api-reply",
	looksLike: (payload) => !has("object")(payload) && has("response", "errors")(payload),
	message: "an API reply that holds none",
};

const camelCased: ForeignShape = {
	name: "camel-case",
	looksLike: has("sessionIds", "lastActiveSessionId", "userId", "lastActiveAt"),
	message: "in the SDK's camelCase; put it through snakeCase first",
};

const event: ForeignShape = {
	name: "webhook-event",
	looksLike: isObject("event"),
	message: "a webhook event; its data is the payload",
};

const deleted: ForeignShape = {
	name: "deleted",
	looksLike: (payload) => "deleted" in payload && payload.deleted === true,
	message: "a reply that says what was deleted; nothing of it is left to upgrade, so leave it out",
};

const list: ForeignShape = {
	name: "list",
	looksLike: (payload) => "data" in payload && Array.isArray(payload.data) && has("total_count")(payload),
	message: "a list; upgrade each element of its data",
};

/** What is taken for a Client now and then, most telling first. */
export const CLIENT_FOREIGN_SHAPES: readonly ForeignShape[] = [
	reply,
	deleted,
	list,
	camelCased,
	event,
	{
		name: "session",
		looksLike: isObject("session"),
		message: "a Session; its lineage is clerk/session",
	},
	{
		name: "part-of-a-client",
		looksLike: isObject("user", "sign_in_attempt", "sign_in", "sign_up_attempt", "sign_up"),
		message: "only a part of a legacy Client",
	},
	{
		name: "bapi-2022",
		looksLike: (payload) =>
			["sign_in", "sign_up"].some((kind) => has(`${kind}_attempt_id`)(payload) && has(`${kind}_id`)(payload)),
		message: "a Backend API Client of 2022-2023 (sign_in_attempt_id beside sign_in_id), which no version is",
	},
	{
		name: "bapi-2021-june",
		looksLike: (payload) =>
			has("sign_in_attempt_id", "sign_up_attempt_id")(payload) && has("sign_in_id", "sign_up_id")(payload),
		message:
			"a Backend API Client of June 2021 (sign_in_attempt_id, sign_up_id, no sessions); ask the API for its sessions",
	},
	{
		name: "bapi-2021",
		looksLike: has("sign_in_attempt_id", "sign_up_attempt_id"),
		message:
			"a Backend API Client of 2021 (sign_in_attempt_id, seconds, perhaps no sessions), which no version is",
	},
	{
		name: "go-sdk-v1",
		looksLike: has("ended"),
		message:
			"a Client of the Go SDK's first version; it lacks created_at and updated_at, which can't be derived",
	},
	{
		name: "fapi",
		looksLike: has("sign_in", "sign_up", "cookie_expires_at", "captcha_bypass"),
		message: "a Client of the modern Frontend API, which embeds sign_in and sign_up and has no session_ids",
	},
];

/** What is taken for a Session now and then. */
export const SESSION_FOREIGN_SHAPES: readonly ForeignShape[] = [
	reply,
	deleted,
	list,
	camelCased,
	event,
	{
		name: "client",
		looksLike: isObject("client"),
		message: "a Client; its lineage is clerk/client",
	},
	{
		name: "fapi-session",
		looksLike: has("public_user_data", "last_active_token", "factor_verification_age"),
		message:
			"a Session of the modern Frontend API, which embeds its user and says neither user_id nor client_id",
	},
	{
		name: "bapi-2021-session",
		looksLike: (payload) => has("user_id")(payload) && !has("created_at", "updated_at")(payload),
		message: "a Backend API Session of 2021, which has no created_at and updated_at; they can't be derived",
	},
];
