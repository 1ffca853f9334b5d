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
	message: "an API reply that holds none; leave it out",
};

const camelCased: ForeignShape = {
	name: "camel-case",
	looksLike: has("sessionIds", "lastActiveSessionId", "userId", "lastActiveAt"),
	message: "in the SDK's camelCase; put it through snakeCase first",
};

const event: ForeignShape = {
	name: "webhook-event",
	looksLike: isObject("event"),
	message: "a webhook event; its data is what has a lineage, clerk/session where it is a Session",
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
		message: "only a part of a Client; upgrade the Client that it is of",
	},
	{
		name: "go-sdk-v1",
		looksLike: has("ended"),
		message:
			"a Client of the Go SDK's first version without created_at and updated_at, which can't be derived; add them and take `ended` out",
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
		name: "session-with-user",
		looksLike: (payload) => has("user")(payload) && has("user_id")(payload),
		message:
			"the data of a session event, a Session with its user; set its user apart as sessionEnvelope does",
	},
	{
		name: "session-without-user",
		looksLike: (payload) => "user" in payload && payload.user === null,
		message:
			"a Session of the Frontend API without its user, so that its user_id can't be known; ask the API for it again, or leave it out",
	},
	{
		name: "bapi-2021-session",
		looksLike: (payload) => has("user_id")(payload) && !has("created_at", "updated_at")(payload),
		message:
			"a Backend API Session of 2021 without created_at and updated_at, which can't be derived; add them",
	},
];
