import type { Json } from "../json/index.js";
import type { EnvelopeCodec, SchemaObject, Suspicion } from "../lineage/index.js";
import { areExclusive, compileScanner, isWithout, type RecordScanner } from "./scan/index.js";
import { engine } from "./wasm/engine.js";

/** What the lane needs of a lineage; one that an older copy of the package built has no `exactSchema`. */
export interface LaneLineage {
	readonly head: string;
	readonly versions: readonly string[];
	exactSchema?(version: never): SchemaObject | undefined;
	areNested?(one: never, other: never): boolean;
	readonly suspicions?: readonly Suspicion[];
}

/** How records are read that are not scanned. */
export interface LaneLimits {
	readonly maxDepth: number;
	readonly envelope?: EnvelopeCodec | undefined;
}

/** So many records go the ordinary way first: to make a scanner is not worth it for fewer. */
const FIRST = 500;
/** Of so many records one eighth must pass, else the next ones aren't scanned: it would cost more than it saves. */
const TRIED = 256;
const RESTING = 4_096;
/** As deep as a scanner goes into a record, however deep records may nest: its stack is the engine's own. */
const MAX_DEPTH = 64;

/**
 * The quick way for records that are of the newest version as they stand: they are looked at in their own text, and pass
 * without being parsed. A record that does not pass has not been refused: it goes the ordinary way.
 */
export class HeadLane {
	/** The version of the records that pass. */
	readonly version: string;
	readonly #make: () => RecordScanner;
	#scanner: RecordScanner | undefined;
	#resting = FIRST;
	#tried = 0;
	#passed = 0;

	constructor(version: string, make: () => RecordScanner) {
		this.version = version;
		this.#make = make;
	}

	/** Whether the record is JSON within the limits, and of that version, and of no other that it might be taken for. */
	passes(bytes: Uint8Array): boolean {
		if (this.#resting > 0) {
			this.#resting--;
			return false;
		}
		this.#scanner ??= this.#compile();
		if (this.#scanner === undefined) return false;
		const passes = this.#scanner.accepts(bytes);
		if (passes) this.#passed++;
		if (++this.#tried === TRIED) this.#decide();
		return passes;
	}

	/** The member `id` of the record that passed last; undefined if it has none. */
	get id(): Json | undefined {
		const text = this.#scanner?.idText();
		if (text === undefined) return undefined;
		const isPlain = text.startsWith('"') && !text.includes("\\");
		return isPlain ? text.slice(1, -1) : JSON.parse(text);
	}

	/** The scanner; for a schema that is too big for one no record is looked at any more. */
	#compile(): RecordScanner | undefined {
		try {
			return this.#make();
		} catch (error) {
			if (!(error instanceof RangeError) && Object(error).name !== "CompileError") throw error;
			this.#resting = Number.POSITIVE_INFINITY;
			return undefined;
		}
	}

	#decide(): void {
		if (this.#passed * 8 < TRIED) this.#resting = RESTING;
		this.#tried = 0;
		this.#passed = 0;
	}
}

/**
 * The lane to the lineage's head; undefined where a text alone can't tell that a record is of it. That takes a validator
 * which is known to ask for what the schema says; that no instance of the head is one of another version that detection
 * would look at; and that none is in an envelope.
 */
export function headLane(lineage: LaneLineage, { maxDepth, envelope }: LaneLimits): HeadLane | undefined {
	const { head, versions } = lineage;
	// Names of versions are known to the lineage's own types only.
	const schemaOf = (version: string) => lineage.exactSchema?.(version as never);
	const schema = schemaOf(head);
	if (schema === undefined || engine === undefined) return undefined;
	const root = { root: schema, schema };
	const isApart = (version: string) => {
		if (version === head || lineage.areNested?.(head as never, version as never)) return true;
		const other = schemaOf(version);
		return other !== undefined && areExclusive(root, { root: other, schema: other });
	};
	if (!versions.every(isApart)) return undefined;
	if (envelope && !(envelope.marks && isWithout(root, envelope.marks))) return undefined;
	const { suspicions = [] } = lineage;
	return new HeadLane(head, () => compileScanner(schema, Math.min(maxDepth, MAX_DEPTH), suspicions));
}
