import {
	isArray,
	isContainer,
	isObject,
	type Json,
	type JsonObject,
	type Pointer,
	parsePointer,
	valueAt,
} from "../json/index.js";
import type { EnvelopeCodec, Opened } from "./envelope.js";

/** What an envelope is asked of a lineage. */
interface Detecting {
	detect(payload: unknown): { readonly issues?: unknown };
}

/**
 * Envelopes that hold a payload of the lineage at the pointer's place: `unwrap` takes it out, `wrap` puts one back among
 * all that was around it. Throws a SyntaxError for a text that is no JSON Pointer, or the empty one.
 *
 * @example export const envelope = within("/data/client", client);
 */
export function within(pointer: Pointer, lineage: Detecting): EnvelopeCodec {
	const tokens = parsePointer(pointer);
	if (tokens.length === 0) throw new SyntaxError("an envelope's payload is at a member of it, such as /data");
	return {
		unwrap(document) {
			const around = document as Json; // as it was read
			if (!isContainer(around)) return undefined;
			const payload = valueAt(around, pointer);
			if (payload === undefined || lineage.detect(payload).issues !== undefined) return undefined;
			return { payload, at: pointer, envelope: { at: pointer, around: replaced(around, tokens, null) } };
		},
		wrap(payload, envelope) {
			const { at, around } = memberOf(envelope);
			if (at !== pointer || around === undefined || valueAt(around, pointer) === undefined) throw notOne();
			return replaced(around, tokens, payload);
		},
	};
}

/** Envelopes of several kinds: the first codec that opens a document is the one that it is wrapped by again. */
export function envelopes(codecs: readonly EnvelopeCodec[]): EnvelopeCodec {
	return {
		unwrap(document) {
			for (const [kind, codec] of codecs.entries()) {
				const opened = codec.unwrap(document);
				if (opened) return { ...opened, envelope: { kind, envelope: opened.envelope } } satisfies Opened;
			}
			return undefined;
		},
		wrap(payload, given) {
			const { kind, envelope } = memberOf(given);
			const codec = typeof kind === "number" ? codecs[kind] : undefined;
			if (!codec || envelope === undefined) throw notOne();
			return codec.wrap(payload, envelope);
		},
	};
}

function notOne(): TypeError {
	return new TypeError("the envelope isn't one that unwrap returned");
}

/** The members of an object; none of what is none. */
function memberOf(value: Json): JsonObject {
	return isObject(value) ? value : {};
}

/** The same with another value at a place that is there; members keep their order. */
function replaced(around: Json, [token, ...rest]: readonly string[], value: Json): Json {
	if (token === undefined) return value;
	if (isArray(around))
		return around.map((one, i) => (String(i) === token ? replaced(one, rest, value) : one));
	const members = memberOf(around);
	return { ...members, [token]: replaced(members[token] ?? null, rest, value) };
}
