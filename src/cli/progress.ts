import { bytesText, countText } from "./numbers.js";
import { say } from "./streams.js";

const REDRAW_MS = 100;

/** A line on the terminal that says how far a run is; nothing where standard error is no terminal. */
export class Progress {
	readonly #start = performance.now();
	#drawn = performance.now();
	#shown = false;

	/** Redraws the line, unless it was drawn just now. */
	update({ records, bytes, rejected }: { records: number; bytes: number; rejected: number }): void {
		const now = performance.now();
		if (!process.stderr.isTTY || now - this.#drawn < REDRAW_MS) return;
		this.#drawn = now;
		this.#shown = true;
		const rate = bytesText((bytes / (now - this.#start)) * 1000);
		const rejects = rejected === 0 ? "" : `, ${countText(rejected)} rejected`;
		say(`\r\u001b[2K${countText(records)} records, ${bytesText(bytes)}, ${rate}/s${rejects}`);
	}

	/** Takes the line away. */
	clear(): void {
		if (this.#shown) say("\r\u001b[2K");
		this.#shown = false;
	}
}
