import type { Suspicion } from "../lineage/index.js";
import { isStatedInSeconds } from "./steps/index.js";

const TIMES = ["/created_at", "/updated_at"] as const;
const SESSION_TIMES = [...TIMES, "/last_active_at", "/expire_at", "/abandon_at"] as const;

// What is current is never changed, not even where its times are seconds. Nothing that is open is looked at.
const seconds = {
	name: "seconds",
	looksLike: (time: unknown) => isStatedInSeconds(Number(time)),
	message: "a time in seconds, where milliseconds are meant",
};

/** What is suspect in a current Client. */
export const CLIENT_SUSPICIONS = [
	{ ...seconds, at: [...TIMES, ...SESSION_TIMES.map((at) => `/sessions/*${at}` as const)] },
] satisfies readonly Suspicion[];

/** What is suspect in a current Session. */
export const SESSION_SUSPICIONS = [{ ...seconds, at: SESSION_TIMES }] satisfies readonly Suspicion[];
