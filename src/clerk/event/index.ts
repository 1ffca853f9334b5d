import { lineage, type Step } from "../../lineage/index.js";
import { clerkEventCurrent, clerkEventSeconds, clerkEventV1, clerkEventV2 } from "../generated/index.js";
import type { ClerkEventCurrent, ClerkEventSeconds, ClerkEventV1, ClerkEventV2 } from "../generated/types.js";
import { legacyTime, wholeSeconds } from "../steps/index.js";

// Functions rather than mappings: what an event says beside these members stays in the order in which it came.
const SINCE = { revision: "1", readsFormat1: true };

const v1ToV2: Step<ClerkEventV1, ClerkEventV2> = {
	...SINCE,
	upgrade(older, account) {
		account.defaulted("/instance_id");
		return { ...older, instance_id: null };
	},
	downgrade({ instance_id, ...rest }, account) {
		account.dropped("/instance_id");
		return rest;
	},
};

const v2ToCurrent: Step<ClerkEventV2, ClerkEventCurrent> = {
	...SINCE,
	lossy: ["/timestamp"],
	upgrade(older, account) {
		account.defaulted("/event_attributes");
		const timestamp = legacyTime.upgrade(older.timestamp);
		if (timestamp !== older.timestamp) account.unitChanged("/timestamp", ["s", "ms"]);
		return { ...older, timestamp, event_attributes: null };
	},
	downgrade({ event_attributes, ...rest }, account) {
		const timestamp = legacyTime.downgrade(rest.timestamp);
		if (timestamp !== rest.timestamp) account.unitChanged("/timestamp", ["ms", "s"]);
		account.dropped("/event_attributes");
		return { ...rest, timestamp };
	},
};

const secondsToCurrent: Step<ClerkEventSeconds, ClerkEventCurrent> = {
	...SINCE,
	lossy: ["/timestamp"],
	upgrade(older, account) {
		const timestamp = wholeSeconds.upgrade(older.timestamp);
		if (timestamp !== older.timestamp) account.unitChanged("/timestamp", ["s", "ms"]);
		return { ...older, timestamp };
	},
	downgrade(newer, account) {
		const timestamp = wholeSeconds.downgrade(newer.timestamp);
		if (timestamp !== newer.timestamp) account.unitChanged("/timestamp", ["ms", "s"]);
		return { ...newer, timestamp };
	},
};

/** What Clerk's webhook deliveries say around their data, which it leaves alone: `upshape/webhook` reads that. */
export const event = lineage("clerk/event")
	.version("v1", clerkEventV1)
	.version("v2", clerkEventV2, v1ToV2)
	.version("current", clerkEventCurrent, v2ToCurrent)
	.branch("seconds", clerkEventSeconds, secondsToCurrent);
