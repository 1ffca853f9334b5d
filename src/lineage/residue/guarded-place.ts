import { escapeToken, type Pointer } from "../../json/index.js";
import type { ObjectIdentity } from "./identity.js";

/** A list that grows at its end without being copied. */
interface Path {
	readonly above: Path | undefined;
	readonly token: ObjectIdentity;
}

/** Where a value stands: member names and indices, and the identities of the objects on the way, its own included. */
export interface GuardedPlace {
	readonly path: Path | undefined;
	readonly chain: Path | undefined;
}

/** The place of the member or element of that token, which is an object of that identity or has none. */
export function placeIn(
	{ path, chain }: GuardedPlace,
	token: string | number,
	identity: ObjectIdentity | undefined,
): GuardedPlace {
	return { path: { above: path, token }, chain: chainWith(chain, identity) };
}

/** The chain, and the identity at its end if there is one. */
export function chainWith(above: Path | undefined, identity: ObjectIdentity | undefined): Path | undefined {
	return identity === undefined ? above : { above, token: identity };
}

/** What an entry says of its place, as an object to which the rest is added. */
export function guardOf({ path, chain }: GuardedPlace): { at: Pointer; of?: readonly ObjectIdentity[] } {
	let at = "";
	for (let here = path; here !== undefined; here = here.above) {
		at = `/${typeof here.token === "number" ? here.token : escapeToken(here.token)}${at}`;
	}
	if (chain === undefined) return { at };
	const of: ObjectIdentity[] = [];
	for (let here: Path | undefined = chain; here !== undefined; here = here.above) of.push(here.token);
	return { at, of: of.reverse() };
}
