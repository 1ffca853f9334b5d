import { READ_DEFAULTS } from "../../json/index.js";
import type { EnvelopeCodec } from "../../lineage/index.js";
import type { RecordLimits } from "../../records/index.js";
import { type Args, flag } from "../args/flag.js";

/** The flags of every command that reads records or documents. */
export const LIMIT_FLAGS = {
	"max-bytes": flag.count("N", "the longest record that is read, such as 512k; 16M if not given"),
	"max-depth": flag.count("N", "the deepest nesting that is read; 1000 if not given"),
};

/** How records are read, by the flags of the call. */
export function limitsOf(args: Args<typeof LIMIT_FLAGS>, envelope?: EnvelopeCodec): RecordLimits {
	return {
		maxBytes: args.flags["max-bytes"] ?? READ_DEFAULTS.maxBytes,
		maxDepth: args.flags["max-depth"] ?? READ_DEFAULTS.maxDepth,
		envelope,
	};
}
