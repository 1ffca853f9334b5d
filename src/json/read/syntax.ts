const SPACE = /[\t\n\r ]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

type Expected = "value" | "value-or-end" | "name" | "name-or-end" | "colon" | "comma-or-end";

/** The offset of the first token of a text that RFC 8259 does not allow there, or of the text's end if it ends early. */
export function firstBadToken(text: string): number {
	const closers: string[] = [];
	let expected: Expected = "value";
	let at = skip(SPACE, text, 0);
	while (at < text.length) {
		const char = text.charAt(at);
		if (expected === "comma-or-end" && closers.length === 0) return at;
		if (char === closers.at(-1) && expected.endsWith("-or-end")) {
			closers.pop();
			expected = "comma-or-end";
			at++;
		} else if (expected === "colon" || expected === "comma-or-end") {
			if (char !== (expected === "colon" ? ":" : ",")) return at;
			expected = expected === "comma-or-end" && closers.at(-1) === "}" ? "name" : "value";
			at++;
		} else if (expected.startsWith("value") && (char === "{" || char === "[")) {
			closers.push(char === "{" ? "}" : "]");
			expected = char === "{" ? "name-or-end" : "value-or-end";
			at++;
		} else {
			const end = expected.startsWith("name") ? skipString(text, at) : skipScalar(text, at);
			if (end === at) return at;
			expected = expected.startsWith("name") ? "colon" : "comma-or-end";
			at = end;
		}
		at = skip(SPACE, text, at);
	}
	return at;
}

function skipScalar(text: string, at: number): number {
	const string = skipString(text, at);
	if (string !== at) return string;
	const number = skip(NUMBER, text, at);
	return number !== at ? number : skip(LITERAL, text, at);
}

function skipString(text: string, start: number): number {
	if (text.charAt(start) !== '"') return start;
	let at = skipPlain(text, start + 1);
	while (text.charAt(at) === "\\") {
		const end = skip(ESCAPE, text, at);
		if (end === at) return start;
		at = skipPlain(text, end);
	}
	return text.charAt(at) === '"' ? at + 1 : start;
}

/** By hand, as one expression for all of a string would need a stack for a long one. */
function skipPlain(text: string, start: number): number {
	let at = start;
	for (let code = text.charCodeAt(at); code >= 0x20 && code !== 0x22 && code !== 0x5c; ) {
		code = text.charCodeAt(++at);
	}
	return at;
}

/** The offset behind what a sticky expression matches there; the same offset if nothing. */
function skip(token: RegExp, text: string, at: number): number {
	token.lastIndex = at;
	return token.test(text) ? token.lastIndex : at;
}
