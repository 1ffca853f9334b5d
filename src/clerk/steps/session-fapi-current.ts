import { type MappingRule, type MappingTools, mapping } from "../../lineage/index.js";
import type { ClientFapi, SessionCurrent, SessionFapi } from "../generated/types.js";
import { fullActivity } from "./activity.js";
import { statedTime } from "./time.js";
import { unknownClient } from "./unknown-client.js";

/** The rules for a session of the Frontend API, which embeds its user: ids in place of that. */
function sessionRules(
	t: MappingTools<SessionFapi, unknown>,
	clientId: MappingRule<SessionFapi, string, unknown>,
) {
	return t.to<SessionCurrent>({
		user_id: t.from("/user/id"),
		client_id: clientId,
		last_active_at: t.from("/last_active_at", statedTime),
		latest_activity: t.from("/latest_activity", fullActivity, (activity) => activity),
		expire_at: t.from("/expire_at", statedTime),
		abandon_at: t.from("/abandon_at", statedTime),
		updated_at: t.from("/updated_at", statedTime),
		created_at: t.from("/created_at", statedTime),
		...t.lost({ "/user/object": "user", "/public_user_data": {} }),
		...t.dropped("/user", "/factor_verification_age", "/last_active_token"),
	});
}

/** The rules for a session in its client. */
export const embeddedFapiSession = (t: MappingTools<SessionFapi, ClientFapi>) =>
	sessionRules(
		t,
		t.derive((_, client) => client.id),
	);

/** A session by itself, of the client with that id; of an unknown one it is refused. */
export const sessionFapiToCurrent = (clientId: string | undefined) =>
	mapping<SessionFapi, SessionCurrent>(
		(t) =>
			sessionRules(
				t,
				t.derive(() => clientId ?? unknownClient()),
			),
		{ revision: "1", isChecked: true },
	);
