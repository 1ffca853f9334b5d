/** A count with commas: 1,234,567. */
export function countText(count: number): string {
	return count.toLocaleString("en-US");
}

/** A count and its noun: "1 record", "2 records". */
export function plural(count: number, noun: string): string {
	return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Bytes in the unit that reads best: 812 B, 1.5 MB. */
export function bytesText(bytes: number): string {
	const unit = Math.min(3, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
	const amount = bytes / 1000 ** unit;
	return `${amount.toFixed(unit === 0 || amount >= 100 ? 0 : 1)} ${["B", "kB", "MB", "GB"][unit]}`;
}
