import { type Reject, rejectLine } from "../convert/reject.js";
import { residueLineStart } from "../convert/residue-file.js";
import type { Block, Rejected, ResidueLines } from "./block.js";
import type { InputPlace } from "./blocks.js";
import { Gather } from "./gather.js";

/** The reject at its place in the input: what was cut in a block counts from where that begins. */
export function rejectOf(
	{ record, code, instanceLocation, message, detail }: Rejected,
	{ name, place }: { readonly name: string; readonly place: InputPlace },
	block: Block,
): Reject {
	const isPlaced = record.file !== undefined || block.records !== undefined;
	// Spelled out: to spread the reason takes many times as long, and every line may be a reject.
	return {
		code,
		instanceLocation,
		message,
		detail,
		file: record.file ?? name,
		line: isPlaced ? record.line : place.records + record.line,
		offset: isPlaced ? record.offset : place.bytes + record.offset,
		bytes: record.bytes,
	};
}

/** Lines for a rejects file. */
export function rejectLines(
	rejects: readonly Reject[],
	spares: ArrayBuffer[],
): Uint8Array<ArrayBuffer> | undefined {
	if (rejects.length === 0) return undefined;
	const lines = new Gather(spares.pop());
	for (const reject of rejects) lines.text(`${rejectLine(reject)}\n`);
	return lines.bytes;
}

/** The lines of a block with the numbers that their records have in the output. */
export function residueLines(
	{ text, records, ends }: ResidueLines,
	written: number,
	spares: ArrayBuffer[],
): Uint8Array<ArrayBuffer> {
	const lines = new Gather(spares.pop());
	let start = 0;
	for (const [i, end] of ends.entries()) {
		lines.text(residueLineStart(written + (records[i] ?? 0)));
		lines.add(text.subarray(start + 1, end));
		lines.text("\n");
		start = end;
	}
	spares.push(text.buffer);
	return lines.bytes;
}
