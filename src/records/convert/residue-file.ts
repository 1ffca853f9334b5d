import { BulkError } from "../../errors/index.js";
import {
	findPlaces,
	isObject,
	type JsonObject,
	type Pointer,
	parsePlaces,
	READ_UNLIMITED,
	read,
} from "../../json/index.js";
import type { RawRecord } from "../framing/record.js";
import type { Batch, Records } from "../framing/records.js";
import type { StoredResidue } from "./converter.js";

/** A line of a residue file: its text, and what it says of one record. */
export interface ResidueLine {
	readonly kept: StoredResidue;
	readonly text: Uint8Array;
	/** Whether the text says more than its value: a number as 1.0, a key twice. */
	readonly odd: boolean;
	/** The lines of a record that has payloads at places, by place: they are all that it says then. */
	readonly places?: ReadonlyMap<Pointer, ResidueLine>;
}

/** What the line of a residue file begins with, in place of the bracket of a `StoredResidue` as JSON; records of the output count from 1. */
export function residueLineStart(record: number): string {
	return `{"record":${record},`;
}

/** What a `StoredResidue` as JSON says; undefined if it is none. */
export function readResidueLine(text: Uint8Array): ResidueLine | undefined {
	const document = read(text, READ_UNLIMITED);
	if (document.issues) return undefined;
	const { value } = document;
	if (isObject(value) && Object.hasOwn(value, "places")) return readPlacesLine(text, value);
	if (!isStoredResidue(value)) return undefined;
	return { kept: value, text, odd: document.verbatim !== undefined };
}

const PLACES = /* @__PURE__ */ parsePlaces(["/places/*"]);

/** Each place's line by itself, in its own text. */
function readPlacesLine(text: Uint8Array, { record = null }: JsonObject): ResidueLine | undefined {
	const found = findPlaces(text, PLACES, READ_UNLIMITED.maxDepth);
	if (found.issues) return undefined;
	const places = new Map<Pointer, ResidueLine>();
	for (const { start, end } of found.places) {
		const line = readResidueLine(text.subarray(start, end));
		const at: unknown = Object(line?.kept).at;
		if (!line || line.places || typeof at !== "string" || places.has(at)) return undefined;
		places.set(at, line);
	}
	return { kept: Object.assign({ from: "" }, { record }), text, odd: false, places };
}

/** The line of a record's places, of the lines of each as JSON. */
export function residueOfPlaces(lines: readonly (readonly [at: Pointer, line: string])[]): string {
	return `{"places":[${lines.map(([at, line]) => `{"at":${JSON.stringify(at)},${line.slice(1)}`).join(",")}]}`;
}

/** Reads a residue file along with the records that it was kept for, holding no more of it than a batch. */
export class ResidueReader {
	readonly #file: Records;
	readonly #batches: AsyncIterator<Batch>;
	readonly #done: number;
	#lines = new Map<number, ResidueLine>();
	#last = 0;
	#ended = false;

	/** Lines of records up to `done` were used before. */
	constructor(file: Records, done = 0) {
		this.#file = file;
		this.#done = done;
		this.#batches = file.batches[Symbol.asyncIterator]();
	}

	/** Has the lines ready for all records up to that number. */
	async prepare(record: number): Promise<void> {
		while (this.#last < record && !this.#ended) {
			const next = await this.#batches.next();
			if (next.done) this.#ended = true;
			else for (const line of next.value.records) this.#add(line);
		}
	}

	/** What the file says of the record with that number. */
	take(record: number): ResidueLine | undefined {
		const line = this.#lines.get(record);
		if (line) this.#lines.delete(record);
		return line;
	}

	/** Whether there are lines for records behind that number. */
	async goesOn(record: number): Promise<boolean> {
		await this.prepare(record + 1);
		return this.#last > record;
	}

	#add(raw: RawRecord): void {
		if (raw.bytes.length === 0 && raw.flaw === undefined) return;
		const line = raw.flaw === undefined ? readResidueLine(raw.bytes) : undefined;
		const record = Number(Object(line?.kept).record);
		if (!line || !Number.isSafeInteger(record) || record <= this.#last) throw this.#unreadable(raw);
		this.#last = record;
		if (record > this.#done) this.#lines.set(record, line);
	}

	#unreadable({ line }: RawRecord): BulkError {
		const message = `${this.#file.name}:${line} is no line of a residue file, or is out of order`;
		return new BulkError("residue-unreadable", message);
	}
}

/** Whether a value can be used; the lineage looks at the residue itself, and the codec at the envelope. */
function isStoredResidue(value: unknown): value is StoredResidue {
	const { from, id } = Object(value);
	return typeof from === "string" && (id === undefined || typeof id === "string");
}
