import type { Json, Pointer } from "../json/index.js";

/** The laws that every lineage keeps, by number. */
export const LAWS = {
	1: "validity",
	2: "exact return",
	3: "nothing silent",
	4: "idempotence",
	5: "composition",
	6: "purity",
	7: "edits survive",
} as const;

/** The number of a law. */
export type LawNumber = keyof typeof LAWS;

/** How a step breaks a law. */
export interface LawBreak {
	readonly law: LawNumber;
	/** The step in the direction that was tried: "v1>v2". */
	readonly step: string;
	/** Where in the instance. */
	readonly at: Pointer;
	/** What is wrong, without values. */
	readonly message: string;
	/** The instance that shows it. */
	readonly instance: Json;
	/** What came of it, where that says more. */
	readonly returned?: Json | undefined;
	/** What a step threw, if that is how it breaks the law. */
	readonly cause?: unknown;
}
