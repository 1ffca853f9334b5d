/**
 * A text on one line that nothing obeys. Names come from strangers, and terminals, the logs of CI and readers of
 * right-to-left text do what they are told. Control characters, lone surrogates and the like become `\u001b`.
 *
 * @example printable("a\rb") // "a\\u000db"
 */
export function printable(text: string): string {
	return escapeMatches(text, UNPRINTABLE);
}

/** A value as JSON text that has no such characters either, and reads back as the same value. */
export function printableJson(value: unknown, indent?: string | number): string {
	// They stand in strings only, where JSON has the same escapes; all else is the indentation's.
	return escapeMatches(JSON.stringify(value, null, indent), UNPRINTABLE_IN_JSON);
}

/** What a whole output may have, beside its text. */
export interface OutputOptions {
	/** Whether colours, such as `ESC [ 31 m`, are ours; a stranger's have been escaped before. */
	readonly colours?: boolean;
	/** Whether its lines may be commands to CI, `::error file=…::`. */
	readonly commands?: boolean;
}

/**
 * A whole output, of any form: what every output passes last, whatever made it. Line breaks and tabs stay; no line
 * begins with a command to CI. What is printable already stays as it is.
 */
export function printableOutput(text: string, { colours, commands }: OutputOptions = {}): string {
	const safe = escapeMatches(text, colours ? UNPRINTABLE_BUT_COLOURS : UNPRINTABLE_IN_OUTPUT);
	return commands ? safe : safe.replace(WORKFLOW_COMMAND, "$1\\u003a");
}

/** The last one begins a command in the logs of several CIs: `##[group]`, `##vso[...]`. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]|(?<=#)#(?=\w*\[)/gu;
const UNPRINTABLE_IN_JSON = new RegExp(UNPRINTABLE.source.replace("\\p{Cc}", "\\x7f-\\x9f"), "gu");
const UNPRINTABLE_IN_OUTPUT = outputPattern("\\x1b");
const UNPRINTABLE_BUT_COLOURS = outputPattern("", "|\\x1b(?!\\[\\d{1,2}m)");
/** GitHub's runner takes a line for a command that begins with `::`, after blanks. */
const WORKFLOW_COMMAND = /^([^\S\n]*):(?=:)/gm;

function outputPattern(alsoEscaped: string, more = ""): RegExp {
	const controls = `\\0-\\x08\\x0b-\\x1a${alsoEscaped}\\x1c-\\x1f\\x7f-\\x9f`;
	return new RegExp(UNPRINTABLE.source.replace("\\p{Cc}", controls) + more, "gu");
}

function escapeMatches(text: string, unprintable: RegExp): string {
	return text.replace(unprintable, (char) => {
		const codes = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
		return codes.map((code) => `\\u${code.toString(16).padStart(4, "0")}`).join("");
	});
}
