/** One record as it stands in the input: its own bytes, and where they are. */
export interface RawRecord {
	/** Without framing, byte order mark and the white space around it; none for a blank. */
	readonly bytes: Uint8Array;
	/** The same as text, where that is known; a record that came as text has no bytes. */
	readonly text?: string | undefined;
	/** Where it begins: the line, from 1, and the byte, from 0, of the input as unpacked. */
	readonly line: number;
	readonly offset: number;
	/** The input that the place is of, if not the one at hand: a record from a rejects file keeps its first place. */
	readonly file?: string | undefined;
	/** Why the bytes can't be a whole record, or aren't even all there. */
	readonly flaw?: Flaw | undefined;
}

/** What framing alone can say against a record. */
export const FLAWS = {
	"too-large": "has more bytes than the limit allows",
	truncated: "the input ends before the array does",
	"missing-element": "there is nothing where an element of the array should be",
	"not-an-array": "is not in an array",
} as const;

export type Flaw = keyof typeof FLAWS;

/** Cuts a stream of chunks into records, in order. Records may be views of the chunks. */
export interface Cutter {
	/** The records that end in this chunk. */
	push(chunk: Uint8Array): readonly RawRecord[];
	/** What is left when the input ends. */
	end(): readonly RawRecord[];
}

/** The bytes in pieces that hold no more than some thousand records, however short these are. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
	for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
}

const PIECE = 1 << 14;

/** The record that the bytes hold between white space; `line` and `offset` are those of the first byte given. */
export function recordOf(bytes: Uint8Array, line: number, offset: number, flaw?: Flaw): RawRecord {
	let start = startsWithBom(bytes) ? 3 : 0;
	let end = bytes.length;
	let newlines = 0;
	for (; start < end && isBlank(bytes[start]); start++) if (bytes[start] === LF) newlines++;
	while (end > start && isBlank(bytes[end - 1])) end--;
	return { bytes: bytes.subarray(start, end), line: line + newlines, offset: offset + start, flaw };
}

/** The byte that ends a line. */
export const LF = 0x0a;

/** Whether a byte is white space to JSON. */
export function isBlank(byte: number | undefined): boolean {
	return byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;
}

/** Whether UTF-8's byte order mark stands first. */
export function startsWithBom(bytes: Uint8Array): boolean {
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
