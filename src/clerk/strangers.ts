import type { Stranger } from "../lineage/index.js";

const has = (...names: readonly string[]) => {
	return (payload: object) => names.some((name) => Object.hasOwn(payload, name));
};

const isObject = (...kinds: readonly string[]) => {
	return (payload: object) => "object" in payload && kinds.some((kind) => kind === payload.object);
};

const reply: Stranger = {
	name: "api-reply",
	looksLike: (payload) => !has("object")(payload) && has("response", "errors")(payload),
	message: "an API reply that holds none",
};

const camelCased: Stranger = {
	name: "camel-case",
	looksLike: has("sessionIds", "lastActiveSessionId", "userId", "lastActiveAt"),
	message: "in the SDK's camelCase; put it through snakeCase first",
};

const event: Stranger = {
	name: "webhook-event",
	looksLike: isObject("event"),
	message: "a webhook event; its data is the payload",
};

/** What is taken for a Client now and then, most telling first. */
export const CLIENT_STRANGERS: readonly Stranger[] = [
	reply,
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
			has("sign_in_attempt_id", "sign_up_attempt_id")(payload) && has("sign_in_id", "sign_up_id")(payload),
		message: "a Backend API Client of 2022-2023 (sign_in_attempt_id beside sign_in_id), which no version is",
	},
	{
		name: "bapi-2021",
		looksLike: has("sign_in_attempt_id", "sign_up_attempt_id"),
		message:
			"a Backend API Client of 2021 (sign_in_attempt_id, seconds, perhaps no sessions), which no version is",
	},
	{
		name: "fapi",
		looksLike: has("sign_in", "sign_up", "cookie_expires_at", "captcha_bypass"),
		message: "a Client of the modern Frontend API, which embeds sign_in and sign_up and has no session_ids",
	},
];

/** What is taken for a Session now and then. */
export const SESSION_STRANGERS: readonly Stranger[] = [
	reply,
	camelCased,
	event,
	{
		name: "client",
		looksLike: isObject("client"),
		message: "a Client; its lineage is clerk/client",
	},
	{
		name: "bapi-2021-session",
		looksLike: (payload) => has("user_id")(payload) && !has("created_at", "updated_at")(payload),
		message: "a Backend API Session of 2021, which has no created_at and updated_at; they can't be derived",
	},
];
