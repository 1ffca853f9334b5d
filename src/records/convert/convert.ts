import {
	equal,
	type Json,
	type JsonObject,
	type Pointer,
	type Verbatim,
	type VerbatimPlace,
	valueAt,
	withoutIndices,
} from "../../json/index.js";
import type { HeadLane } from "../../lane/index.js";
import {
	type Account,
	type BeforeSteps,
	type Converted,
	type EnvelopeCodec,
	entryAt,
	type Ledger,
	type Opened,
	type Residue,
	valuesOf,
} from "../../lineage/index.js";
import type { RawRecord } from "../framing/record.js";
import { type Convert, isPassed, type StoredResidue } from "./converter.js";
import { inEnvelope, payloadWithin } from "./in-envelope.js";
import { type OpenRecord, openRecord, openWithResidue, type RecordLimits } from "./open.js";
import { detailed, type Reason, type RunCode, reasonOf, reasonOfRun, reasonWithin } from "./reject.js";
import type { ResidueLine } from "./residue-file.js";
import { type Writable, Written } from "./written.js";

/** How a run reads, converts and writes each record. */
export interface RecordOptions extends RecordLimits {
	readonly convert: Convert;
	/** Whether what the converted record has no room for is wanted, to be kept beside it. */
	readonly keep?: boolean | undefined;
	/** The quick way for records that need no conversion. */
	readonly lane?: HeadLane | undefined;
	/** What puts a record back into the envelope that an upgrade kept. */
	readonly rewrap?: EnvelopeCodec | undefined;
	/** Whether reasons have what steps threw, which may hold the record's values; false if not given. */
	readonly debug?: boolean | undefined;
	/** Sees each payload that could be read, before its conversion. */
	readonly onPayload?: ((payload: Json) => void) | undefined;
	/** Sees the member `id` of each record that passed the lane, in place of its payload. */
	readonly onPassed?: ((id: Json | undefined) => void) | undefined;
	/** Sees what each converted record became. */
	readonly onConverted?: ((value: Json) => void) | undefined;
	/** Where accounts are added up as the steps give them; without it, or where there are none, outcomes have theirs. */
	readonly ledger?: Ledger | undefined;
	/** Sees each payload that steps are about to be run on, and the version that it is of. */
	readonly beforeSteps?: BeforeSteps | undefined;
}

/** What became of one record. */
export type RecordOutcome =
	| { readonly status: "blank" }
	| { readonly status: "rejected"; readonly reason: Reason }
	/** It is of the version asked for as it stands, so it passes as its own bytes. */
	| {
			readonly status: "current";
			readonly version: string;
			readonly payloads?: Payloads;
			/** What is suspect in it. */
			readonly account: Account;
	  }
	| {
			readonly status: "converted";
			/** The version that it was of; of several payloads, the first one's. */
			readonly version: string;
			readonly payloads?: Payloads;
			/** Whether its payload was in an envelope, which it isn't any more. */
			readonly isWrapped: boolean;
			/** What it took, save what the ledger has. */
			readonly account: Account;
			readonly record: Writable;
			/** Makes a `StoredResidue`, or those of all places, if it was wanted. */
			readonly kept: (() => Writable) | undefined;
	  };

/** The versions of the payloads of a record that has them at places; none if there is no payload. */
type Payloads = readonly string[];

