import { READ_DEFAULTS } from "../../json/index.js";
import type { EnvelopeCodec } from "../../lineage/index.js";
import {
	type RecordLimits,
	WRAPPER_NAMES,
	WRAPPERS,
	type Wrapping,
	wrappingOf,
} from "../../records/index.js";
import { type Args, flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";

/** The flags of every command that reads records or documents. */
export const LIMIT_FLAGS = {
	"max-bytes": flag.count("N", "the longest record that is read, such as 512k; 16M if not given"),
	"max-depth": flag.count("N", "the deepest nesting that is read; 1000 if not given"),
};

const FORMS_TOLD = WRAPPER_NAMES.map((name) => `${name} is ${WRAPPERS[name].about}`).join("; ");

/** The flags of every command that looks for payloads in records. */
export const AT_FLAGS = {
	wrapped: flag.oneOf(
		"FORM",
		WRAPPER_NAMES,
		`how each record wraps its payload, which alone is converted: ${FORMS_TOLD}`,
	),
	at: flag.texts(
		"POINTER",
		"where in each record the payload is, such as /data/client or, for all elements, /clients/*; the rest stays as it is. Can be given more than once",
	),
};

/** The flag of every command that writes what it finds in envelopes, or reads what was written so. */
export const ENVELOPE_FLAGS = {
	"keep-envelope": flag.toggle(
		"an envelope, such as a webhook event, stays around its payload, as its own bytes; only the payload is replaced",
	),
};

/** How records are read whose payloads may be at places of theirs, by the flags of the call. */
export function readingOf(
	args: Args<typeof LIMIT_FLAGS & typeof AT_FLAGS>,
	envelope?: EnvelopeCodec,
): RecordLimits & Wrapping {
	const { at, wrapped } = args.flags;
	if (at.includes("")) throw new UsageError("--at takes a pointer to a member, such as /data/client");
	try {
		return { ...limitsOf(args), ...wrappingOf({ at, wrapped, envelope }), at, wrapped };
	} catch (error) {
		if (error instanceof SyntaxError)
			throw new UsageError(`${wrapped === undefined ? "--at" : "--wrapped"}: ${error.message}`);
		throw error;
	}
}

/** How records are read, by the flags of the call. */
export function limitsOf(args: Args<typeof LIMIT_FLAGS>, envelope?: EnvelopeCodec): RecordLimits {
	return {
		maxBytes: args.flags["max-bytes"] ?? READ_DEFAULTS.maxBytes,
		maxDepth: args.flags["max-depth"] ?? READ_DEFAULTS.maxDepth,
		envelope,
	};
}
