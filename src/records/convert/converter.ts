import { type HeadLane, headLane, type LaneLimits } from "../../lane/index.js";
import type {
	BeforeSteps,
	Converted,
	Detection,
	Issue,
	Ledger,
	Refused,
	Residue,
	SchemaObject,
	Suspect,
	Suspicion,
	Undeclared,
} from "../../lineage/index.js";
import type { RawRecord } from "../framing/record.js";
import { flawOfReturn } from "./prove.js";
import type { Reason } from "./reject.js";

/**
 * What a run needs of a lineage; every lineage has it, whichever copy of the package built it. A run knows versions
 * by name only, so what the lineage's own types ask for is `never` here.
 */
export interface AnyLineage {
	readonly name: string;
	readonly head: string;
	readonly versions: readonly string[];
	/** Missing where an older copy of the package built it. */
	exactSchema?(version: never): SchemaObject | undefined;
	areNested?(one: never, other: never): boolean;
	readonly suspicions?: readonly Suspicion[];
	detect(payload: unknown): Detection<string>;
	upgrade(payload: unknown, options: never): Converted<unknown, string> | Refused;
	downgrade(payload: never, options: never): Converted<unknown, string> | Refused;
}

/** What the residue file says of a record. */
export interface StoredResidue {
	/** The version that the record was of before its upgrade. */
	readonly from: string;
	/** The record's own id, by which the two are known to belong together. */
	readonly id?: string;
	readonly residue?: Residue;
	/** What was around the record before its upgrade. */
	readonly envelope?: unknown;
}

/**
 * What a run does to each payload; `kept` is what an upgrade kept of it. The account may be given to a ledger, and a
 * payload may be shown before steps are run on it.
 */
export type Convert = (
	payload: unknown,
	kept: StoredResidue | undefined,
	ledger?: Ledger | undefined,
	beforeSteps?: BeforeSteps | undefined,
) => Conversion | Refused | Unproved;

/** A converted payload, and the version that it is of now. */
export interface Conversion {
	readonly converted: Converted<unknown, string>;
	readonly to: string;
	readonly issues?: undefined;
	readonly reason?: undefined;
}

/** A payload that would not come back as it was. */
interface Unproved {
	readonly reason: Reason;
	readonly issues?: undefined;
}

/** How payloads are upgraded. */
interface Upgrading {
	readonly to?: string | undefined;
	readonly undeclared?: Undeclared | undefined;
	/** Whether each payload is taken back and compared; what does not come back as it was is refused. */
	readonly prove?: boolean | undefined;
	/** What to do with values of the newest version that are valid but hardly meant; "tell" if not given. */
	readonly suspect?: Suspect | undefined;
}

/** The quick way for records that such an upgrade would pass as they stand, if there is one. */
export function laneOf(
	lineage: AnyLineage,
	{ to = lineage.head, prove = false }: Upgrading,
	limits: LaneLimits,
): HeadLane | undefined {
	return to === lineage.head && !prove ? headLane(lineage, limits) : undefined;
}

/** Whether the record, which isn't blank, passes by its text alone. */
export function isPassed({ text, flaw, bytes }: RawRecord, lane: HeadLane): boolean {
	return text === undefined && flaw === undefined && lane.passes(bytes);
}

/** Any version in, `to` out, or the head. */
export function upgrading(lineage: AnyLineage, options: Upgrading = {}): Convert {
	const { to = lineage.head, undeclared = "reject", prove = false, suspect = "tell" } = options;
	// One object for all records; a name that the lineage doesn't have makes it throw.
	const asked: Asked = { to, undeclared, suspect, ledger: undefined, beforeSteps: undefined };
	return (payload, _kept, ledger, beforeSteps) => {
		asked.ledger = ledger;
		asked.beforeSteps = beforeSteps;
		if (!prove) return arrived(lineage.upgrade(payload, asked as never), to);
		// A step that changes what it is given must not change what it is measured by.
		const before = structuredClone(payload);
		const result = arrived(lineage.upgrade(payload, asked as never), to);
		if (result.issues) return result;
		const { converted } = result;
		const reason = flawOfReturn(before, converted, (value, residue) =>
			lineage.downgrade(value as never, { from: to, to: converted.from, undeclared, residue } as never),
		);
		return reason ? { reason } : result;
	};
}

interface Asked {
	readonly to: string;
	readonly undeclared: Undeclared;
	readonly suspect: Suspect;
	ledger: Ledger | undefined;
	beforeSteps: BeforeSteps | undefined;
}

/** `from` in, or the head; `to` out, or the version that each record was of before its upgrade. */
export function downgrading(
	lineage: AnyLineage,
	options: {
		readonly from?: string | undefined;
		readonly to?: string | undefined;
		readonly undeclared?: Undeclared | undefined;
	} = {},
): Convert {
	const { from = lineage.head, undeclared = "reject" } = options;
	return (payload, kept, ledger, beforeSteps) => {
		const to = options.to ?? kept?.from ?? from;
		if (!lineage.versions.includes(to)) return { issues: [STRANGE_RESIDUE] };
		const residue = kept?.residue;
		const asked = { from, to, undeclared, ledger, beforeSteps, ...(residue && { residue }) };
		// The lineage validates the payload before it believes that it is of that version.
		return arrived(lineage.downgrade(payload as never, asked as never), to);
	};
}

const STRANGE_RESIDUE: Issue = {
	code: "residue-malformed",
	instanceLocation: "",
	path: [],
	message: "the residue file names a version that the lineage doesn't have",
};

function arrived(result: Converted<unknown, string> | Refused, to: string): Conversion | Refused {
	return result.issues ? result : { converted: result, to };
}
