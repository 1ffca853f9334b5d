import { type Inference, type Inferred, Membership } from "../../infer/index.js";
import type { JsonObject } from "../../json/index.js";
import { inspect, type Records } from "../../records/index.js";
import { Progress } from "../print/progress.js";
import type { RecordFinding } from "../records/finding.js";

/** How many findings are kept, so that memory stays flat. */
const MOST_FINDINGS = 1_000;

/** What was read. */
export interface Learnt {
	readonly blank: number;
	readonly unreadable: number;
	/** The first records that could not be read. */
	readonly findings: readonly RecordFinding[];
}

interface Limits {
	readonly maxBytes: number;
	readonly maxDepth: number;
}

/** Has an inference see every record that can be read. */
export async function learn(
	inputs: AsyncIterable<Records>,
	limits: Limits,
	inference: Inference,
): Promise<Learnt> {
	const learnt = { blank: 0, unreadable: 0, findings: [] as RecordFinding[] };
	const progress = new Progress();
	let bytes = 0;
	await inspect(inputs, limits, {
		onBlank() {
			learnt.blank++;
		},
		onRecord({ line }, open, file) {
			if (open.reason === undefined) return inference.add(open.document);
			learnt.unreadable++;
			if (learnt.findings.length < MOST_FINDINGS) learnt.findings.push({ file, line, ...open.reason });
		},
		onProgress(more) {
			bytes += more;
			progress.update({ records: inference.count, bytes, rejected: learnt.unreadable });
		},
	}).finally(() => progress.clear());
	return learnt;
}

/** Where a record is. */
interface RecordPlace {
	readonly file: string;
	readonly line: number;
}

/** What a second look at every record has shown. */
export interface Checked {
	/** How many records each schema accepts, in the order of the schemas. */
	readonly counts: readonly number[];
	/** Records that no schema accepts. */
	readonly invalid: readonly RecordPlace[];
	/** Where the records are whose numbers were asked for. */
	readonly places: ReadonlyMap<number, RecordPlace>;
}

/** Reads all records again, and looks by which of the schemas they are valid. */
export async function checkAgain(
	inputs: AsyncIterable<Records>,
	limits: Limits,
	schemas: readonly JsonObject[],
	{ versions }: Inferred,
): Promise<Checked> {
	const wanted = new Set(versions.flatMap(({ examples }) => examples));
	const membership = new Membership(schemas);
	const counts = schemas.map(() => 0);
	const invalid: RecordPlace[] = [];
	const places = new Map<number, RecordPlace>();
	const progress = new Progress();
	let [records, bytes] = [0, 0];
	await inspect(inputs, limits, {
		onRecord({ line }, open, file) {
			if (open.reason !== undefined) return;
			if (wanted.has(records)) places.set(records, { file, line });
			records++;
			const index = membership.of(open.payload);
			if (index !== undefined) counts[index] = (counts[index] ?? 0) + 1;
			else if (invalid.length < MOST_FINDINGS) invalid.push({ file, line });
		},
		onProgress(more) {
			bytes += more;
			progress.update({ records, bytes, rejected: invalid.length });
		},
	}).finally(() => progress.clear());
	return { counts, invalid, places };
}
