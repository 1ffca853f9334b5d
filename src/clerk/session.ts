import { lineage, type Step, widening } from "../lineage/index.js";
import { sessionCurrent, sessionLegacy, sessionV1 } from "./generated/index.js";
import type { SessionLegacy, SessionV1 } from "./generated/types.js";
import { downgradeSession, upgradeSession } from "./session-legacy-v1.js";
import { narrowSession, widenSession } from "./session-v1-current.js";
import { SESSION_STRANGERS } from "./strangers.js";

/**
 * Clerk's Session, for the sessions of the client with that id: a legacy session doesn't say itself to which
 * client it belongs.
 */
export function sessionsOf(clientId: string) {
	return sessionLineage(legacyToV1(() => clientId));
}

/** Clerk's Session. It refuses legacy sessions, since their client is not known: see `sessionsOf`. */
export const session = sessionLineage(
	legacyToV1((hop) =>
		hop.refuse(
			"",
			"a legacy session doesn't say which client it belongs to: upgrade its Client, or use sessionsOf",
		),
	),
);

type Hop = Parameters<Step<SessionLegacy, SessionV1>["upgrade"]>[1];

function legacyToV1(clientId: (hop: Hop) => string): Step<SessionLegacy, SessionV1> {
	return {
		upgrade: (older, hop) => upgradeSession(older, clientId(hop), hop),
		downgrade: (newer, hop) => downgradeSession(newer, newer.client_id, hop),
	};
}

function sessionLineage(step: Step<SessionLegacy, SessionV1>) {
	return lineage("clerk/session")
		.version("legacy", sessionLegacy)
		.version("v1", sessionV1, step)
		.version("current", sessionCurrent, widening(narrowSession, widenSession))
		.strangers(SESSION_STRANGERS);
}
