import { type Pointer, parsePlaces } from "../../json/index.js";
import type { EnvelopeCodec } from "../../lineage/index.js";
import type { RecordLimits } from "../convert/open.js";
import { WRAPPERS, type WrapperName } from "./wrappers.js";

/** Where payloads are in records, as it is asked for; a record is one itself if nothing is. */
export interface Wrapping {
	/** JSON Pointers in which `*` stands for every element of an array or member of an object. */
	readonly at?: readonly Pointer[] | undefined;
	/** The name of a known wrapper; with `string`, `at` says where the strings are. */
	readonly wrapped?: WrapperName | undefined;
	/**
	 * Whether an envelope that a codec opens stays around its payload, as its own bytes, and the account names places of the
	 * record; false if not given. A downgrade opens envelopes only then.
	 */
	readonly keepEnvelope?: boolean | undefined;
}

interface Codecs {
	readonly envelope?: EnvelopeCodec | undefined;
	readonly rewrap?: EnvelopeCodec | undefined;
}

/**
 * How records are opened: at places, if these are asked for, and else by their envelope. Throws a SyntaxError, whose
 * message says what is wrong, for what is no pointer and for a place that a wrapper says already.
 */
export function wrappingOf({
	at = [],
	wrapped,
	keepEnvelope,
	...codecs
}: Wrapping & Codecs): Codecs & Pick<RecordLimits, "places" | "inStrings" | "keepEnvelope"> {
	if (wrapped !== undefined && wrapped !== "string" && at.length > 0)
		throw new SyntaxError(`${wrapped} says already where payloads are: leave one of both out`);
	if (wrapped === undefined && at.length === 0) {
		const { envelope = codecs.rewrap } = codecs;
		return keepEnvelope ? { ...codecs, envelope, keepEnvelope } : codecs;
	}
	if (wrapped === undefined) return { places: parsePlaces(at) };
	return { places: parsePlaces(at.length > 0 ? at : WRAPPERS[wrapped].at), inStrings: wrapped === "string" };
}
