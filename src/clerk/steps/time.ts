import { codec } from "../../lineage/index.js";

/**
 * Legacy documents mix seconds and milliseconds, even within one record, so the unit is decided per value:
 * 1e11 s is the year 5138, 1e11 ms is 1973, and no client is of either time.
 */
const SECONDS_BELOW = 1e11;

/**
 * A legacy timestamp as one in milliseconds, and back in seconds, where whole seconds say it all. Zero says "never" in
 * either unit, and is left alone. Whole seconds that were written in milliseconds come back in seconds.
 */
export const legacyTime = codec(toMilliseconds, toLegacyTime, { units: ["s", "ms"], lossy: true });

/** A timestamp in seconds as one in milliseconds; on the way back what is less than a second gets lost. */
export const wholeSeconds = codec(toMilliseconds, (time: number) => Math.floor(time / 1000), {
	units: ["s", "ms"],
	lossy: true,
});

function toMilliseconds(timestamp: number): number {
	return isSeconds(timestamp) ? timestamp * 1000 : timestamp;
}

function toLegacyTime(milliseconds: number): number {
	const seconds = milliseconds / 1000;
	if (Number.isInteger(seconds) && isSeconds(seconds)) return seconds;
	// Too small to be read as milliseconds there: whole seconds it must be.
	return isSeconds(milliseconds) ? Math.trunc(seconds) + 0 : milliseconds;
}

function isSeconds(timestamp: number): boolean {
	return timestamp !== 0 && Math.abs(timestamp) < SECONDS_BELOW;
}

/**
 * A timestamp of a version that means milliseconds, though some of its writers put seconds there: between 1e9 and 1e10 it
 * is seconds, of 2001 to 2286, as in milliseconds it were of January to April 1970. The way back gives milliseconds.
 */
export const statedTime = codec(
	(time: number) => (isStatedInSeconds(time) ? time * 1000 : time),
	(time: number) => time,
	{ units: ["s", "ms"], lossy: true },
);

/** Whether a time that means milliseconds is one in seconds, by what it says. */
export function isStatedInSeconds(time: number): boolean {
	return time >= 1e9 && time < 1e10;
}
