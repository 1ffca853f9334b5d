import { lineage } from "../lineage/index.js";
import { legacyToV1 } from "./client-legacy-v1.js";
import { v1ToCurrent } from "./client-v1-current.js";
import { clientCurrent, clientLegacy, clientV1 } from "./generated/index.js";
import { CLIENT_STRANGERS } from "./strangers.js";

/** Clerk's Client: legacy (Frontend API, 2021), v1 (Backend API), current (Backend API from 2025-10-28). */
export const client = lineage("clerk/client")
	.version("legacy", clientLegacy)
	.version("v1", clientV1, legacyToV1)
	.version("current", clientCurrent, v1ToCurrent)
	.strangers(CLIENT_STRANGERS);
