import type { Place } from "../lineage/index.js";
import type { SessionLegacy, SessionV1 } from "./generated/types.js";
import { toLegacyTime, toMilliseconds } from "./time.js";

/** What v1 sessions may have and legacy ones can't. */
const OPTIONAL = ["actor", "last_active_organization_id", "latest_activity"] as const;

/** A legacy session of the client with that id: ids in place of the user, milliseconds in place of seconds. */
export function upgradeSession(session: SessionLegacy, clientId: string, place: Place): SessionV1 {
	place.dropped("/user", session.user, session.user.id);
	place.moved("/user/id", "/user_id");
	place.derived("/client_id");
	const upgraded: SessionV1 = {
		object: session.object,
		id: session.id,
		user_id: session.user.id,
		client_id: clientId,
		status: session.status,
		last_active_at: toMilliseconds(session.last_active_at, "/last_active_at", place),
		expire_at: toMilliseconds(session.expire_at, "/expire_at", place),
		abandon_at: toMilliseconds(session.abandon_at, "/abandon_at", place),
		updated_at: toMilliseconds(session.updated_at, "/updated_at", place),
		created_at: toMilliseconds(session.created_at, "/created_at", place),
	};
	return place.recalls ? restored(upgraded, place) : upgraded;
}

/** The session with all that a downgrade found no room for. */
function restored(session: SessionV1, place: Place): SessionV1 {
	const optional = OPTIONAL.map((name) => [name, place.recall(`/${name}`)]);
	const present = optional.filter(([, value]) => value !== undefined);
	const clientId = place.recall("/client_id", session.client_id) ?? session.client_id;
	// What the residue holds is validated with the whole value at the end.
	return { ...session, client_id: clientId, ...Object.fromEntries(present) } as SessionV1;
}

/** A v1 session as legacy Clients embed it; an upgrade will derive the client's id that is given, if any. */
export function downgradeSession(
	session: SessionV1,
	clientId: string | undefined,
	place: Place,
): SessionLegacy {
	place.dropped("/client_id", session.client_id, clientId);
	for (const name of OPTIONAL) {
		if (session[name] !== undefined) place.dropped(`/${name}`, session[name]);
	}
	place.moved("/user_id", "/user/id");
	const user = place.recall("/user", session.user_id);
	if (user === undefined) place.derived("/user/object");
	return {
		object: session.object,
		id: session.id,
		status: session.status,
		expire_at: toLegacyTime(session.expire_at, "/expire_at", place),
		abandon_at: toLegacyTime(session.abandon_at, "/abandon_at", place),
		last_active_at: toLegacyTime(session.last_active_at, "/last_active_at", place),
		// What the residue holds is validated with the whole value at the end.
		user: (user as SessionLegacy["user"] | undefined) ?? { id: session.user_id, object: "user" },
		created_at: toLegacyTime(session.created_at, "/created_at", place),
		updated_at: toLegacyTime(session.updated_at, "/updated_at", place),
	};
}
