import type { Form } from "./form.js";

/** Where a run's bytes go. They may be used again as soon as the write has ended. */
export interface Sink {
	write(bytes: Uint8Array): Promise<void>;
}

/** What stands before the first record, before the others, behind each, and at the end of some or none. */
interface Frame {
	readonly first: string;
	readonly next: string;
	readonly behind: string;
	readonly end: string;
	readonly none: string;
}

const LINES: Frame = { first: "", next: "", behind: "\n", end: "", none: "" };
const FRAMES: { readonly [form in Form]: Frame } = {
	ndjson: LINES,
	array: { first: "[\n", next: ",\n", behind: "", end: "\n]\n", none: "[]\n" },
	document: LINES,
};

const START = 1 << 21;

/** Gathers records into one big buffer, in the form of the input, and hands it on when it is full. */
export class Output {
	readonly #sink: Sink;
	readonly #frame: Frame;
	#buffer = Buffer.allocUnsafe(START);
	#length = 0;
	/** While one buffer is being written, the other one is filled. */
	#spare = Buffer.allocUnsafe(START);
	#writing: Promise<void> | undefined;
	/** How many records were written. */
	records = 0;

	constructor(sink: Sink, form: Form) {
		this.#sink = sink;
		this.#frame = FRAMES[form];
	}

	/** Adds a record. */
	add(record: string | Uint8Array): void {
		this.#text(this.records === 0 ? this.#frame.first : this.#frame.next);
		if (typeof record === "string") this.#text(record);
		else this.#bytes(record);
		this.#text(this.#frame.behind);
		this.records++;
	}

	/** Hands on what was gathered, when what was handed on before is written. */
	async flush(): Promise<void> {
		if (this.#length === 0) return;
		await this.#writing;
		const bytes = this.#buffer.subarray(0, this.#length);
		this.#writing = this.#sink.write(bytes);
		// Its failure is met at the next flush, or at the end; until then it is not unhandled.
		this.#writing.catch(() => {});
		[this.#buffer, this.#spare] = [this.#spare, this.#buffer];
		this.#length = 0;
	}

	/** Closes the frame, and waits until all is written. */
	async end(): Promise<void> {
		this.#text(this.records === 0 ? this.#frame.none : this.#frame.end);
		await this.flush();
		await this.#writing;
	}

	#text(text: string): void {
		// No UTF-16 code unit takes more than three bytes.
		this.#reserve(text.length * 3);
		this.#length += this.#buffer.write(text, this.#length);
	}

	#bytes(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#buffer.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	#reserve(bytes: number): void {
		const needed = this.#length + bytes;
		if (needed <= this.#buffer.length) return;
		const bigger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
		this.#buffer.copy(bigger, 0, 0, this.#length);
		this.#buffer = bigger;
	}
}