/** Converts the payload that a record is: nothing is looked for at places in it. Never throws for a record. */
export function convertPayload(
	record: RawRecord,
	line: ResidueLine | undefined,
	options: RecordOptions,
): RecordOutcome {
	if (record.text === undefined && record.bytes.length === 0 && record.flaw === undefined) return BLANK;
	if (options.lane !== undefined && line === undefined && isPassed(record, options.lane)) {
		options.onPassed?.(options.lane.id);
		return { status: "current", version: options.lane.version, account: [] };
	}
	const open = line ? openWithResidue(record, line, options) : openRecord(record, options);
	if (open.reason) return { status: "rejected", reason: open.reason };
	const { payload, opened, kept } = open;
	options.onPayload?.(payload);
	if (kept?.id !== undefined && idOf(payload) !== kept.id) return rejected("residue-mismatch");
	if (options.keepEnvelope) options.ledger?.standAt(withoutIndices(opened?.at ?? ""));
	options.ledger?.begin();
	const conversion = options.convert(payload, kept, options.ledger, options.beforeSteps);
	if (conversion.issues) {
		const reason = reasonOf(conversion.issues, opened?.at);
		return { status: "rejected", reason: options.debug ? detailed(reason, conversion.issues) : reason };
	}
	if (conversion.reason) return { status: "rejected", reason: reasonWithin(conversion.reason, opened?.at) };
	const { converted, to } = conversion;
	const isBare = !opened || options.keepEnvelope === true;
	if (isBare && kept?.envelope === undefined && isUntouched(converted, payload, to)) {
		return { status: "current", version: converted.from, account: within(opened, suspectsOf(converted)) };
	}
	return opened && options.keepEnvelope
		? writeWithin(record, open, opened, converted, options)
		: writeRecord(open, converted, options);
}

/** What is suspect in what came out: no step says so, so that the ledger doesn't have it. */
function suspectsOf({ suspects = [] }: Converted<unknown, string>): Account {
	return suspects.map(({ at, suspicion }) => ({ kind: "suspect", step: suspicion.name, to: at }));
}

/** The account of a payload that stays where it is in its record. */
function within(opened: Opened | undefined, account: Account): Account {
	if (!opened) return account;
	return account.map((entry) => entryAt(entry, (pointer) => opened.at + pointer));
}

const BLANK: RecordOutcome = { status: "blank" };

function rejected(code: RunCode, at?: Pointer): RecordOutcome {
	return { status: "rejected", reason: reasonOfRun(code, at) };
}

/** Whether the record passes as its own bytes: no step ran, and what came out is what the payload holds. */
function isUntouched(converted: Converted<unknown, string>, payload: Json, to: string): boolean {
	if (converted.from !== to) return false;
	// Undeclared properties that were taken out and put back make another object of the same members. The account does
	// not tell: what a residue gives back on the way down is in none.
	return converted.value === payload || equal(converted.value, payload);
}

function writeRecord(
	open: OpenRecord,
	converted: Converted<unknown, string>,
	options: RecordOptions,
): RecordOutcome {
	const { opened } = open;
	const { verbatim } = open.document;
	const { from: version } = converted;
	const made = converted.value as Json; // validated, so JSON
	const value = rewrapped(made, open.kept, options.rewrap);
	if (value === undefined) return rejected("envelope-malformed");
	const residue = () => residueFor(converted, verbatim);
	const lost = verbatim && firstLost(verbatim, open, value, made, residue());
	if (lost !== undefined) return rejected("inexact", lost);
	options.onConverted?.(value);
	return {
		status: "converted",
		version,
		isWrapped: opened !== undefined,
		account: accountOf(converted, opened, options.ledger),
		record: new Written(value, verbatim),
		kept: options.keep ? () => new Written(keptOf(value, version, residue(), opened), verbatim) : undefined,
	};
}

/** The same where the envelope stays around what the payload becomes. */
function writeWithin(
	given: RawRecord,
	open: OpenRecord,
	opened: Opened,
	converted: Converted<unknown, string>,
	options: RecordOptions,
): RecordOutcome {
	const { verbatim } = open.document;
	const { from: version } = converted;
	const made = converted.value as Json; // validated, so JSON
	const value = payloadWithin(made, open, opened, options.envelope);
	if (value === undefined) return rejected("envelope-differs", opened.at);
	const residue = () => residueFor(converted, verbatim);
	// What is around the payload stays as it is in any case; what was set apart of it is in the value again.
	const inside = { ...open, opened: undefined };
	const lost = verbatim && firstLost(verbatim, inside, value, made, residue(), opened.at);
	if (lost !== undefined) return rejected("inexact", lost);
	const written = inEnvelope(given, opened.at, new Written(value, verbatim), options.maxDepth);
	if (written.reason) return { status: "rejected", reason: written.reason };
	options.onConverted?.(made);
	return {
		status: "converted",
		version,
		isWrapped: true,
		account: within(opened, ownAccount(converted, options.ledger)),
		record: written.record,
		kept: options.keep ? () => new Written(keptOf(made, version, residue(), undefined), verbatim) : undefined,
	};
}

