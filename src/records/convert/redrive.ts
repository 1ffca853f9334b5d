import { isPointer } from "../../json/index.js";
import { FLAWS, type Flaw, type RawRecord } from "../framing/record.js";
import { INLINE, type Reject } from "./reject.js";

/** Every line of a rejects file begins like this: there it is written. */
const BEGINNING = Buffer.from('{"file":');
const NOTHING = new Uint8Array(0);

/** What a line of a rejects file says. */
type RejectLine = Omit<Reject, "bytes"> & { readonly record?: string; readonly base64?: string };

/** Whether the line looks like one of a rejects file. */
export function isRejectLine(line: Uint8Array): boolean {
	return rejectLineOf(line) !== undefined;
}

/**
 * The record that a line of a rejects file holds, at the place where it was first met; the line as it stands if it is
 * none, as where a mended record was put in its place.
 */
export function originalOf(given: RawRecord): RawRecord {
	const line = given.flaw === undefined ? rejectLineOf(given.bytes) : undefined;
	if (!line) return given;
	const { file, line: number, offset, code } = line;
	const bytes = bytesOf(line);
	// A line that was marked among the records names no place: it is where it stands now.
	const place = file === INLINE ? { line: given.line, offset: given.offset } : { file, line: number, offset };
	if (bytes === undefined) return { ...place, bytes: NOTHING, flaw: "too-large" };
	// Nothing was there, and it isn't a blank.
	const flaw = bytes.length === 0 && Object.hasOwn(FLAWS, code) ? (code as Flaw) : undefined;
	return { ...place, bytes, flaw };
}

function bytesOf({ record, base64 }: RejectLine): Uint8Array | undefined {
	if (record !== undefined) return Buffer.from(record);
	return base64 === undefined ? undefined : Buffer.from(base64, "base64");
}

function rejectLineOf(bytes: Uint8Array): RejectLine | undefined {
	if (!BEGINNING.equals(bytes.subarray(0, BEGINNING.length))) return undefined;
	try {
		const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		return isLine(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

const TYPES: { readonly [key: string]: string } = {
	file: "string",
	line: "number",
	offset: "number",
	code: "string",
	instanceLocation: "string",
	message: "string",
	record: "string",
	base64: "string",
};

/** Whether it has all keys of a line, and none besides. */
function isLine(value: unknown): value is RejectLine {
	const entries = Object.entries(Object(value));
	const { file, line, offset, code, instanceLocation, message, record, base64 } = Object(value);
	const all = [file, line, offset, code, instanceLocation, message].every((one) => one !== undefined);
	const typed = entries.every(([key, one]) => Object.hasOwn(TYPES, key) && typeof one === TYPES[key]);
	if (!all || !typed || (record !== undefined && base64 !== undefined)) return false;
	return Number.isSafeInteger(line) && Number.isSafeInteger(offset) && isPointer(instanceLocation);
}
