import type { Random } from "./random.js";

export type Obj = { [name: string]: unknown };

/** What a member holds: a random schema is a map of these. */
type Kind =
	| "text"
	| "number"
	| "flag"
	| "texts"
	| "person"
	| "plain"
	| "people"
	| "lines"
	| "grid"
	| "teams"
	| "__proto__";

export type Schema = { readonly [name: string]: Kind };

const NAMES = ["a", "b", "c", "d", "e"];
const KINDS: readonly Kind[] = [
	"text",
	"number",
	"flag",
	"texts",
	"person",
	"plain",
	"people",
	"lines",
	"grid",
	"teams",
	"__proto__",
];

export function randomSchema(random: Random): Schema {
	const names = NAMES.slice(0, 2 + random.below(4));
	return Object.fromEntries(names.map((name) => [name, random.pick(KINDS)]));
}

/** A document of the schema; members are missing now and then, and the record has an identity mostly. */
export function randomDocument(schema: Schema, random: Random): Obj {
	const document: Obj = random.chance(5) ? {} : { id: random.pick(["r1", "r2"]) };
	for (const [name, kind] of Object.entries(schema)) {
		if (!random.chance(6)) set(document, kind === "__proto__" ? kind : name, randomValue(kind, random));
	}
	return document;
}

function set(object: Obj, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

function randomValue(kind: Kind, random: Random): unknown {
	const list = <T>(make: (i: number) => T) => Array.from({ length: random.below(4) }, (_, i) => make(i));
	const text = () => random.pick(["", "x", "Ada", "ada", "Ada Love", "B c d", "-1", " y "]);
	const number = () => random.pick([0, 1, 1.5, 19.994, -3, 33.333, 1e21, 2]);
	const person = (id: string): Obj => {
		const one: Obj = { id, name: text() };
		if (random.chance(2)) one.mail = text();
		if (random.chance(4)) one.n = number();
		return one;
	};
	switch (kind) {
		case "text":
		case "__proto__":
			return random.chance(6) ? null : text();
		case "number":
			return number();
		case "flag":
			return random.chance(2);
		case "texts":
			return list(text);
		case "person":
			return random.chance(6) ? null : person(random.pick(["p1", "p2"]));
		case "plain":
			return { x: number(), y: { z: text(), w: list(number) } };
		case "people":
			return list((i) => person(random.chance(12) ? "same" : `q${i}`));
		case "lines":
			return list(() => ({ sku: text(), price: number(), tags: list(text) }));
		case "grid":
			return list(() => list(number));
		case "teams":
			return list((i) => ({ id: `t${i}`, members: list((j) => person(`m${j}`)) }));
	}
}
