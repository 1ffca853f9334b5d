import { mapping } from "../../lineage/index.js";
import type { ClientCurrent, ClientGoSdk } from "../generated/types.js";
import { statedSession } from "./session-v2-current.js";
import { statedTime } from "./time.js";

/** From what the Go SDK marshals: an empty list where it has null. */
export const goSdkToCurrent = mapping<ClientGoSdk, ClientCurrent>(
	({ constant, each, from }) => ({
		session_ids: from(
			"/session_ids",
			(): readonly string[] => [],
			() => null,
		),
		last_authentication_strategy: constant(null),
		sessions: each("/sessions", statedSession, { orEmpty: true }),
		updated_at: from("/updated_at", statedTime),
		created_at: from("/created_at", statedTime),
	}),
	{ revision: "1", isChecked: true },
);
