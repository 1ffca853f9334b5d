import { formatPointer } from "../../../json/index.js";
import { atPlace } from "../codecs/index.js";
import { convertEach } from "../each.js";
import type { Half, Move } from "./half.js";
import { readerOf } from "./member.js";
import type { Box, Direction } from "./plan.js";

type Tokens = readonly string[];

/** The object at one place goes to another, by a level of its own; what is no object passes as it is. */
export function withinOf(older: Tokens, newer: Tokens, box: Box): Move {
	return { up: within(older, newer, box, "up"), down: within(newer, older, box, "down") };
}

/** The elements of an array, each by a level of its own. */
export function eachOf(older: Tokens, newer: Tokens, box: Box): Move {
	return { up: each(older, newer, box, "up"), down: each(newer, older, box, "down") };
}

function within(from: Tokens, to: Tokens, box: Box, direction: Direction): Half {
	const [read, readMade] = [readerOf(from), readerOf(to)];
	const [source, target] = [formatPointer(from), formatPointer(to)];
	return {
		parts: [
			{
				tokens: to,
				make: (given) => {
					try {
						return box.plan[direction].run(read(given), given);
					} catch (error) {
						throw atPlace(error, source);
					}
				},
				reads: source === target ? "converted" : "elsewhere",
			},
		],
		tell: (telling, given, made) =>
			box.plan[direction].tell(telling.below(source, target), read(given), readMade(made)),
	};
}

function each(from: Tokens, to: Tokens, box: Box, direction: Direction): Half {
	const [read, readMade] = [readerOf(from), readerOf(to)];
	const [source, target] = [formatPointer(from), formatPointer(to)];
	const make = (given: unknown) => {
		try {
			return convertEach(read(given), box.plan[direction].run, given);
		} catch (error) {
			throw atPlace(error, source);
		}
	};
	return {
		parts: [
			{
				tokens: to,
				make,
				reads: source === target ? "converted" : "elsewhere",
			},
		],
		tell(telling, given, made) {
			const [olds, news]: unknown[] = [read(given), readMade(made)];
			if (olds === news || !Array.isArray(olds) || !Array.isArray(news)) {
				return telling.became(olds, news, source, target);
			}
			if (olds.length === 0) return telling.moved(source, target);
			const at = telling.elements(source, target);
			for (const [i, element] of olds.entries()) box.plan[direction].tell(at(i), element, news[i]);
		},
	};
}
