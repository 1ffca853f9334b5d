import { mapping } from "../../lineage/index.js";
import type { ClientCurrent, ClientFapi } from "../generated/types.js";
import { embeddedFapiSession } from "./session-fapi-current.js";
import { statedTime } from "./time.js";

/** From the Frontend API of today: ids in place of what is embedded; what only browsers need is dropped. */
export const fapiToCurrent = mapping<ClientFapi, ClientCurrent>(
	({ derive, dropped, each, from }) => ({
		session_ids: derive((client) => client.sessions.map(({ id }) => id)),
		sessions: each("/sessions", embeddedFapiSession),
		sign_in_id: from(
			"/sign_in/id",
			(id) => id ?? null,
			(id) => id,
		),
		sign_up_id: from(
			"/sign_up/id",
			(id) => id ?? null,
			(id) => id,
		),
		last_authentication_strategy: from(
			"/last_authentication_strategy",
			(strategy) => strategy ?? null,
			(strategy) => strategy,
		),
		updated_at: from("/updated_at", statedTime),
		created_at: from("/created_at", statedTime),
		...dropped("/sign_in", "/sign_up", "/cookie_expires_at", "/captcha_bypass"),
	}),
	{ revision: "1", isChecked: true },
);
