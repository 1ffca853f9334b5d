import type { Func, ModuleBuilder } from "../wasm/module.js";
import type { TokenScanners } from "./tokens.js";
import type { WatchedPlace } from "./watch.js";

/** What the scanner of a subschema is made with. */
export interface Workshop {
	readonly module: ModuleBuilder;
	readonly tokens: TokenScanners;
	/** Always in doubt. */
	readonly never: Func;
	/** The scanner of a subschema; it notes the numbers that are watched in its instances. */
	of(subschema: unknown, watched?: WatchedPlace): Func;
}

/** What a scanner is to note of the instances of a subschema. */
export interface About {
	readonly watched: WatchedPlace | undefined;
	/** Whether they are the document itself. */
	readonly isRoot?: boolean;
}
