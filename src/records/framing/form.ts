import { isBlank, LF, startsWithBom } from "./record.js";

/** How the input holds its records. */
export type Form = "ndjson" | "array" | "document";

/** The form that a file's name promises, if it promises one. */
export function formOfName(name: string): Form | undefined {
	return /\.(?:ndjson|jsonl)(?:\.(?:gz|zst))?$/i.test(name) ? "ndjson" : undefined;
}

/** The form that the input's first bytes show, or undefined if more are needed; `ended` if there are no more. */
export function formOfHead(head: Uint8Array, ended: boolean): Form | undefined {
	let start = startsWithBom(head) ? 3 : 0;
	while (start < head.length && isBlank(head[start])) start++;
	if (start === head.length) return ended ? "document" : undefined;
	if (head[start] === OPEN) return "array";
	// A document that spans lines has none among its first two that is JSON by itself; one broken record doesn't
	// make NDJSON a document.
	for (let line = 0; line < 2; line++) {
		const end = head.indexOf(LF, start);
		if (end < 0 && !ended) return undefined;
		if (isJson(head.subarray(start, end < 0 ? head.length : end))) return "ndjson";
		if (end < 0) break;
		start = end + 1;
	}
	return "document";
}

const OPEN = 0x5b;

function isJson(line: Uint8Array): boolean {
	try {
		JSON.parse(new TextDecoder().decode(line));
		return true;
	} catch {
		return false;
	}
}
