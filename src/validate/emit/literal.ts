import type { Json } from "../../json/index.js";

/** JSON as JavaScript: nothing in it ends a string, a comment or a script, or goes unseen. */
export function literal(value: Json): string {
	if (typeof value === "string") return text(value);
	if (typeof value === "number") return String(value);
	if (typeof value !== "object" || value === null) return String(value);
	if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
	const entries = Object.entries<Json>(value as { readonly [name: string]: Json });
	return `{ ${entries.map(([name, held]) => `${key(name)}: ${literal(held)}`).join(", ")} }`;
}

/** The expression of an object's property. */
export function member(object: string, name: string): string {
	return isIdentifier(name) ? `${object}.${name}` : `${object}[${text(name)}]`;
}

/** A name as a key of an object literal. */
export function key(name: string): string {
	// Without brackets it would set the object's prototype.
	if (name === "__proto__") return '["__proto__"]';
	return isIdentifier(name) ? name : text(name);
}

/** The expression of whether the object has a property: one that is undefined is none, as JSON would not write it. */
export function has(object: string, name: string): string {
	// Every object inherits something of such a name.
	if (name in Object.prototype) return `Object.hasOwn(${object}, ${text(name)})`;
	return `${member(object, name)} !== undefined`;
}

function isIdentifier(name: string): boolean {
	return /^[A-Za-z_$][\w$]*$/.test(name);
}

function text(value: string): string {
	const json = JSON.stringify(value).replaceAll("</", "<\\/").replaceAll("*/", "*\\/");
	return json.replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (unseen) => [...unseen].map(escaped).join(""));
}

function escaped(character: string): string {
	const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
	return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
