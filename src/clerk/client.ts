import { lineage } from "../lineage/index.js";
import { CLIENT_FOREIGN_SHAPES } from "./foreign-shapes.js";
import {
	clientBapi2021,
	clientCurrent,
	clientFapi,
	clientGoSdk,
	clientLegacy,
	clientV1,
	clientV2,
} from "./generated/index.js";
import {
	clientBapi2021ToCurrent,
	clientFapiToCurrent,
	clientGoSdkToCurrent,
	clientLegacyToV1,
	clientV1ToCurrent,
	clientV2ToCurrent,
} from "./generated/steps.js";
import { CLIENT_SUSPICIONS } from "./suspicions.js";

/**
 * Clerk's Client: legacy (Frontend API, 2021), v1 (Backend API), v2 (Backend API of 2025), current (Backend API from
 * 2025-10-28); and beside them bapi-2021 (Backend API, 2021 to 2023), go-sdk (as it marshals them) and fapi (Frontend
 * API, from 2022).
 */
export const client = lineage("clerk/client")
	.version("legacy", clientLegacy)
	.version("v1", clientV1, clientLegacyToV1)
	.version("current", clientCurrent, clientV1ToCurrent)
	.branch("v2", clientV2, clientV2ToCurrent, { widens: ["v1"] })
	.branch("bapi-2021", clientBapi2021, clientBapi2021ToCurrent, { widens: ["v1", "v2"] })
	.branch("go-sdk", clientGoSdk, clientGoSdkToCurrent)
	.branch("fapi", clientFapi, clientFapiToCurrent)
	.strangers(CLIENT_FOREIGN_SHAPES)
	.suspects(CLIENT_SUSPICIONS);
