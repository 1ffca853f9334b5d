import { lineage, type Place, type Step, widening } from "../lineage/index.js";
import { sessionCurrent, sessionLegacy, sessionV1 } from "./generated/index.js";
import type { SessionLegacy, SessionV1 } from "./generated/types.js";
import { downgradeSession, upgradeSession } from "./session-legacy-v1.js";
import { narrowSession, widenSession } from "./session-v1-current.js";
import { SESSION_STRANGERS } from "./strangers.js";

/** Clerk's Session. It refuses legacy sessions, as they don't say which client is theirs: see `sessionsOf`. */
export const session = sessionLineage(undefined);

/** Clerk's Session, for sessions of the client with that id. */
export function sessionsOf(clientId: string) {
	return sessionLineage(clientId);
}

function sessionLineage(clientId: string | undefined) {
	return lineage("clerk/session")
		.version("legacy", sessionLegacy)
		.version("v1", sessionV1, legacyToV1(clientId))
		.version("current", sessionCurrent, {
			...widening(narrowSession, widenSession),
			revision: "1",
			readsFormat1: true,
		})
		.strangers(SESSION_STRANGERS);
}

function legacyToV1(clientId: string | undefined): Step<SessionLegacy, SessionV1> {
	return {
		revision: "1",
		readsFormat1: true,
		upgrade: (older, hop) => upgradeSession(older, clientId ?? recalledClientId(hop), hop),
		downgrade: (newer, hop) => downgradeSession(newer, clientId, hop),
	};
}

function recalledClientId(hop: Place): string {
	const kept = hop.recall("/client_id");
	if (typeof kept === "string") return kept;
	return hop.refuse(
		"",
		"doesn't say which client it belongs to: upgrade its Client, or use sessionsOf(clientId)",
	);
}
