/** A count with commas: 1,234,567. */
export function countText(count: number): string {
	return count.toLocaleString("en-US");
}

/** A count and its noun: "1 record", "2 records". */
export function plural(count: number, noun: string): string {
	return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
