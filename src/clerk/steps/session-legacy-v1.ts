import { type MappingRule, type MappingTools, mapping } from "../../lineage/index.js";
import type { ClientLegacy, SessionLegacy, SessionV1 } from "../generated/types.js";
import { legacyTime } from "./time.js";
import { unknownClient } from "./unknown-client.js";

/** The rules for a legacy session, which says neither its user's id nor its client's: ids in place of the user. */
function sessionRules(
	t: MappingTools<SessionLegacy, unknown>,
	clientId: MappingRule<SessionLegacy, string, unknown>,
) {
	return t.to<SessionV1>({
		user_id: t.from("/user/id"),
		client_id: clientId,
		last_active_at: t.from("/last_active_at", legacyTime),
		expire_at: t.from("/expire_at", legacyTime),
		abandon_at: t.from("/abandon_at", legacyTime),
		updated_at: t.from("/updated_at", legacyTime),
		created_at: t.from("/created_at", legacyTime),
		actor: t.absent(),
		last_active_organization_id: t.absent(),
		latest_activity: t.absent(),
		...t.lost({ "/user/object": "user" }),
		...t.dropped("/user"),
	});
}

/** The rules for a session in its client. */
export const embeddedSession = (t: MappingTools<SessionLegacy, ClientLegacy>) =>
	sessionRules(
		t,
		t.derive((_, client) => client.id),
	);

/** A session by itself, of the client with that id; of an unknown one it is refused. */
export const sessionLegacyToV1 = (clientId: string | undefined) =>
	mapping<SessionLegacy, SessionV1>(
		(t) =>
			sessionRules(
				t,
				t.derive(() => clientId ?? unknownClient()),
			),
		{
			revision: "1",
			readsFormat1: true,
			isChecked: true,
		},
	);
