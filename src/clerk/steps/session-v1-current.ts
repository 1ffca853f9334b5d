import { type MappingTools, mapping, narrowed } from "../../lineage/index.js";
import type { SessionCurrent, SessionV1 } from "../generated/types.js";
import { statedTime } from "./time.js";

/**
 * v1 has no word for a session that is signed in but has tasks to finish; of its words "abandoned" is the one that
 * neither grants access nor claims that somebody ended the session.
 */
const status = narrowed<SessionV1["status"], SessionCurrent["status"]>({ pending: "abandoned" });

/** The rules for a session in its client, where its times are milliseconds, too. */
export const embeddedV1Session = (t: MappingTools<SessionV1>) =>
	t.to<SessionCurrent>({
		status: t.from("/status", status),
		last_active_at: t.from("/last_active_at", statedTime),
		expire_at: t.from("/expire_at", statedTime),
		abandon_at: t.from("/abandon_at", statedTime),
		updated_at: t.from("/updated_at", statedTime),
		created_at: t.from("/created_at", statedTime),
		tasks: t.absent(),
	});

/** To sessions that may be pending: every v1 session is a current one as it stands, so nothing converts it. */
export const sessionV1ToCurrent = mapping<SessionV1, SessionCurrent>(
	(t) => ({ status: t.from("/status", status), tasks: t.absent() }),
	{ widens: true, revision: "1", readsFormat1: true, isChecked: true },
);
