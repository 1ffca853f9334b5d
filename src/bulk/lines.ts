import { type Line, LineSplitter } from "../json/index.js";
import type { Cutter, RawRecord } from "./record.js";

/** NDJSON: a record a line. Lines end with 0x0A and nothing else; the last one may do without. */
export class Lines implements Cutter {
	readonly #splitter: LineSplitter;

	constructor(maxBytes: number) {
		this.#splitter = new LineSplitter({ maxBytes });
	}

	push(chunk: Uint8Array): readonly RawRecord[] {
		return this.#splitter.push(chunk).map(recordOfLine);
	}

	end(): readonly RawRecord[] {
		const last = this.#splitter.end();
		return last ? [recordOfLine(last)] : [];
	}
}

const NOTHING = new Uint8Array(0);

function recordOfLine({ kind, bytes, line, offset }: Line): RawRecord {
	if (kind === "record") return { bytes, line, offset, flaw: undefined };
	return { bytes: NOTHING, line, offset, flaw: kind === "oversize" ? "too-large" : undefined };
}
