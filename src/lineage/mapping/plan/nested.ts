import { formatPointer } from "../../../json/index.js";
import { atPlace } from "../codecs/index.js";
import { convertEach } from "../each.js";
import type { Half, Move } from "./half.js";
import { readerOf } from "./member.js";
import type { Box, StepDirection } from "./plan.js";
import type { WayPart } from "./way.js";

type Tokens = readonly string[];

/** The object at one place goes to another, by a level of its own; what is no object passes as it is. */
export function withinOf(older: Tokens, newer: Tokens, box: Box): Move {
	return { up: within(older, newer, box, "up"), down: within(newer, older, box, "down") };
}

/** The elements of an array, each by a level of its own; `orEmpty` makes an array of none, on the way up. */
export function eachOf(older: Tokens, newer: Tokens, box: Box, orEmpty = false): Move {
	const [up, down] = [each(older, newer, box, "up", orEmpty), each(newer, older, box, "down", false)];
	return { up, down: { ...down, parts: down.parts.map((part) => leaving(part, older, newer, box)) } };
}

/** The part, settled element by element where the array is a member of the level's older object. */
function leaving(part: WayPart, older: Tokens, newer: Tokens, box: Box): WayPart {
	const [name, ...deeper] = older;
	if (name === undefined || deeper.length > 0) return part;
	const [read, readNewer] = [readerOf(older), readerOf(newer)];
	return {
		...part,
		leave: (record, made, outer, left, place) => {
			const level = box.plan.leaving;
			const make = () => part.make(made, outer);
			return level ? left.elements(read(record), readNewer(made), level, make, made, name, place) : make();
		},
	};
}

function within(from: Tokens, to: Tokens, box: Box, direction: StepDirection): Half {
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

function each(from: Tokens, to: Tokens, box: Box, direction: StepDirection, orEmpty: boolean): Half {
	const [read, readMade] = [readerOf(from), readerOf(to)];
	const [source, target] = [formatPointer(from), formatPointer(to)];
	const make = (given: unknown) => {
		try {
			return convertEach(read(given), box.plan[direction].run, given, orEmpty);
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
			if (!Array.isArray(olds) && Array.isArray(news)) return telling.defaulted(target);
			if (olds === news || !Array.isArray(olds) || !Array.isArray(news)) {
				return telling.became(olds, news, source, target);
			}
			if (olds.length === 0) return telling.moved(source, target);
			const at = telling.elements(source, target);
			for (const [i, element] of olds.entries()) box.plan[direction].tell(at(i), element, news[i]);
		},
	};
}
