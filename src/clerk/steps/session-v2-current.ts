import { type MappingTools, mapping } from "../../lineage/index.js";
import type { SessionCurrent, SessionV2 } from "../generated/types.js";
import { fullActivity } from "./activity.js";
import { statedTime } from "./time.js";

/** Every current session is one of v2; current asks more of the latest activity. */
export const statedSession = (t: MappingTools<SessionV2>) =>
	t.to<SessionCurrent>({
		last_active_at: t.from("/last_active_at", statedTime),
		latest_activity: t.from("/latest_activity", fullActivity, (activity) => activity),
		expire_at: t.from("/expire_at", statedTime),
		abandon_at: t.from("/abandon_at", statedTime),
		updated_at: t.from("/updated_at", statedTime),
		created_at: t.from("/created_at", statedTime),
	});

/** From what the Backend API sent between v1 and current. */
export const sessionV2ToCurrent = mapping<SessionV2, SessionCurrent>(statedSession, {
	revision: "1",
	isChecked: true,
});
