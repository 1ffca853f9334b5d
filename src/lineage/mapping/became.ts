import { equal, type Json, type Pointer } from "../../json/index.js";
import type { Place, Units } from "../step.js";

/** Says of one value what became of it. */
export function became(
	account: Place,
	given: unknown,
	made: unknown,
	from: Pointer,
	to: Pointer,
	units?: Units,
): void {
	if (given === undefined) {
		if (made !== undefined) account.defaulted(to);
	} else if (made === undefined) account.dropped(from);
	else if (equal(given as Json, made as Json)) {
		if (from !== to) account.moved(from, to);
	} else if (units) account.unitChanged(from, units, to);
	else {
		account.derived(to);
		// What stood in it is not told by what stands there now.
		if (from !== to || (typeof given === "object" && given !== null)) account.dropped(from);
	}
}
