/** JavaScript whose string literals are numbers, so that a rewrite of the code can't touch a string by mistake. */
export interface Masked {
	readonly code: string;
	/** Puts the strings back, also those of a piece of the code. */
	unmask(code: string): string;
}

/**
 * Masks the string literals of code that ajv made: they are all in double quotes. Strings of one plain word, such as
 * the "number" of a typeof, stay; they can't be taken for code.
 */
export function mask(code: string): Masked {
	const strings: string[] = [];
	const masked = code.replace(/"(?:[^"\\\n]|\\.)*"/g, (literal) => {
		if (/^"\w*"$/.test(literal)) return literal;
		strings.push(literal);
		return `"#${strings.length - 1}"`;
	});
	return {
		code: masked,
		unmask: (piece) => piece.replace(/"#(\d+)"/g, (_, index: string) => strings[Number(index)] ?? '""'),
	};
}
