/** Puts something else in place of what is at an offset. */
type Change = (text: string, at: number, next: () => number) => string;

const PIECES = [
	...['"', "\\", "\\u0061", "\\n", "\\/", "\\ud800", "\u0000", "\n", "\t", " ", "é", "\u{1f600}", "\u2028"],
	...["{", "}", "[", "]", ",", ":", "-", ".", "0", "1e5", ".0", "00", "12345678901234567890", "null", "true"],
	...['"__proto__":1,', '"\\u005f_proto__":1,', '"id":"twice",', '"x":{},', "1e400", '{"a":1,"a":2}'],
];

const CHANGES: readonly Change[] = [
	(text) => text,
	(text, at) => text.slice(0, at),
	(text, at, next) => text.slice(0, at) + text.slice(at + 1 + (next() % 3)),
	(text, at, next) => text.slice(0, at) + PIECES[next() % PIECES.length] + text.slice(at),
	(text, at, next) => text.slice(0, at) + PIECES[next() % PIECES.length] + text.slice(at + 1),
	// A piece of it once more, from elsewhere.
	(text, at, next) => {
		const from = next() % text.length;
		return text.slice(0, at) + text.slice(from, from + (next() % 40)) + text.slice(at);
	},
	// Numbers, spelt otherwise.
	(text, at, next) =>
		text.slice(0, at) +
		text.slice(at).replace(/\d+/, (digits) => `${digits}${["", ".0", "e0", "E1", "0"][next() % 5]}`),
	// Members in another order.
	(text, at) =>
		text.slice(0, at) + text.slice(at).replace(/("[a-z_]+":[^,{}[\]]+),("[a-z_]+":[^,{}[\]]+)/, "$2,$1"),
];

/** The text as bytes, once or twice changed: cut, respelt, something put in; now and then a byte that is no UTF-8. */
export function changedText(text: string, next: () => number): Uint8Array {
	let changed = text;
	for (let times = next() % 3; times > 0 && changed !== ""; times--) {
		const change = CHANGES[next() % CHANGES.length];
		changed = change?.(changed, next() % changed.length, next) ?? changed;
	}
	const bytes = new TextEncoder().encode(changed);
	if (bytes.length > 0 && next() % 20 === 0) bytes[next() % bytes.length] = next() % 256;
	return bytes;
}
