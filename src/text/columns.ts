/** Rows as lines of aligned columns, two spaces between; numbers are aligned to the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
	const widths = (rows[0] ?? []).map((_, column) =>
		rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
	);
	return rows.map((row) =>
		row
			.map((cell, column) => pad(cell, widths[column] ?? 0))
			.join("  ")
			.trimEnd(),
	);
}

function pad(cell: string, width: number): string {
	return /^[\d,]+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}
