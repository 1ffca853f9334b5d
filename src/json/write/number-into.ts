/** Writes a word of ASCII; returns the offset behind it, whether or not there was room. */
export function putWord(word: string, into: Uint8Array, at: number): number {
	for (let i = 0; i < word.length; i++) into[at + i] = word.charCodeAt(i);
	return at + word.length;
}

/** Writes what JSON.stringify makes of a number; returns the offset behind it, whether or not there was room. */
export function putNumber(number: number, into: Uint8Array, start: number): number {
	if (!Number.isSafeInteger(number) || (number === 0 && 1 / number < 0)) {
		return putWord(JSON.stringify(number), into, start);
	}
	if (number < 0) {
		into[start] = 0x2d;
		return putDigits(-number, into, start + 1);
	}
	return putDigits(number, into, start);
}

/** V8 keeps to integers below 2^31, so larger ones are cut in two. */
const CUT = 1e9;

function putDigits(number: number, into: Uint8Array, start: number): number {
	if (number < CUT) return putInteger(number, into, start);
	const high = Math.floor(number / CUT);
	const at = putInteger(high, into, start);
	// Nine digits: in halves that don't wait for each other.
	const rest = (number - high * CUT) | 0;
	const upper = (rest / 1e4) | 0;
	const first = (upper / 1e4) | 0;
	into[at] = 0x30 + first;
	putFour(upper - first * 1e4, into, at + 1);
	putFour(rest - upper * 1e4, into, at + 5);
	return at + 9;
}

function putFour(four: number, into: Uint8Array, at: number): void {
	const upper = (four / 100) | 0;
	const lower = four - upper * 100;
	const first = (upper / 10) | 0;
	const third = (lower / 10) | 0;
	into[at] = 0x30 + first;
	into[at + 1] = 0x30 + (upper - first * 10);
	into[at + 2] = 0x30 + third;
	into[at + 3] = 0x30 + (lower - third * 10);
}

function putInteger(integer: number, into: Uint8Array, start: number): number {
	const end = start + digits(integer);
	let rest = integer | 0;
	for (let place = end - 1; place >= start; place--) {
		const next = (rest / 10) | 0;
		into[place] = 0x30 + (rest - next * 10);
		rest = next;
	}
	return end;
}

function digits(integer: number): number {
	if (integer < 1e4) return integer < 1e2 ? (integer < 10 ? 1 : 2) : integer < 1e3 ? 3 : 4;
	if (integer < 1e7) return integer < 1e5 ? 5 : integer < 1e6 ? 6 : 7;
	return integer < 1e8 ? 8 : integer < 1e9 ? 9 : integer < 1e10 ? 10 : 11;
}
