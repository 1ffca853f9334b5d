export { lengthOf, matches } from "../validate/index.js";

// A repeated group: only then can a backtracking match take much longer than the text.
const REPEATED_GROUP = /\)[*+{]/;
const QUANTIFIED = /[*+}]/g;
const SAFE_LENGTH = 24;

/** Whether a backtracking matcher might take long over the pattern and the text. */
export function mayExplode(source: string, text: string): boolean {
	if (text.length <= SAFE_LENGTH) return false;
	if (REPEATED_GROUP.test(source)) return true;
	return (source.match(QUANTIFIED)?.length ?? 0) > 3 && text.length > 200;
}
