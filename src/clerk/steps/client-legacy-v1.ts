import { mapping } from "../../lineage/index.js";
import type { ClientLegacy, ClientV1 } from "../generated/types.js";
import { embeddedSession } from "./session-legacy-v1.js";
import { legacyTime } from "./time.js";

/** From the 2021 Frontend API to the Backend API: ids in place of what was embedded, and milliseconds. */
export const legacyToV1 = mapping<ClientLegacy, ClientV1>(
	({ derive, dropped, each, from, lost }) => ({
		session_ids: derive((client) => client.sessions.map(({ id }) => id)),
		sessions: each("/sessions", embeddedSession),
		// Early attempts have no id; then there is nothing to be known again.
		sign_in_id: from(
			"/sign_in_attempt/id",
			(id) => id ?? null,
			(id) => id,
		),
		sign_up_id: from(
			"/sign_up_attempt/id",
			(id) => id ?? null,
			(id) => id,
		),
		updated_at: from("/updated_at", legacyTime),
		created_at: from("/created_at", legacyTime),
		...lost({ "/sign_in_attempt/object": "sign_in_attempt", "/sign_up_attempt/object": "sign_up_attempt" }),
		...dropped("/sign_in_attempt", "/sign_up_attempt"),
	}),
	{ revision: "1", readsFormat1: true, isChecked: true },
);
