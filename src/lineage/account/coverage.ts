import { escapeToken, type Pointer } from "../../json/index.js";
import { type Note, type Spot, tokensOf } from "./recorder.js";

/** The places that annotations speak of, as a tree of tokens; what is said of a place is said of all below it. */
export class Coverage {
	/** Whether something says what became of the value that stood here. */
	from = false;
	/** Whether something says where the value that stands here comes from. */
	to = false;
	#below: Map<string, Coverage> | undefined;

	/** Whether annotations speak of places below. */
	get isInner(): boolean {
		return this.#below !== undefined;
	}

	at(token: string): Coverage | undefined {
		return this.#below?.get(token);
	}

	add(tokens: readonly string[]): Coverage {
		let here: Coverage = this;
		for (const token of tokens) here = here.#child(token);
		return here;
	}

	#child(token: string): Coverage {
		this.#below ??= new Map();
		let child = this.#below.get(token);
		if (child === undefined) {
			child = new Coverage();
			this.#below.set(token, child);
		}
		return child;
	}
}

/** The tokens that lead to where a step is at work. */
export function tokensTo(spot: Spot): readonly string[] | undefined {
	const { row } = spot;
	if (row === undefined) return [];
	const [above, array] = [tokensTo(row.parent), tokensOf(row.array)];
	return above && array && [...above, ...array, String(spot.index)];
}

/** What stands at the tokens, by own members only; undefined if nothing does. */
export function memberAt(value: unknown, tokens: readonly string[]): unknown {
	let here = value;
	for (const token of tokens) {
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, token)) return undefined;
		here = (here as { readonly [name: string]: unknown })[token];
	}
	return here;
}

/** The whole pointer of a note's place, and of one that is none. */
export function pointerOf({ spot }: Note, at: Pointer): Pointer {
	return at === "" || at.startsWith("/") ? spot.pointer(at) : spot.pointer(`/${escapeToken(at)}`);
}
