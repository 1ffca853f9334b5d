import { clientCurrent, clientLegacy, clientV1 } from "../../src/clerk/generated/index.js";
import { clientLegacyToV1, clientV1ToCurrent } from "../../src/clerk/generated/steps.js";
import { lineage, type Step } from "../../src/lineage/index.js";

/** Clerk's Client with steps of two functions and no more, so that the engine itself finds what an upgrade leaves. */
const client = lineage("clerk/client")
	.version("legacy", clientLegacy)
	.version("v1", clientV1, byHand(clientLegacyToV1))
	.version("current", clientCurrent, byHand(clientV1ToCurrent));

export default client;

function byHand<Older, Newer>({ upgrade, downgrade }: Step<Older, Newer>): Step<Older, Newer> {
	return { upgrade, downgrade };
}
