import { isSuspect, type SuspectPlace } from "../../lineage/index.js";
import { call, f64, i32, leave, local, when } from "../wasm/code.js";
import { type Func, I32 } from "../wasm/module.js";
import { MAX_DIGITS, MAX_NOTES, NOTE_SIZE, NOTED, NOTES } from "./memory.js";
import { double } from "./numbers.js";
import { DOUBT, isAt } from "./tokens.js";
import type { Workshop } from "./workshop.js";

/** Notes the number that was accepted, to be looked at; what is neither a number nor null is in doubt. */
export function noteNumber({ module, tokens, noted }: Workshop, scanner: Func, place: SuspectPlace): Func {
	const index = noted.push(place) - 1;
	const refusesNull = place.suspicions.some((suspicion) => isSuspect(suspicion, null));
	const { number, measure } = tokens;
	return module.func(2, [I32, I32, I32], (place = 0, depth = 1, end = 2, fraction = 3, note = 4) => [
		[local.get(place), local.get(depth), call(scanner), local.tee(end), i32.eqz, when(DOUBT)],
		refusesNull ? [] : [isAt(local.get(place), "n"), when(local.get(end), leave)],
		[local.get(place), call(number), local.get(end), i32.ne, when(DOUBT)],
		[local.get(end), local.get(place), i32.sub, i32.const(MAX_DIGITS), i32.gtU, when(DOUBT)],
		[local.get(place), local.get(end), call(measure), local.set(fraction)],
		[i32.const(NOTED), i32.load(), local.tee(note), i32.const(MAX_NOTES - 1), i32.gtU, when(DOUBT)],
		[i32.const(NOTED), local.get(note), i32.const(1), i32.add, i32.store()],
		[local.get(note), i32.const(NOTE_SIZE), i32.mul, local.tee(note), double(fraction), f64.store(NOTES)],
		[local.get(note), i32.const(index), i32.store(NOTES + 8)],
		local.get(end),
	]);
}
