import type { Json } from "../../json/index.js";
import type { Room } from "./room.js";

/** How candidates are made. */
export interface CandidateMaker {
	/** Whether every candidate holds; otherwise each is to be checked. */
	readonly isSure: boolean;
	/** A candidate; undefined if nothing came to it. */
	readonly make: (room: Room) => Json | undefined;
}

/** One way to make instances: of one type, with the goal's choices taken. */
export interface Recipe extends CandidateMaker {
	/** An instance that is known to hold. */
	readonly smallest: Json;
}

/** A copy, so that who changes an instance changes neither the schema nor another instance. */
export function fresh(value: Json): Json {
	return typeof value === "object" && value !== null ? structuredClone(value) : value;
}
