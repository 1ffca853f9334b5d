import { type MappingTools, mapping, narrowed } from "../../lineage/index.js";
import type { SessionCurrent, SessionV1 } from "../generated/types.js";

/**
 * Every v1 session is a current one as it stands. v1 has no word for a session that is signed in but has tasks to
 * finish; of its words "abandoned" is the one that neither grants access nor claims that somebody ended the session.
 */
export const widenedSession = (t: MappingTools<SessionV1>) =>
	t.to<SessionCurrent>({ status: t.from("/status", narrowed({ pending: "abandoned" })), tasks: t.absent() });

/** To sessions that may be pending. */
export const sessionV1ToCurrent = mapping<SessionV1, SessionCurrent>(widenedSession, {
	widens: true,
	revision: "1",
	readsFormat1: true,
	isChecked: true,
});
