import { isatty } from "node:tty";
import { type Counted, Pace, type Paced } from "../../records/index.js";
import { bytesText, countText } from "../../text/index.js";
import { redraw, say } from "./streams.js";

/** How progress is told on standard error: a line that is redrawn, a line of JSON a second, or not at all. */
export const PROGRESS_FORMS = ["line", "json", "none"] as const;
export type ProgressForm = (typeof PROGRESS_FORMS)[number];

const EVERY_MS: { readonly [form in ProgressForm]: number } = {
	line: 100,
	json: 1000,
	none: Number.POSITIVE_INFINITY,
};

/** Tells how far a run is; if not told otherwise only where standard error is a terminal. */
export class Progress {
	readonly #form: ProgressForm;
	readonly #pace: Pace;
	#told = performance.now();
	#shown = false;

	constructor(form?: ProgressForm, totalBytes?: number) {
		this.#form = form ?? (isatty(2) ? "line" : "none");
		this.#pace = new Pace(totalBytes);
	}

	/** The run goes on where another one ended: what that one did is no part of its pace. */
	resume(): void {
		this.#pace.resume();
	}

	/** Tells it, unless it was told just now. */
	update(counted: Counted): void {
		const now = performance.now();
		const paced = this.#pace.at(counted);
		if (now - this.#told < EVERY_MS[this.#form]) return;
		this.#told = now;
		if (this.#form === "json") say(progressJson(paced, false));
		else {
			this.#shown = true;
			redraw(progressLine(paced));
		}
	}

	/** The last word of a run that has ended. */
	end(counted: Counted): void {
		if (this.#form === "json") say(progressJson(this.#pace.at(counted), true));
		this.clear();
	}

	/** Takes the line away. */
	clear(): void {
		if (this.#shown) redraw("");
		this.#shown = false;
	}
}

function progressJson({ totalBytes, secondsLeft, ...paced }: Paced, done: boolean): string {
	const unknown = { totalBytes: totalBytes ?? null, secondsLeft: secondsLeft ?? null };
	return `${JSON.stringify({ event: "progress", ...paced, ...unknown, done })}\n`;
}

function progressLine({ records, bytes, rejected, totalBytes, bytesPerSecond, secondsLeft }: Paced): string {
	const percent = totalBytes
		? ` of ${bytesText(totalBytes)} (${Math.floor((bytes / totalBytes) * 100)} %)`
		: "";
	return [
		`${countText(records)} records`,
		`${bytesText(bytes)}${percent}`,
		`${bytesText(bytesPerSecond)}/s`,
		...(secondsLeft === undefined ? [] : [`${timeText(secondsLeft)} left`]),
		...(rejected === 0 ? [] : [`${countText(rejected)} rejected`]),
	].join(", ");
}

/** 8 s, 3:05 min, 2:05 h. */
function timeText(seconds: number): string {
	const whole = Math.ceil(seconds);
	if (whole < 60) return `${whole} s`;
	const [large, small, unit] =
		whole < 3600 ? [whole / 60, whole % 60, "min"] : [whole / 3600, (whole / 60) % 60, "h"];
	return `${Math.floor(large)}:${String(Math.floor(small)).padStart(2, "0")} ${unit}`;
}
