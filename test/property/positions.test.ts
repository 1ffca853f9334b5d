import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	formatPointer,
	type Json,
	type Position,
	Positions,
	positionAt,
	valueAt,
} from "../../src/json/index.js";
import { RUNS } from "../support/runs.js";

/** A text in pieces, and for each value in it: the tokens to it, and in which piece it and its key begin. */
interface Written {
	readonly pieces: readonly string[];
	readonly places: readonly Place[];
}
interface Place {
	readonly tokens: readonly (string | number)[];
	readonly value: number;
	readonly key?: number;
}

const space = fc.constantFrom("", "", " ", "\n", "\r\n", "\t", "\n\n  ", "\r");
const names = fc.constantFrom(
	"a",
	"b",
	"",
	"0",
	"1",
	"a/b",
	"m~n",
	"~1",
	"__proto__",
	'q"',
	"\n",
	"é",
	"😀",
	"\ud800",
);
const scalars = fc.oneof(
	fc.constantFrom(
		"true",
		"false",
		"null",
		"0",
		"-1.5e+3",
		"1E400",
		'""',
		'"\\""',
		'"\\\\"',
		'"é😀"',
		'"{[,:"',
		'"\u2028"',
	),
	fc.string().map((text) => JSON.stringify(text)),
);

const value = fc.letrec<{ value: Written; item: Written; member: [string, Written] }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		scalars.map((text) => ({ pieces: [text], places: [{ tokens: [], value: 0 }] })),
		fc.array(tie("item"), { maxLength: 4 }).map((items) => joined("[", "]", items)),
		fc.array(tie("member"), { maxLength: 5 }).map((members) => joined("{", "}", members.map(member))),
	),
	item: fc
		.tuple(space, tie("value"), space)
		.map(([before, inner, after]) => around([before], inner, [after])),
	member: fc.tuple(
		fc
			.tuple(names, fc.boolean())
			.map(([name, escaped]) => (escaped ? escapedText(name) : JSON.stringify(name))),
		tie("item"),
	),
})).item;

function escapedText(name: string): string {
	const units = Array.from({ length: name.length }, (_, at) =>
		name.charCodeAt(at).toString(16).padStart(4, "0"),
	);
	return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
}

function around(before: readonly string[], { pieces, places }: Written, after: readonly string[]): Written {
	return {
		pieces: [...before, ...pieces, ...after],
		places: places.map((place) => moved(place, before.length)),
	};
}

function moved(place: Place, by: number): Place {
	const value = place.value + by;
	return place.key === undefined ? { ...place, value } : { ...place, value, key: place.key + by };
}

/** A member as a value whose own place has the key; its token stands first in each place. */
function member([key, inner]: [string, Written]): Written {
	const { pieces, places } = around([key, ":"], inner, []);
	const name: string = JSON.parse(key);
	return {
		pieces,
		places: places.map((place) =>
			place.tokens.length === 0
				? { ...place, tokens: [name], key: 0 }
				: { ...place, tokens: [name, ...place.tokens] },
		),
	};
}

function joined(open: string, close: string, parts: readonly Written[]): Written {
	const pieces = [open];
	const places: Place[] = [{ tokens: [], value: 0 }];
	parts.forEach((part, index) => {
		if (index > 0) pieces.push(",");
		for (const place of part.places) {
			const at = moved(place, pieces.length);
			places.push(open === "[" ? { ...at, tokens: [index, ...at.tokens] } : at);
		}
		pieces.push(...part.pieces);
	});
	return { pieces: [...pieces, close], places };
}

/** Line and column, counted one code unit after the other. */
function counted(text: string, offset: number): Position {
	let line = 1;
	let column = 1;
	for (const unit of text.slice(0, offset).split("")) {
		if (unit === "\n") [line, column] = [line + 1, 1];
		else column++;
	}
	return { line, column };
}

describe("positions", () => {
	test("each value and key stands where it was written; of equal keys the last, as JSON.parse takes it", () => {
		let shadowed = 0;
		fc.assert(
			fc.property(value, fc.constantFrom("", "\ufeff"), ({ pieces, places }, mark) => {
				const text = pieces.join("");
				const starts = startsOf(pieces);
				const positions = new Positions(mark + text);
				const last = new Map(places.map((place) => [formatPointer(place.tokens), place]));
				for (const [pointer, place] of last) {
					// What is below a shadowed member may be there no more.
					if (isShadowed(place, places)) shadowed++;
					else {
						const value = counted(text, starts[place.value] ?? Number.NaN);
						const key = place.key === undefined ? undefined : counted(text, starts[place.key] ?? Number.NaN);
						expect(positions.value(pointer)).toEqual(value);
						expect(positions.key(pointer)).toEqual(key);
						expect(positions.nearest(pointer)).toEqual(key ?? value);
					}
				}
			}),
			RUNS,
		);
		expect(shadowed).toBeGreaterThan(0);
	});

	test("a pointer leads to a position if and only if it leads to a value", () => {
		const tokens = fc.array(fc.oneof(names, fc.constantFrom("2", "01", "-", "length")), { maxLength: 4 });
		fc.assert(
			fc.property(value, fc.array(tokens, { maxLength: 8 }), ({ pieces }, tried) => {
				const text = pieces.join("");
				const parsed: Json = JSON.parse(text);
				const positions = new Positions(text);
				for (const pointer of tried.map(formatPointer)) {
					expect(positions.value(pointer) === undefined).toBe(valueAt(parsed, pointer) === undefined);
				}
			}),
			RUNS,
		);
	});

	test("an offset in bytes and one in code units are the same position", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme" }),
				fc.constantFrom("", "\ufeff"),
				fc.nat(),
				(text, mark, cut) => {
					const chars = Array.from(text.replaceAll("\ufeff", "\n"))
						.slice(0, cut % 12)
						.join("");
					const bytes = new TextEncoder().encode(mark + text);
					const offset = new TextEncoder().encode(mark + chars).length;
					const position = counted(text, chars.length);
					expect(positionAt(mark + text, mark.length + chars.length)).toEqual(position);
					expect(positionAt(bytes, offset)).toEqual(position);
				},
			),
			RUNS,
		);
	});
});

function isShadowed(place: Place, places: readonly Place[]): boolean {
	const index = places.indexOf(place);
	return places.some(
		(other, at) =>
			other.tokens.length < place.tokens.length &&
			at > index &&
			other.tokens.every((token, depth) => token === place.tokens[depth]),
	);
}

function startsOf(pieces: readonly string[]): number[] {
	let offset = 0;
	return pieces.map((piece) => {
		offset += piece.length;
		return offset - piece.length;
	});
}
