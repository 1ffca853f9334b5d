import type { SchemaPlace } from "../../schema/index.js";
import type { Direction, Level, RuleId } from "./rules.js";

/** One explained change between a writer's and a reader's schema. */
export interface Difference {
	readonly rule: RuleId;
	readonly direction: Direction;
	/** The rule's, or a lower one where a proof says that the difference hurts nobody. */
	readonly level: Level;
	/** The keyword that differs, or the nearest subschema where it is missing. */
	readonly writer: SchemaPlace | undefined;
	readonly reader: SchemaPlace | undefined;
	/** One sentence; it may quote the schemas. */
	readonly message: string;
}
