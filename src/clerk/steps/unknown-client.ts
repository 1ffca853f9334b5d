import { Unfit } from "../../lineage/index.js";

/** Says that a step can't know a client's id. */
export function unknownClient(): never {
	throw new Unfit("doesn't say which client it belongs to: upgrade its Client, or use sessionsOf(clientId)");
}
