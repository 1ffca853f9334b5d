import { equal, findPlaces, type Json, type Pointer, parsePlaces, valueAt } from "../../json/index.js";
import type { EnvelopeCodec, Opened } from "../../lineage/index.js";
import type { RawRecord } from "../framing/record.js";
import type { OpenRecord } from "./open.js";
import { type Reason, reasonOf, reasonOfRun } from "./reject.js";
import { Spliced } from "./spliced.js";
import type { Writable } from "./written.js";

/**
 * What is to stand where the payload stood in its envelope: the payload that was made, with what was set apart put back.
 * Undefined if the codec, given what it has opened, does not give back what stood there: something would be lost.
 */
export function payloadWithin(
	made: Json,
	{ payload, document, place }: OpenRecord,
	{ at, envelope }: Opened,
	codec: EnvelopeCodec | undefined,
): Json | undefined {
	const stood = valueAt(document.value, place + at);
	const wrapped = (value: Json) => {
		const whole = codec?.wrap(value, envelope);
		return whole === undefined ? undefined : valueAt(whole, at);
	};
	try {
		return equal(wrapped(payload), stood) ? wrapped(made) : undefined;
	} catch (error) {
		if (error instanceof TypeError) return undefined;
		throw error;
	}
}

/** The record with another payload in its envelope, all around which are its own bytes; or why there can't be one. */
export function inEnvelope(
	record: RawRecord,
	at: Pointer,
	payload: Writable,
	maxDepth: number,
): { readonly record: Writable; readonly reason?: undefined } | { readonly reason: Reason } {
	if (at === "") return { record: payload };
	const bytes = record.text === undefined ? record.bytes : Buffer.from(record.text);
	const found = findPlaces(bytes, parsePlaces([at]), maxDepth);
	if (found.issues) return { reason: reasonOf(found.issues) };
	if (found.places.length !== 1) return { reason: reasonOfRun("envelope-malformed") };
	return { record: new Spliced(bytes, found.places, [payload]) };
}
