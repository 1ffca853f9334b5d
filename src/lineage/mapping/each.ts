import type { Pointer } from "../../json/index.js";
import type { Place } from "../step.js";
import { became } from "./became.js";
import { atPlace } from "./codecs/index.js";

/**
 * The elements of an array, converted; the array itself where all stay as they are. What is none stays, or by `orEmpty`
 * becomes an empty one.
 */
export function convertEach(
	array: unknown,
	convert: (element: unknown, outer: unknown) => unknown,
	outer: unknown,
	orEmpty = false,
): unknown {
	if (!Array.isArray(array)) return orEmpty ? [] : array;
	const made: unknown[] = [];
	let isSame = true;
	try {
		for (const element of array) {
			const one = convert(element, outer);
			isSame &&= one === element;
			made.push(one);
		}
	} catch (error) {
		throw atPlace(error, made.length);
	}
	return isSame ? array : made;
}

/** Tells of the elements of an array that stands at the same place in both versions. */
export function tellEach(
	account: Place,
	at: Pointer,
	given: unknown,
	made: unknown,
	tell: (account: Place, given: unknown, made: unknown) => void,
): void {
	if (!Array.isArray(given) && Array.isArray(made)) {
		account.defaulted(at);
		return;
	}
	if (given === made || !Array.isArray(given) || !Array.isArray(made)) {
		became(account, given, made, at, at);
		return;
	}
	const items = account.items(at);
	for (let i = 0; i < given.length; i++) tell(items.at(i), given[i], made[i]);
}
