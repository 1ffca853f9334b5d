import {
	type HeadLane,
	increment,
	inspect,
	type OpenRecord,
	type Reason,
	type RecordLimits,
	type Records,
} from "../../records/index.js";
import { Progress } from "../print/progress.js";
import type { RecordFinding } from "./finding.js";
import type { WrapperHint } from "./wrapper-hint.js";

/** Which version a payload is of, or why of none. */
export type Verdict =
	| { readonly version: string; readonly reason?: undefined }
	| { readonly reason: Reason; readonly version?: undefined };

/** What was found out about the records of the inputs. */
export class Verdicts {
	records = 0;
	blank = 0;
	invalid = 0;
	/** Records that came in an envelope. */
	enveloped = 0;
	bytes = 0;
	readonly versions = new Map<string, number>();
	readonly codes = new Map<string, number>();
	/** The first findings. */
	readonly findings: RecordFinding[] = [];

	/** How many are neither blank nor invalid. */
	get valid(): number {
		return this.records - this.blank - this.invalid;
	}
}

/** How many findings are kept, so that memory stays flat. */
const KEPT = 1_000;

/** Judges every record of the inputs, but those that pass the lane to be of its version; fails with a BulkError if one can't be read. */
export async function judgeAll(
	inputs: AsyncIterable<Records>,
	door: RecordLimits,
	judge: (open: OpenRecord) => Verdict,
	wrapper: WrapperHint,
	lane?: HeadLane,
): Promise<Verdicts> {
	const verdicts = new Verdicts();
	const progress = new Progress();
	await inspect(inputs, door, {
		lane,
		onPassed(version) {
			verdicts.records++;
			increment(verdicts.versions, version);
		},
		onBlank() {
			verdicts.records++;
			verdicts.blank++;
		},
		onRecord({ line, bytes }, open, file) {
			verdicts.records++;
			if (!open.reason && open.opened) verdicts.enveloped++;
			const verdict = open.reason ? open : judge(open);
			if (!verdict.reason) increment(verdicts.versions, verdict.version);
			else {
				wrapper.look(verdict.reason.code, bytes);
				find(verdicts, { file, line, ...verdict.reason });
			}
		},
		onPlaces({ line, bytes }, all, file) {
			verdicts.records++;
			const judged = all.map(judge);
			const flaw = judged.find(({ reason }) => reason !== undefined);
			if (flaw?.reason) {
				wrapper.look(flaw.reason.code, bytes);
				find(verdicts, { file, line, ...flaw.reason });
				return;
			}
			for (const { version } of judged) if (version !== undefined) increment(verdicts.versions, version);
		},
		onProgress(bytes) {
			verdicts.bytes += bytes;
			progress.update({ records: verdicts.records, bytes: verdicts.bytes, rejected: verdicts.invalid });
		},
	}).finally(() => progress.clear());
	return verdicts;
}

function find(verdicts: Verdicts, finding: RecordFinding): void {
	verdicts.invalid++;
	increment(verdicts.codes, finding.code);
	if (verdicts.findings.length < KEPT) verdicts.findings.push(finding);
}

/** The verdicts as plain JSON. */
export function verdictsJson(verdicts: Verdicts): object {
	const { records, valid, invalid, blank, enveloped, versions, codes, findings } = verdicts;
	return {
		records,
		valid,
		invalid,
		blank,
		enveloped,
		versions: Object.fromEntries(versions),
		codes: Object.fromEntries(codes),
		findings: findings.map(({ file, line, code, instanceLocation, message }) => {
			return { file, line, code, instanceLocation, message };
		}),
		/** How many more findings there are. */
		more: invalid - findings.length,
	};
}
