import { event } from "../../clerk/event/index.js";
import type { ClerkEvent } from "../../clerk/index.js";
import { type Document, type JsonObject, type ReadIssue, read, type Verbatim } from "../../json/index.js";
import type {
	Account,
	AccountEntry,
	Converted,
	Issue,
	Residue,
	Suspect,
	Undeclared,
} from "../../lineage/index.js";
import { type RefusalCode, refusal } from "../receive/refusal.js";
import type { Authentic } from "../signature/verify.js";
import { EMBEDDED, separateEmbedded, type WithoutEmbedded } from "./embedded.js";
import type { Reading } from "./readers.js";
import type { EventResidue, Receipt } from "./receipt.js";

/** How documents are read. */
export interface OpenOptions {
	readonly maxBytes: number;
	readonly maxDepth: number;
	readonly undeclared: Undeclared;
	readonly suspect: Suspect;
	readonly readingOf: (type: string) => Reading | undefined;
}

/** Reads an authentic body: JSON, then the envelope, then the data, each validated and in its newest version. */
export function open(delivery: Authentic, options: OpenOptions) {
	const { id, body } = delivery;
	const refuse = (code: RefusalCode, issues: readonly (ReadIssue | Issue)[] = []) =>
		refusal(code, { id, issues });
	if (body.length === 0) return refuse("empty");
	const document = read(body, options);
	if (document.issues) return refuse("unreadable", document.issues);
	const envelope = event.upgrade(document.value, options);
	if (envelope.issues) return refuse("event-refused", envelope.issues);
	const reading = options.readingOf(envelope.value.type);
	if (!reading) return new Opened(delivery, document, envelope, undefined);
	// Schema and door say that it is a JSON object.
	const given = separateEmbedded(envelope.value.data as JsonObject, reading.embedded);
	const data = reading.lineage.upgrade(given.value, options as never);
	if (data.issues) return refuse("data-refused", data.issues.map(inData));
	return new Opened(delivery, document, envelope, { reading, given, converted: data });
}

interface OpenedData {
	readonly reading: Reading;
	readonly given: WithoutEmbedded;
	readonly converted: Converted<unknown, string>;
}

/** A delivery whose event is current; its account, residue and verbatim are made when they are asked for. */
class Opened implements Receipt {
	readonly refused?: undefined;
	readonly id: string;
	readonly sentAt: number;
	readonly event: ClerkEvent;
	/** The pattern whose lineage read the data. */
	readonly matched: string | undefined;
	readonly #document: Document;
	readonly #envelope: Converted<ClerkEvent, string>;
	readonly #data: OpenedData | undefined;

	constructor(
		{ id, sentAt }: Authentic,
		document: Document,
		envelope: Converted<ClerkEvent, string>,
		data: OpenedData | undefined,
	) {
		this.id = id;
		this.sentAt = sentAt;
		this.matched = data?.reading.pattern;
		this.event = eventWith(envelope.value, data);
		this.#document = document;
		this.#envelope = envelope;
		this.#data = data;
	}

	get verbatim(): Verbatim | undefined {
		return this.#document.verbatim;
	}

	get from(): Receipt["from"] {
		const from = { event: this.#envelope.from };
		return this.#data ? { ...from, data: this.#data.converted.from } : from;
	}

	get account(): Account {
		const envelope = this.#envelope.account;
		if (!this.#data) return envelope;
		const { given, converted } = this.#data;
		return [...envelope, ...[...given.account, ...converted.account].map(ofData)];
	}

	get residue(): EventResidue {
		const event = this.#envelope.residue;
		if (!this.#data) return { event, data: {} };
		const { given, converted } = this.#data;
		const data: Residue =
			given.kept.length === 0 ? converted.residue : { ...converted.residue, [EMBEDDED]: given.kept };
		return { event, data };
	}

	/** What is worked out on reading is part of it in JSON, too. */
	toJSON(): object {
		const { id, sentAt, matched, event, from, account, residue } = this;
		return { id, sentAt, matched, event, from, account, residue };
	}
}

function eventWith(envelope: ClerkEvent, data: OpenedData | undefined): ClerkEvent {
	if (!data || data.converted.value === envelope.data) return envelope;
	// What `receipt.ts` says of an event's data is what its reader's lineage has validated.
	return { ...envelope, data: data.converted.value as ClerkEvent["data"] };
}

/** An entry whose pointers lead into the event. */
function ofData(entry: AccountEntry): AccountEntry {
	const from = "from" in entry ? { from: `/data${entry.from}` } : {};
	const to = "to" in entry ? { to: `/data${entry.to}` } : {};
	return { ...entry, ...from, ...to };
}

function inData(issue: Issue): Issue {
	return {
		...issue,
		instanceLocation: `/data${issue.instanceLocation}`,
		path: ["data", ...issue.path],
	};
}
