import { mapping } from "../../lineage/index.js";
import type { ClientBapi2021, ClientCurrent } from "../generated/types.js";
import { attemptId, olderName } from "./attempts.js";
import { statedSession } from "./session-v2-current.js";
import { legacyTime } from "./time.js";

/** From the Backend API of 2021 to 2023: one name for each attempt, milliseconds, and sessions, if only an empty list. */
export const bapi2021ToCurrent = mapping<ClientBapi2021, ClientCurrent>(
	({ constant, each, from, join }) => ({
		sessions: each("/sessions", statedSession, { orEmpty: true }),
		sign_in_id: join({ id: "/sign_in_id", older: "/sign_in_attempt_id" }, attemptId, olderName, {
			lossy: true,
		}),
		sign_up_id: join({ id: "/sign_up_id", older: "/sign_up_attempt_id" }, attemptId, olderName, {
			lossy: true,
		}),
		last_authentication_strategy: constant(null),
		updated_at: from("/updated_at", legacyTime),
		created_at: from("/created_at", legacyTime),
	}),
	{ revision: "1", isChecked: true },
);
