import type { Pointer, Positions } from "../../json/index.js";

const NUMBER = /-?\d[\d.eE+-]*/y;

/** Those of the places whose number's text says another decimal than the double that is read of it. */
export function inexactNumbers(text: string, positions: Positions, places: readonly Pointer[]): Pointer[] {
	return places.filter((pointer) => {
		NUMBER.lastIndex = positions.offset(pointer) ?? text.length;
		return !isExact(NUMBER.exec(text)?.[0] ?? "");
	});
}

/** Whether a number's text says just the decimal that JavaScript writes for its double: 1e22 does, 2^53+1 does not. */
export function isExact(text: string): boolean {
	const written = decimal(text);
	return written !== undefined && written === decimal(String(Number(text)));
}

/** A decimal in one spelling, sign aside: its digits without zeros at either end, and the exponent of ten. */
function decimal(text: string): string | undefined {
	const [, whole, fraction = "", exponent = "0"] = /^[-+]?(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
	if (whole === undefined) return undefined;
	const digits = whole + fraction;
	let start = 0;
	while (digits.charCodeAt(start) === 0x30) start++;
	let end = digits.length;
	while (end > start && digits.charCodeAt(end - 1) === 0x30) end--;
	if (start === end) return "0";
	return `${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
