import { lineage } from "../lineage/index.js";
import { SESSION_FOREIGN_SHAPES } from "./foreign-shapes.js";
import { sessionCurrent, sessionLegacy, sessionV1 } from "./generated/index.js";
import { sessionLegacyToV1, sessionV1ToCurrent } from "./generated/steps.js";

/** Clerk's Session. It refuses legacy sessions, as they don't say which client is theirs: see `sessionsOf`. */
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
		.strangers(SESSION_FOREIGN_SHAPES);
}
