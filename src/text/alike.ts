/** The words of a name or of the last name of a pointer: "shipTo_zip" is ship, to, zip. */
export function wordsOf(name: string): string[] {
	const last = name.slice(name.lastIndexOf("/") + 1);
	return last
		.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "");
}

/** Whether two names share a word, or one begins with the other. */
export function areAlike(a: string, b: string): boolean {
	const [left, right] = [wordsOf(a), wordsOf(b)];
	const [joinedLeft, joinedRight] = [left.join(""), right.join("")];
	if (joinedLeft.startsWith(joinedRight) || joinedRight.startsWith(joinedLeft)) return true;
	return left.some((word) => word.length > 2 && right.includes(word));
}
