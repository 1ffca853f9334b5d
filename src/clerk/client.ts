import { lineage } from "../lineage/index.js";
import { CLIENT_FOREIGN_SHAPES } from "./foreign-shapes.js";
import { clientCurrent, clientLegacy, clientV1 } from "./generated/index.js";
import { clientLegacyToV1, clientV1ToCurrent } from "./generated/steps.js";

/** Clerk's Client: legacy (Frontend API, 2021), v1 (Backend API), current (Backend API from 2025-10-28). */
export const client = lineage("clerk/client")
	.version("legacy", clientLegacy)
	.version("v1", clientV1, clientLegacyToV1)
	.version("current", clientCurrent, clientV1ToCurrent)
	.strangers(CLIENT_FOREIGN_SHAPES);
