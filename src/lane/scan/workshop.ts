import type { SuspectPlace } from "../../lineage/index.js";
import type { Func, ModuleBuilder } from "../wasm/module.js";
import type { TokenScanners } from "./tokens.js";

/** What the scanner of a subschema is made with. */
export interface Workshop {
	readonly module: ModuleBuilder;
	readonly tokens: TokenScanners;
	/** Always in doubt. */
	readonly never: Func;
	/** The places whose numbers scanners note, each by its index here. */
	readonly noted: SuspectPlace[];
	/** The scanner of a subschema; it notes the numbers that are watched in its instances. */
	of(subschema: unknown, watched?: SuspectPlace): Func;
}

/** What a scanner is to note of the instances of a subschema. */
export interface About {
	readonly watched: SuspectPlace | undefined;
	/** Whether they are the document itself. */
	readonly isRoot?: boolean;
}
