import type { Converted, Detection, Refused } from "../lineage/index.js";

/**
 * What the gate needs of a lineage; every lineage has it, whichever copy of the package built it. Versions are known
 * by name only, so what the lineage's own types ask for is `never` here.
 */
export interface Steps {
	readonly versions: readonly string[];
	readonly head: string;
	detect(payload: unknown): Detection<string>;
	upgrade(payload: unknown, options: never): Converted<unknown, string> | Refused;
	downgrade(payload: never, options: never): Converted<unknown, string> | Refused;
}
