import { isContainer, isObject, type Json, type JsonObject } from "../json/index.js";

/**
 * A value with some members and elements of another one of the same schema: an edit that the schema mostly lets pass.
 * `draw` gives whole numbers from 0 below its argument.
 */
export function crossed(value: Json, donor: Json, draw: (below: number) => number): Json {
	if (isList(value) && isList(donor)) return crossedList(value, donor, draw);
	if (!isObject(value) || !isObject(donor)) return draw(2) === 0 ? donor : value;
	const members = Object.keys({ ...value, ...donor }).flatMap((name): [string, Json][] => {
		const [mine, theirs] = [own(value, name), own(donor, name)];
		// Both are valid, so a member that only one of them has is optional.
		if (draw(4) === 0) return theirs === undefined ? [] : [[name, theirs]];
		if (mine === undefined) return [];
		return [[name, theirs === undefined ? mine : isContainer(mine) ? crossed(mine, theirs, draw) : mine]];
	});
	return Object.fromEntries(members);
}

function crossedList(list: readonly Json[], donors: readonly Json[], draw: (below: number) => number): Json {
	const result = list.flatMap((item, i): readonly Json[] => {
		const donor = donors[i % Math.max(donors.length, 1)];
		switch (draw(8)) {
			case 0:
				return [];
			case 1:
				return [item, item];
			case 2:
				return donor === undefined ? [item] : [donor];
			case 3:
				return donor === undefined ? [item] : [donor, item];
			case 4:
				return [donor === undefined ? item : crossed(item, donor, draw)];
			default:
				return [item];
		}
	});
	return draw(6) === 0 ? result.reverse() : result;
}

function own(object: JsonObject, name: string): Json | undefined {
	return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}
