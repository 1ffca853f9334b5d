import { mapping } from "../../lineage/index.js";
import type { ClientCurrent, ClientV1 } from "../generated/types.js";
import { embeddedV1Session } from "./session-v1-current.js";
import { statedTime } from "./time.js";

/** To the Backend API from 2025-10-28: the client remembers how its user last authenticated. */
export const v1ToCurrent = mapping<ClientV1, ClientCurrent>(
	({ constant, each, from }) => ({
		last_authentication_strategy: constant(null),
		sessions: each("/sessions", embeddedV1Session),
		updated_at: from("/updated_at", statedTime),
		created_at: from("/created_at", statedTime),
	}),
	{ revision: "2", readsFormat1: true, isChecked: true },
);
