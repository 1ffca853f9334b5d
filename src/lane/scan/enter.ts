import { type Code, i32, local, when } from "../wasm/code.js";
import { ascii, DOUBT } from "./tokens.js";

/** Goes into an object or array: one level less is left. */
export function enter(place: number, depth: number, open: string): Code {
	return [
		[local.get(place), i32.load8(), ascii(open), i32.ne, when(DOUBT)],
		[local.get(depth), i32.eqz, when(DOUBT)],
		[local.get(depth), i32.const(1), i32.sub, local.set(depth)],
		[local.get(place), i32.const(1), i32.add, local.set(place)],
	];
}
