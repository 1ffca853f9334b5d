import { mapping } from "../../lineage/index.js";
import type { ClientCurrent, ClientV2 } from "../generated/types.js";
import { statedSession } from "./session-v2-current.js";
import { statedTime } from "./time.js";

/** From what the Backend API sent between v1 and current. */
export const v2ToCurrent = mapping<ClientV2, ClientCurrent>(
	({ constant, each, from }) => ({
		last_authentication_strategy: constant(null),
		sessions: each("/sessions", statedSession),
		updated_at: from("/updated_at", statedTime),
		created_at: from("/created_at", statedTime),
	}),
	{ revision: "1", isChecked: true },
);
