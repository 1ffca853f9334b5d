import type { SessionCurrent, SessionV2 } from "../generated/types.js";

type Activity = SessionV2["latest_activity"];

/** Whether current has room for it: it asks what kind of device it was. */
const saysDevice = (activity: Activity): activity is SessionCurrent["latest_activity"] =>
	typeof activity !== "object" || activity === null || activity.is_mobile !== undefined;

/** What came up is what goes back: activity that does not say so is null in current, and kept in the residue. */
export const fullActivity = (activity: Activity): SessionCurrent["latest_activity"] =>
	saysDevice(activity) ? activity : null;
