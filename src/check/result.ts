import type { Assumptions, Level } from "../compat/index.js";
import type { Json, Pointer } from "../json/index.js";

/** A place in the text of a document; line and column count from 1. */
export interface Located {
	/** As the user named it: a path, or `ref:path`. */
	readonly file: string;
	readonly keywordLocation: Pointer;
	readonly line: number;
	readonly column: number;
}

/** Who has accepted a finding, until when: an entry of the ignore file. */
interface Acceptance {
	readonly reason: string;
	/** A day, as 2026-12-31: the last one on which the entry counts. */
	readonly expires: string;
}

/** One thing that the gate has to say. Its message holds names and values of schemas, never those of payloads. */
export interface Finding {
	/** The id of a rule: of a difference, or of the gate itself; `upshape rules` prints them. */
	readonly rule: string;
	/** Only errors that nobody accepted decide how the gate ends. */
	readonly level: Level;
	/** One sentence. */
	readonly message: string;
	/** What it is about: "clerk/client: v1 to current", or "old.json to new.json". */
	readonly subject: string;
	/** Where to mend it: in the newer document, as a rule. */
	readonly at: Located | undefined;
	/** The places in the other documents. */
	readonly related: readonly Located[];
	/** An instance that shows it, made from the schemas, or an example of theirs. */
	readonly witness?: Json | undefined;
	readonly accepted?: Acceptance | undefined;
}

type Verdict = "compatible" | "incompatible" | "unknown";

/** A verdict and its evidence: a witness if incompatible, a reason if unknown. */
export interface Judgement {
	readonly verdict: Verdict;
	readonly witness?: Json | undefined;
	/** What ajv, the second judge, has against the witness, or why it could not judge; the verdict stands. */
	readonly objection?: string | undefined;
	readonly reason?: string | undefined;
}

/** What the step of a lineage makes of what breaks a pair. */
export interface Bridge {
	/** Whether all instances came out valid at the other end, and every step on the way keeps the laws. */
	readonly holds: boolean;
	/** The hop, as accounts call it: "v1>current". */
	readonly step: string;
	/** How many instances went through it, the witness and examples included. */
	readonly instances: number;
	/** How many members an upgrade loses that no step says to be dropped: 0 the other way, and where it does not hold. */
	readonly losses: number;
	/** Why it does not hold: code, place and message of the first issue, or the law that is broken; without values. */
	readonly issue?: string | undefined;
	/** The number of the law that a step on the way breaks, if that is why it does not hold. */
	readonly law?: number | undefined;
}

/** One pair of schemas, compared in one direction. */
export interface PairResult extends Judgement {
	readonly subject: string;
	readonly direction: "backward" | "forward";
	/** Whose instances are judged, as the user knows it: a file, or a version's name. */
	readonly writer: string;
	readonly reader: string;
	readonly assumptions: Assumptions;
	/** The verdicts under each named assumption that was asked for, beside the strict one. */
	readonly assuming: readonly (Judgement & { readonly name: string })[];
	/** Only where a pair of a lineage is not compatible and its steps are known. */
	readonly bridge?: Bridge | undefined;
}

/** What came of a call of the gate. */
export interface GateResult {
	readonly command: "diff" | "check";
	readonly pairs: readonly PairResult[];
	/** All of them, differences and accepted ones included. */
	readonly findings: readonly Finding[];
	/** "findings": an error that nobody accepted; "undecided": none, but a pair that could not be told. */
	readonly outcome: "fine" | "findings" | "undecided";
}
