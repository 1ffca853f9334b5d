import type { Place } from "../lineage/index.js";
import type { SessionCurrent, SessionV1 } from "./generated/types.js";

/**
 * v1 has no word for a session that is signed in but has tasks to finish. Of its words this is the one that
 * neither grants access nor claims that somebody ended the session.
 */
const INSTEAD_OF_PENDING = "abandoned";

/** Every v1 session is a current one as it stands; a downgraded one gets back what it had. */
export function widenSession(session: SessionV1, place: Place): SessionCurrent {
	if (!place.recalls) return session;
	const status = place.recall("/status", session.status);
	const tasks = place.recall("/tasks");
	if (status === undefined && tasks === undefined) return session;
	// What the residue holds is validated with the whole value at the end.
	return {
		...session,
		...(status === undefined ? {} : { status }),
		...(tasks === undefined ? {} : { tasks }),
	} as SessionCurrent;
}

/** A current session without its tasks, and with a status that v1 knows. */
export function narrowSession(session: SessionCurrent, place: Place): SessionV1 {
	const { tasks, ...rest } = session;
	if (tasks !== undefined) place.dropped("/tasks", tasks);
	if (rest.status !== "pending") {
		// Without tasks it is a v1 session already, and stays the same object.
		return tasks === undefined ? (session as SessionV1) : { ...rest, status: rest.status };
	}
	place.dropped("/status", rest.status, INSTEAD_OF_PENDING);
	place.defaulted("/status");
	return { ...rest, status: INSTEAD_OF_PENDING };
}
