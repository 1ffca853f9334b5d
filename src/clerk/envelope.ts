import { isObject, type Json, type JsonObject, type Pointer } from "../json/index.js";
import type { EnvelopeCodec } from "../lineage/index.js";

/** Where the Frontend API's replies hold a resource: as what was asked for, beside it, or with an error. */
const PLACES = {
	"/response": ["response"],
	"/client": ["client"],
	"/meta/client": ["meta", "client"],
} as const satisfies Record<Pointer, readonly string[]>;

/** Opens and rebuilds the replies `{response, client}` and `{errors, meta: {client}}` around a Client. */
export const clientEnvelope: EnvelopeCodec = envelopeOf("client");

/** The same around a Session. */
export const sessionEnvelope: EnvelopeCodec = envelopeOf("session");

function envelopeOf(kind: string): EnvelopeCodec {
	return {
		unwrap(document) {
			if (!isObject(document) || Object.hasOwn(document, "object")) return undefined;
			for (const [at, tokens] of Object.entries(PLACES)) {
				const payload = tokens.reduce<Json | undefined>(member, document);
				if (!isObject(payload) || member(payload, "object") !== kind) continue;
				return { payload, at, envelope: { at, around: replaced(document, tokens, null) } };
			}
			return undefined;
		},

		wrap(payload, envelope) {
			const at = member(envelope, "at");
			const around = member(envelope, "around");
			const tokens = Object.entries(PLACES).find(([place]) => place === at)?.[1];
			if (!tokens || !isObject(around)) throw new TypeError("the envelope isn't one that unwrap returned");
			return replaced(around, tokens, payload);
		},
	};
}

/** The document with another value at the place; members keep their order. */
function replaced(document: JsonObject, [token, ...rest]: readonly string[], value: Json): JsonObject {
	if (token === undefined) return document;
	const child = member(document, token);
	return { ...document, [token]: rest.length > 0 && isObject(child) ? replaced(child, rest, value) : value };
}

function member(value: Json | undefined, name: string): Json | undefined {
	return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
