import type { TestedLineage } from "../../testing/index.js";

/** What the gate needs of a lineage; every lineage has it, whichever copy of the package built it. */
export type Steps = TestedLineage;
