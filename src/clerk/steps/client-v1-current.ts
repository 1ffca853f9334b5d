import { mapping } from "../../lineage/index.js";
import type { ClientCurrent, ClientV1 } from "../generated/types.js";
import { widenedSession } from "./session-v1-current.js";

/** To the Backend API from 2025-10-28: the client remembers how its user last authenticated. */
export const v1ToCurrent = mapping<ClientV1, ClientCurrent>(
	({ constant, each }) => ({
		last_authentication_strategy: constant(null),
		sessions: each("/sessions", widenedSession),
	}),
	{ revision: "1", readsFormat1: true, isChecked: true },
);
