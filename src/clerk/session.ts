import { lineage } from "../lineage/index.js";
import { SESSION_FOREIGN_SHAPES } from "./foreign-shapes.js";
import { sessionCurrent, sessionFapi, sessionLegacy, sessionV1, sessionV2 } from "./generated/index.js";
import {
	sessionFapiToCurrent,
	sessionLegacyToV1,
	sessionV1ToCurrent,
	sessionV2ToCurrent,
} from "./generated/steps.js";
import { SESSION_SUSPICIONS } from "./suspicions.js";

/**
 * Clerk's Session: legacy, v1, v2 and current as of a Client's, and fapi. It refuses those of the Frontend API, legacy and
 * fapi, as they don't say which client is theirs: see `sessionsOf`.
 */
export const session = sessionLineage(undefined);

/** Clerk's Session, for sessions of the client with that id. */
export function sessionsOf(clientId: string) {
	return sessionLineage(clientId);
}

function sessionLineage(clientId: string | undefined) {
	return lineage("clerk/session")
		.version("legacy", sessionLegacy)
		.version("v1", sessionV1, sessionLegacyToV1(clientId))
		.version("current", sessionCurrent, sessionV1ToCurrent)
		.branch("v2", sessionV2, sessionV2ToCurrent, { widens: ["v1", "current"] })
		.branch("fapi", sessionFapi, sessionFapiToCurrent(clientId))
		.strangers(SESSION_FOREIGN_SHAPES)
		.suspects(SESSION_SUSPICIONS);
}
