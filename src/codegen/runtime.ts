/** What ajv's standalone code would load from ajv, by the module's name: the same in a few lines, to stand beside it. */
export const RUNTIME: ReadonlyMap<string, { readonly name: string; readonly text: string }> = new Map([
	[
		"ajv/dist/runtime/ucs2length",
		{
			name: "codePoints",
			text: `function codePoints(text) {
	let count = text.length;
	for (let i = 1; i < text.length; i++) {
		if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) count--;
	}
	return count;
}`,
		},
	],
	[
		"ajv/dist/runtime/equal",
		{
			name: "equal",
			text: `function equal(a, b) {
	if (a === b) return true;
	if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}`,
		},
	],
]);

/** What the rewritten code calls to make a violation. */
export const VIOLATION = `function violation(instancePath, schemaPath, keyword, params, message) {
	return { instancePath, schemaPath, keyword, params, message };
}`;
