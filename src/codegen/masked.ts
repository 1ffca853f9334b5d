/** JavaScript whose string literals are numbers, so that a rewrite of the code can't touch a string by mistake. */
export interface Masked {
	readonly code: string;
	/** Masks the string literals of code to put in. */
	mask(piece: string): string;
	/** Puts the strings back, also those of a piece of the code. */
	unmask(piece: string): string;
}

/**
 * Masks the string literals of code that ajv made: they are all in double quotes. Strings of one plain word, such as
 * the "number" of a typeof, stay; they can't be taken for code.
 */
export function masked(code: string): Masked {
	const strings: string[] = [];
	const mask = (piece: string) =>
		piece.replace(/"(?:[^"\\\n]|\\.)*"/g, (literal) => {
			if (/^"\w*"$/.test(literal)) return literal;
			strings.push(literal);
			return `"#${strings.length - 1}"`;
		});
	return {
		code: mask(code),
		mask,
		unmask: (piece) => piece.replace(/"#(\d+)"/g, (_, index: string) => strings[Number(index)] ?? '""'),
	};
}
