import { READ_DEFAULTS } from "../json/index.js";
import type { EnvelopeCodec } from "../lineage/index.js";
import type { Door } from "../records/index.js";
import type { Arguments } from "./arguments.js";

/** How records are read, by the flags of the call. */
export function doorOf(args: Arguments, envelope?: EnvelopeCodec): Door {
	return {
		maxBytes: args.count("max-bytes") ?? READ_DEFAULTS.maxBytes,
		maxDepth: args.count("max-depth") ?? READ_DEFAULTS.maxDepth,
		envelope,
	};
}
