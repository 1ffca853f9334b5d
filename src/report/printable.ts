/**
 * A text of one line that nothing obeys: names come from strangers, and terminals, the logs of CI and readers of
 * right-to-left text do what they are told. Control characters, lone surrogates and the like become `\u001b`.
 */
export function printable(text: string): string {
	return escaped(text, UNPRINTABLE);
}

/** A value as JSON text that shows no such characters either, and reads back as the same value. */
export function printableJson(value: unknown, indent?: string | number): string {
	// They stand in strings only, where JSON has the same escapes; all else is the indentation's.
	return escaped(JSON.stringify(value, null, indent), UNPRINTABLE_IN_JSON);
}

/** The last one begins a command in the logs of several CIs: `##[group]`, `##vso[...]`. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]|(?<=#)#(?=\w*\[)/gu;
const UNPRINTABLE_IN_JSON = new RegExp(UNPRINTABLE.source.replace("\\p{Cc}", "\\x7f-\\x9f"), "gu");

function escaped(text: string, unprintable: RegExp): string {
	return text.replace(unprintable, (char) => {
		const codes = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
		return codes.map((code) => `\\u${code.toString(16).padStart(4, "0")}`).join("");
	});
}
