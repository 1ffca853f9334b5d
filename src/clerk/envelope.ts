import { isObject, type Json, type JsonObject, type Pointer } from "../json/index.js";
import type { EnvelopeCodec, Opened } from "../lineage/index.js";
import { putBack, separated } from "./embedded.js";

type Places = { readonly [at: Pointer]: readonly string[] };

/** Where the Frontend API's replies hold a resource: as what was asked for, beside it, or with an error. */
const REPLY: Places = {
	"/response": ["response"],
	"/client": ["client"],
	"/meta/client": ["meta", "client"],
};

/** Where webhook events hold it. */
const EVENT: Places = { "/data": ["data"] };

/** Opens and rebuilds the replies `{response, client}` and `{errors, meta: {client}}` around a Client. */
export const clientEnvelope: EnvelopeCodec = {
	marks: ["response", "client", "meta"],
	unwrap: (document) => openedReply(document, "client"),
	wrap,
};

/**
 * The same around a Session, and webhook events `{data, object: "event", type}`. The `user` that an event's data has beside
 * the `user_id` is set apart, as `upshape/webhook` does: no version has room for it, so it stays in the envelope.
 */
export const sessionEnvelope: EnvelopeCodec = {
	marks: ["response", "client", "meta", "data", "user"],
	unwrap(document) {
		const opened = openedReply(document, "session") ?? openedEvent(document, "session");
		const payload = opened ? opened.payload : document;
		const apart = isKind(payload, "session") ? separated(payload, "user", "user_id") : undefined;
		if (!apart) return opened;
		const { value, embedded } = apart;
		const { at, envelope } = opened ?? { at: "", envelope: { at: "", around: null } };
		return { payload: value, at, apart: [`${at}/user`], envelope: { ...Object(envelope), embedded } };
	},
	wrap,
};

function openedReply(document: unknown, kind: string): Opened | undefined {
	if (!isObject(document) || Object.hasOwn(document, "object")) return undefined;
	return openedAt(document, REPLY, kind);
}

function openedEvent(document: unknown, kind: string): Opened | undefined {
	return isKind(document, "event") ? openedAt(document, EVENT, kind) : undefined;
}

function openedAt(document: JsonObject, places: Places, kind: string): Opened | undefined {
	for (const [at, tokens] of Object.entries(places)) {
		const payload = tokens.reduce<Json | undefined>(member, document);
		if (!isKind(payload, kind)) continue;
		return { payload, at, envelope: { at, around: replaced(document, tokens, null) } };
	}
	return undefined;
}

function wrap(payload: Json, envelope: Json): Json {
	const [at, around, embedded] = ["at", "around", "embedded"].map((name) => member(envelope, name));
	const whole = embedded === undefined ? payload : putBack(payload, embedded);
	if (at === "" && embedded !== undefined) return whole;
	const tokens = Object.entries({ ...REPLY, ...EVENT }).find(([place]) => place === at)?.[1];
	if (!tokens || !isObject(around)) throw new TypeError("the envelope isn't one that unwrap returned");
	return replaced(around, tokens, whole);
}

/** The document with another value at the place; members keep their order. */
function replaced(document: JsonObject, [token, ...rest]: readonly string[], value: Json): JsonObject {
	if (token === undefined) return document;
	const child = member(document, token);
	return { ...document, [token]: rest.length > 0 && isObject(child) ? replaced(child, rest, value) : value };
}

function isKind(value: unknown, kind: string): value is JsonObject {
	return isObject(value) && member(value, "object") === kind;
}

function member(value: Json | undefined, name: string): Json | undefined {
	return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
