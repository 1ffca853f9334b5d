export { countText, plural } from "../report/index.js";

/** Bytes in the unit that reads best: 812 B, 1.5 MB. */
export function bytesText(bytes: number): string {
	const unit = Math.min(3, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
	const amount = bytes / 1000 ** unit;
	return `${amount.toFixed(unit === 0 || amount >= 100 ? 0 : 1)} ${["B", "kB", "MB", "GB"][unit]}`;
}