/** The account, or what of it the ledger doesn't have. */
function ownAccount(converted: Converted<unknown, string>, ledger: Ledger | undefined): Account {
	const account = ledger?.isOpen ? suspectsOf(converted) : converted.account;
	ledger?.settle();
	return account;
}

/** The same, and what became of the envelope. */
function accountOf(
	converted: Converted<unknown, string>,
	opened: Opened | undefined,
	ledger: Ledger | undefined,
): Account {
	const account = ownAccount(converted, ledger);
	if (!opened) return account;
	const { at, apart = [] } = opened;
	const dropped = apart.map((from) => ({ kind: "dropped", step: "envelope", from }) as const);
	return [
		...(at ? [{ kind: "moved", step: "envelope", from: at, to: "" } as const] : []),
		...dropped,
		...account,
	];
}

/** The value in the envelope that was kept, if one was; undefined if that isn't one. */
function rewrapped(
	value: Json,
	kept: StoredResidue | undefined,
	codec: EnvelopeCodec | undefined,
): Json | undefined {
	if (kept?.envelope === undefined) return value;
	try {
		return codec?.wrap(value, kept.envelope as Json); // read from JSON
	} catch (error) {
		if (error instanceof TypeError) return undefined;
		throw error;
	}
}

/** The first place of the record whose text neither what is written nor what is kept can hold. */
function firstLost(
	verbatim: Verbatim,
	{ opened, place, document }: OpenRecord,
	value: Json,
	made: Json,
	residue: Residue,
	at: Pointer = "",
): Pointer | undefined {
	const base = place + at;
	const kept = valuesOf(residue) as Json[]; // of a document that was read
	const documents = opened ? [value, opened.envelope, ...kept] : [value, ...kept];
	// What a residue put there may be a copy, of the same text.
	const isCopied = (pointer: Pointer) => {
		// The place is in a container that has the text, or is one itself.
		const around = pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
		const texts = [around, pointer].map((at) => ({
			before: textAt(verbatim, document.value, at),
			after: textAt(verbatim, made, at.slice(base.length)),
		}));
		const had = texts.filter(({ before }) => before !== undefined);
		return had.length > 0 && had.every(({ before, after }) => before === after);
	};
	const isLost = ({ pointer }: VerbatimPlace) =>
		(pointer === base || pointer.startsWith(`${base}/`)) && !isCopied(pointer);
	return verbatim
		.unplaced(...documents)
		.find(isLost)
		?.pointer.slice(place.length);
}

function textAt(verbatim: Verbatim, value: Json, at: Pointer): string | undefined {
	const found = valueAt(value, at);
	return found === undefined ? undefined : verbatim.textOf(found);
}

/** The residue; containers whose text says more than their value are in it whole. */
function residueFor(converted: Converted<unknown, string>, verbatim: Verbatim | undefined): Residue {
	const isWhole = verbatim && ((container: object) => verbatim.textOf(container as Json) !== undefined);
	return converted.residueOf?.(isWhole) ?? converted.residue;
}

function keptOf(value: Json, from: string, residue: Residue, opened: Opened | undefined): JsonObject {
	const id = idOf(value);
	// Assigned: to spread what may be missing takes many times as long, and there is one for every record.
	const kept: Record<string, Json> = { from };
	if (id !== undefined) kept.id = id;
	if (opened) kept.envelope = opened.envelope;
	// Residues hold what came out of JSON.
	if (Object.keys(residue).length > 0) kept.residue = residue as unknown as Json;
	return kept;
}

/** The identity that most records carry. */
function idOf(value: Json): string | undefined {
	const id: unknown = Object(value).id;
	return typeof id === "string" ? id : undefined;
}
