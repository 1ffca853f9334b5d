import type { Pointer } from "../../json/index.js";
import { lineage, type Place, type Step } from "../../lineage/index.js";
import { clerkEventCurrent, clerkEventSeconds, clerkEventV1, clerkEventV2 } from "../generated/index.js";
import type { ClerkEventCurrent, ClerkEventSeconds, ClerkEventV1, ClerkEventV2 } from "../generated/types.js";
import { toLegacyTime, toMilliseconds } from "../time.js";

const v1ToV2: Step<ClerkEventV1, ClerkEventV2> = {
	revision: "1",
	readsFormat1: true,
	upgrade(older, hop) {
		return { ...older, instance_id: recalledOrNull("/instance_id", hop) as ClerkEventV2["instance_id"] };
	},
	downgrade({ instance_id, ...rest }, hop) {
		if (instance_id !== null) hop.dropped("/instance_id", instance_id);
		return rest;
	},
};

const v2ToCurrent: Step<ClerkEventV2, ClerkEventCurrent> = {
	revision: "1",
	readsFormat1: true,
	upgrade(older, hop) {
		const attributes = recalledOrNull("/event_attributes", hop) as ClerkEventCurrent["event_attributes"];
		const timestamp = toMilliseconds(older.timestamp, "/timestamp", hop);
		return { ...older, timestamp, event_attributes: attributes };
	},
	downgrade({ event_attributes, ...rest }, hop) {
		if (event_attributes !== null) hop.dropped("/event_attributes", event_attributes);
		return { ...rest, timestamp: toLegacyTime(rest.timestamp, "/timestamp", hop) };
	},
};

const secondsToCurrent: Step<ClerkEventSeconds, ClerkEventCurrent> = {
	revision: "1",
	readsFormat1: true,
	upgrade: (older, hop) => ({ ...older, timestamp: toMilliseconds(older.timestamp, "/timestamp", hop) }),
	downgrade: (newer, hop) => ({ ...newer, timestamp: wholeSeconds(newer.timestamp, hop) }),
};

/** What a downgrade found no room for; it is validated with the whole value at the end, hence the casts. */
function recalledOrNull(at: Pointer, hop: Place): unknown {
	const recalled = hop.recall(at);
	if (recalled !== undefined) return recalled;
	hop.defaulted(at);
	return null;
}

/** There a timestamp can't be in milliseconds, so what is less than a second goes to the residue. */
function wholeSeconds(milliseconds: number, hop: Place): number {
	const seconds = Math.floor(milliseconds / 1000);
	hop.unitChanged("/timestamp", ["ms", "s"]);
	if (seconds * 1000 !== milliseconds) hop.keep("/timestamp", milliseconds, seconds);
	return seconds;
}

/** What Clerk's webhook deliveries say around their data, which it leaves alone: `upshape/webhook` reads that. */
export const event = lineage("clerk/event")
	.version("v1", clerkEventV1)
	.version("v2", clerkEventV2, v1ToV2)
	.version("current", clerkEventCurrent, v2ToCurrent)
	.branch("seconds", clerkEventSeconds, secondsToCurrent);
