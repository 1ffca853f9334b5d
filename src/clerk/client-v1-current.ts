import type { Place, Step } from "../lineage/index.js";
import type { ClientCurrent, ClientV1, SessionCurrent, SessionV1 } from "./generated/types.js";
import { narrowSession, widenSession } from "./session-v1-current.js";

/** To the Backend API from 2025-10-28: the client remembers how its user last authenticated. */
export const v1ToCurrent: Step<ClientV1, ClientCurrent> = {
	revision: "1",
	readsFormat1: true,
	upgrade(client, hop) {
		const strategy = hop.recall("/last_authentication_strategy");
		if (strategy === undefined) hop.defaulted("/last_authentication_strategy");
		return {
			object: client.object,
			id: client.id,
			session_ids: client.session_ids,
			// Untouched sessions stay the same objects, so that their text can stay the same, too.
			sessions: hop.recalls ? widened(client.sessions, hop) : client.sessions,
			sign_in_id: client.sign_in_id,
			sign_up_id: client.sign_up_id,
			last_active_session_id: client.last_active_session_id,
			last_authentication_strategy: typeof strategy === "string" ? strategy : null,
			updated_at: client.updated_at,
			created_at: client.created_at,
		};
	},

	downgrade(client, hop) {
		hop.dropped("/last_authentication_strategy", client.last_authentication_strategy);
		return {
			object: client.object,
			id: client.id,
			session_ids: client.session_ids,
			sessions: narrowed(client.sessions, hop),
			sign_in_id: client.sign_in_id,
			sign_up_id: client.sign_up_id,
			last_active_session_id: client.last_active_session_id,
			updated_at: client.updated_at,
			created_at: client.created_at,
		};
	},
};

function widened(sessions: readonly SessionV1[], hop: Place): readonly SessionCurrent[] {
	const places = hop.items(
		"/sessions",
		sessions.map(({ id }) => id),
	);
	return sessions.map((session, i) => widenSession(session, places.at(i)));
}

function narrowed(sessions: readonly SessionCurrent[], hop: Place): readonly SessionV1[] {
	const places = hop.items(
		"/sessions",
		sessions.map(({ id }) => id),
	);
	const narrow = sessions.map((session, i) => narrowSession(session, places.at(i)));
	// If none has changed, all of them are v1 sessions already.
	return narrow.every((session, i) => session === sessions[i]) ? (sessions as readonly SessionV1[]) : narrow;
}
