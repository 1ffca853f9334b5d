import type { Step } from "../lineage/index.js";
import { attemptId, attemptOf, SIGN_IN, SIGN_UP } from "./attempt.js";
import type { ClientLegacy, ClientV1 } from "./generated/types.js";
import { downgradeSession, upgradeSession } from "./session-legacy-v1.js";
import { toLegacyTime, toMilliseconds } from "./time.js";

/** From the 2021 Frontend API to the Backend API: ids in place of what was embedded, and milliseconds. */
export const legacyToV1: Step<ClientLegacy, ClientV1> = {
	revision: "1",
	readsFormat1: true,
	upgrade(client, hop) {
		const ids = client.sessions.map((session) => session.id);
		const places = hop.items("/sessions", ids);
		hop.derived("/session_ids");
		return {
			object: client.object,
			id: client.id,
			// What the residue holds is validated with the whole Client at the end.
			session_ids: (hop.recall("/session_ids", ids) as ClientV1["session_ids"] | undefined) ?? ids,
			sessions: client.sessions.map((session, i) => upgradeSession(session, client.id, places.at(i))),
			sign_in_id: attemptId(client.sign_in_attempt, SIGN_IN, hop),
			sign_up_id: attemptId(client.sign_up_attempt, SIGN_UP, hop),
			last_active_session_id: client.last_active_session_id,
			updated_at: toMilliseconds(client.updated_at, "/updated_at", hop),
			created_at: toMilliseconds(client.created_at, "/created_at", hop),
		};
	},

	downgrade(client, hop) {
		const ids = client.sessions.map((session) => session.id);
		const places = hop.items("/sessions", ids);
		hop.dropped("/session_ids", client.session_ids, ids);
		return {
			object: client.object,
			id: client.id,
			sessions: client.sessions.map((session, i) => downgradeSession(session, client.id, places.at(i))),
			sign_in_attempt: attemptOf(client.sign_in_id, SIGN_IN, hop),
			sign_up_attempt: attemptOf(client.sign_up_id, SIGN_UP, hop),
			last_active_session_id: client.last_active_session_id,
			created_at: toLegacyTime(client.created_at, "/created_at", hop),
			updated_at: toLegacyTime(client.updated_at, "/updated_at", hop),
		};
	},
};
