/** The candidate that a misspelt word was probably meant to be, if one is near enough. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
	const prefixed = candidates.filter((candidate) => word.length > 1 && candidate.startsWith(word));
	if (prefixed.length === 1) return prefixed[0];
	const ranked = candidates
		.map((candidate) => ({ candidate, edits: distance(word, candidate) }))
		.sort((a, b) => a.edits - b.edits);
	const best = ranked[0];
	return best && best.edits <= Math.ceil(best.candidate.length / 3) ? best.candidate : undefined;
}

/** How many characters have to be added, removed or changed (Levenshtein). */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}

/** "; did you mean ...?" where something is near enough. */
export function hint(word: string, candidates: readonly string[], prefix = ""): string {
	const meant = nearest(word, candidates);
	return meant === undefined ? "" : `; did you mean ${prefix}${meant}?`;
}
