import { type Document, type Json, parsePointer } from "../../json/index.js";

/**
 * A document's value, in which NaN stands for each number that JavaScript would write otherwise than the document. The
 * document itself is changed: nobody needs it after that.
 */
export function withoutInexact({ value, verbatim }: Document): Json {
	// A container that holds one level of the value, which is changed in place: a document may have a million such numbers.
	const whole: { value: Json } = { value };
	for (const { pointer, reason } of verbatim?.places ?? []) {
		if (reason === "number") replace(whole, ["value", ...parsePointer(pointer)]);
	}
	return whole.value;
}

function replace(whole: { value: Json }, tokens: readonly string[]): void {
	// Arrays and objects alike: the document says that each of these members is there.
	let container: { [token: string]: Json } = whole;
	for (const token of tokens.slice(0, -1)) container = container[token] as { [token: string]: Json };
	const last = tokens.at(-1);
	if (last !== undefined) container[last] = Number.NaN;
}
