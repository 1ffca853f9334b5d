import type { Finding, GateResult } from "../check/index.js";

/** How much a finding counts. */
export type FindingLevel = Finding["level"];

/** A rule, as the reports that list their rules tell it. */
export interface RuleText {
	readonly id: string;
	readonly level: FindingLevel;
	/** One sentence. */
	readonly about: string;
}

/** What a report needs beside the result. */
export interface ReportOptions {
	/** The version of upshape. */
	readonly version: string;
	/** Every rule that a finding may have. */
	readonly rules: readonly RuleText[];
	/** The columns that lines are folded to; not folded if not given. */
	readonly width?: number | undefined;
	/** Colours a text, on a terminal; leaves it if not given. */
	readonly paint?: ((colour: Colour, text: string) => string) | undefined;
}

/** What a text may be painted with on a terminal. */
export type Colour = "red" | "yellow" | "green" | "dim" | "bold";

/** A form of a result: the whole text, which ends with a line break. */
export type Renderer = (result: GateResult, options: ReportOptions) => string;
