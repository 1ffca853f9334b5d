import { formatPointer } from "../../../json/index.js";

/** Pieces of source: names and values of schemas and rules stand in it as JSON, so that none ends a string. */

type Tokens = readonly string[];

/** A value as source. */
export function jsonSource(value: unknown): string {
	return value === undefined ? "undefined" : JSON.stringify(value);
}

/** What stands at the tokens, through own members: undefined where nothing does, null where one is on the way. */
export function readSource(object: string, [first, ...rest]: Tokens): string {
	if (first === undefined) return object;
	const here = member(object, first);
	const [next, ...others] = rest;
	if (next === undefined) return here;
	const inner = `(${here} === null ? null : ${optionalMember(here, next)})`;
	return others.length === 0 ? inner : readSource(inner, others);
}

/** The pointer to what was read at the tokens: where it is a null on the way, to that. */
export function placeOf(object: string, tokens: Tokens): string {
	return tokens.slice(0, -1).reduceRight(
		(rest, _, i) => {
			const way = tokens.slice(0, i + 1);
			return `${readSource(object, way)} === null ? ${jsonSource(formatPointer(way))} : ${rest}`;
		},
		jsonSource(formatPointer(tokens)),
	);
}

/** A member in an object literal. */
export function memberSource(name: string): string {
	return isPlain(name) ? name : `[${jsonSource(name)}]`;
}

/** The member of an object that is written to. */
export function target(object: string, name: string): string {
	return isPlain(name) ? `${object}.${name}` : `${object}[${jsonSource(name)}]`;
}

function member(object: string, name: string): string {
	// Objects inherit few names; for all others the plain read is the quick one.
	if (name in Object.prototype)
		return `(Object.hasOwn(${object}, ${jsonSource(name)}) ? ${target(object, name)} : undefined)`;
	return target(object, name);
}

function optionalMember(object: string, name: string): string {
	if (name in Object.prototype)
		return `(typeof ${object} === "object" ? ${member(object, name)} : undefined)`;
	return isPlain(name) ? `${object}?.${name}` : `${object}?.[${jsonSource(name)}]`;
}

function isPlain(name: string): boolean {
	return /^[A-Za-z_$][\w$]*$/.test(name);
}
