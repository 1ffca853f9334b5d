import type { Json } from "../../json/index.js";
import type { BeforeSteps } from "../../lineage/index.js";
import { Gather, type RecordOutcome, Snapshot, type Writable } from "../../records/index.js";

import { hashOf } from "../rollback/originals.js";

/** The lines that are written of a document, each with its line break; empty if they weren't asked for. */
export interface RowLines {
	/** The document; or only those of its members that are new or changed. */
	readonly line: Uint8Array;
	readonly isChanges: boolean;
	/** For a rollback from changes: the hash of what the document was, and what it has no room for. */
	readonly kept: Uint8Array;
}

/** How often in a row documents of a version may turn out to have lost members, until their changes aren't looked for. */
const MISSES = 8;

/** Writes the lines of a batch. */
export class BatchLines {
	readonly #documents: Gather;
	readonly #kept: Gather;
	/** What the document at hand held before the steps. */
	readonly #before = new Snapshot();
	/** How often in a row no changes could be told, by version. */
	readonly #misses = new Map<string, number>();
	readonly beforeSteps: BeforeSteps | undefined;

	constructor(changes: boolean, spares: ArrayBuffer[]) {
		this.#documents = new Gather(spares.pop());
		this.#kept = new Gather(spares.pop());
		this.beforeSteps = changes ? (payload, from) => this.#look(payload, from) : undefined;
	}

	/** Begins with a document: what the one before held says nothing of it. */
	begin(): void {
		this.#before.forget();
	}

	/** The lines of the document that was begun with, and converted. */
	of(outcome: Extract<RecordOutcome, { status: "converted" }>, document: string): RowLines {
		const { version, record, kept, isWrapped } = outcome;
		// A payload in an envelope is not the document, so that its changes aren't the document's.
		const changes = isWrapped ? undefined : this.#changes(record, version);
		if (changes === undefined) {
			return {
				line: line(this.#documents, DOCUMENT_END, record),
				isChanges: false,
				kept: line(this.#kept, KEPT_END),
			};
		}
		const back = line(this.#kept, KEPT_END, hashOf(document), kept?.());
		return { line: line(this.#documents, DOCUMENT_END, changes), isChanges: true, kept: back };
	}

	/** What the lines are in; it can be used again when nobody needs them any more. */
	get memory(): readonly ArrayBuffer[] {
		return [this.#documents.bytes.buffer, this.#kept.bytes.buffer];
	}

	#look(payload: unknown, from: string): void {
		if ((this.#misses.get(from) ?? 0) < MISSES) this.#before.take(payload as Json); // it was read from JSON
	}

	/** The document's changes, which can't be told if a step has changed what it was given. */
	#changes(record: Writable, version: string): string | undefined {
		const before = this.#before.value;
		if (before === undefined) return undefined;
		const found = this.#before.isUntouched ? record.changesFrom(before) : undefined;
		this.#misses.set(version, found === undefined ? (this.#misses.get(version) ?? 0) + 1 : 0);
		return found;
	}
}

/** Ends a document: no JSON has it, whereas the text of a json column may have line breaks between its tokens. */
const DOCUMENT_END = "\u001e";
/** Ends what is kept of a row, as it is stored. */
const KEPT_END = "\n";

/** One more line. */
function line(lines: Gather, end: string, ...parts: readonly (string | Writable | undefined)[]): Uint8Array {
	const start = lines.length;
	for (const part of parts) {
		if (typeof part === "string") lines.text(part);
		else if (part) lines.written(part);
	}
	lines.mark(end);
	return lines.from(start);
}
