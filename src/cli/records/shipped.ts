import type { EnvelopeCodec } from "../../lineage/index.js";
import type { AnyLineage, LineageModule } from "../../records/index.js";

/** A lineage to work with, and how its payloads may be wrapped. */
export interface Loaded {
	readonly lineage: AnyLineage;
	readonly envelope?: EnvelopeCodec | undefined;
	/** The module that both come from. */
	readonly module: LineageModule;
}

function clerk(lineage: string): LineageModule {
	const url = new URL("../clerk/index.js", import.meta.url).href;
	return { url, lineage, envelope: `${lineage}Envelope` };
}

/** The lineages that upshape ships, by the names that flags and settings give them. */
export const SHIPPED = {
	"clerk/client": async () => {
		const { client, clientEnvelope } = await import("../../clerk/index.js");
		return { lineage: client, envelope: clientEnvelope, module: clerk("client") };
	},
	"clerk/session": async () => {
		const { session, sessionEnvelope } = await import("../../clerk/index.js");
		return { lineage: session, envelope: sessionEnvelope, module: clerk("session") };
	},
};

/** Their names. */
export const SHIPPED_NAMES = Object.keys(SHIPPED);

/** Whether a name is that of a shipped lineage. */
export const isShippedName = (name: string): name is keyof typeof SHIPPED => Object.hasOwn(SHIPPED, name);
