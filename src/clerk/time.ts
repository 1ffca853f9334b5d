import type { Pointer } from "../json/index.js";
import type { Place, Units } from "../lineage/index.js";

/**
 * Legacy documents mix seconds and milliseconds, even within one record, so the unit is decided per value:
 * 1e11 s is the year 5138, 1e11 ms is 1973, and no client is of either time.
 */
const SECONDS_BELOW = 1e11;

const TO_MILLISECONDS: Units = ["s", "ms"];
const TO_SECONDS: Units = ["ms", "s"];

/** A legacy timestamp in milliseconds. Zero says "never" in either unit, and is left alone. */
export function toMilliseconds(timestamp: number, at: Pointer, place: Place): number {
	const kept = place.recall(at, timestamp);
	if (typeof kept === "number") {
		place.unitChanged(at, TO_MILLISECONDS);
		return kept;
	}
	if (isSeconds(timestamp)) {
		place.unitChanged(at, TO_MILLISECONDS);
		return timestamp * 1000;
	}
	// On its own the way back would make seconds of this one.
	if (secondsOf(timestamp) !== undefined) place.keep(at, timestamp, timestamp);
	return timestamp;
}

/** A timestamp in milliseconds as the legacy documents had it: in seconds, where whole seconds say it all. */
export function toLegacyTime(milliseconds: number, at: Pointer, place: Place): number {
	const kept = place.recall(at, milliseconds);
	if (typeof kept === "number") return kept;
	const seconds = secondsOf(milliseconds);
	if (seconds !== undefined) {
		place.unitChanged(at, TO_SECONDS);
		return seconds;
	}
	if (!isSeconds(milliseconds)) return milliseconds;
	// Too small to be read as milliseconds there: whole seconds it must be, and the rest goes to the residue.
	const whole = Math.trunc(milliseconds / 1000) + 0;
	place.unitChanged(at, TO_SECONDS);
	place.keep(at, milliseconds, whole);
	return whole;
}

function isSeconds(timestamp: number): boolean {
	return timestamp !== 0 && Math.abs(timestamp) < SECONDS_BELOW;
}

/** The whole seconds that legacy readers would take for the same time, if there are such. */
function secondsOf(milliseconds: number): number | undefined {
	const seconds = milliseconds / 1000;
	return Number.isInteger(seconds) && isSeconds(seconds) ? seconds : undefined;
}
