import type { Json } from "../json/index.js";
import { printable } from "../text/index.js";

/** A value as TypeScript writes it; nothing that a schema says ends the line or the string. */
export function literalOf(value: Json): string {
	return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
}

/** An object of texts as TypeScript writes it. */
export function wordsText(words: ReadonlyMap<string, string>): string {
	const members = [...words].map(([name, value]) => `${keyText(name)}: ${literalOf(value)}`);
	return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A line that is a comment. */
export const comment = (text: string) => `// ${printable(text)}`;

/** A member's name as TypeScript writes it. */
export function keyText(name: string): string {
	// An own "__proto__" in quotes would be the object's prototype, too.
	if (name === "__proto__") return '["__proto__"]';
	return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literalOf(name);
}
