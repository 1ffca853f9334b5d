import type { Json } from "../json/index.js";
import {
	type AnyLineage,
	type HeadLane,
	IdDigest,
	type IdSum,
	identityOf,
	identityText,
	increment,
	inspect,
	laneOf,
	type OpenRecord,
	type Reason,
	type RecordLimits,
	type Records,
	reasonOf,
	reasonOfRun,
} from "../records/index.js";

/** How records are verified. */
export interface VerifyOptions extends RecordLimits {
	readonly lineage: AnyLineage;
	/** The version that all must be of; any of the lineage if not given. */
	readonly to?: string | undefined;
	/** Told of every record that is not of that version. */
	readonly onFinding?:
		| ((finding: Reason & { readonly file: string; readonly line: number }) => void)
		| undefined;
	/** Called behind every chunk of input. */
	readonly onProgress?: ((verified: Verified) => void) | undefined;
}

/** What was found in the output of a run: records = valid + invalid + blank. */
export interface Verified {
	readonly records: number;
	readonly valid: number;
	readonly invalid: number;
	readonly blank: number;
	readonly bytes: number;
	/** Valid records by their version, and the others by code. */
	readonly versions: { readonly [version: string]: number };
	readonly codes: { readonly [code: string]: number };
	/** The digest of the ids, to be compared with a report's. */
	readonly ids: IdSum;
}

/** Validates every record of the inputs again; fails with a BulkError if one can't be read, never for a record. */
export async function verifyRecords(
	inputs: AsyncIterable<Records>,
	options: VerifyOptions,
): Promise<Verified> {
	const verification = new Verification(options);
	await inspect(inputs, options, verification);
	return verification.sum;
}

class Verification {
	readonly lane: HeadLane | undefined;
	readonly #options: VerifyOptions;
	readonly #ids = new IdDigest();
	readonly #versions = new Map<string, number>();
	readonly #codes = new Map<string, number>();
	#blank = 0;
	#valid = 0;
	#invalid = 0;
	#bytes = 0;

	constructor(options: VerifyOptions) {
		this.#options = options;
		this.lane = laneOf(options.lineage, options, options);
	}

	get sum(): Verified {
		const [blank, valid, invalid] = [this.#blank, this.#valid, this.#invalid];
		return {
			...{ records: blank + valid + invalid, valid, invalid, blank, bytes: this.#bytes },
			versions: Object.fromEntries(this.#versions),
			codes: Object.fromEntries(this.#codes),
			ids: this.#ids.sum,
		};
	}

	onBlank(): void {
		this.#blank++;
	}

	onPassed(version: string, id: Json | undefined): void {
		this.#valid++;
		increment(this.#versions, version);
		const text = identityText(id);
		if (text !== undefined) this.#ids.add(text);
	}

	onRecord(
		{ line }: { readonly line: number },
		open: OpenRecord | { readonly reason: Reason },
		file: string,
	): void {
		if (open.reason) this.#find(file, line, open.reason);
		else this.onPlaces({ line }, [open], file);
	}

	onPlaces({ line }: { readonly line: number }, all: readonly OpenRecord[], file: string): void {
		const { lineage, to } = this.#options;
		const judged: Judged[] = [];
		for (const open of all) {
			this.#count(open.payload);
			judged.push(judge(lineage, to, open));
		}
		const flaw = judged.find(({ reason }) => reason !== undefined);
		if (flaw?.reason) {
			this.#find(file, line, flaw.reason);
			return;
		}
		this.#valid++;
		for (const { version } of judged) if (version !== undefined) increment(this.#versions, version);
	}

	onProgress(bytes: number): void {
		this.#bytes += bytes;
		this.#options.onProgress?.(this.sum);
	}

	#find(file: string, line: number, reason: Reason): void {
		this.#invalid++;
		increment(this.#codes, reason.code);
		this.#options.onFinding?.({ file, line, ...reason });
	}

	#count(payload: Json): void {
		const id = identityOf(payload);
		if (id !== undefined) this.#ids.add(id);
	}
}

/** The version of a payload, or the reason why it has none that will do. */
type Judged =
	| { readonly version: string; readonly reason?: undefined }
	| { readonly reason: Reason; readonly version?: undefined };

/** The version of a payload, or why it is of none, or not of the one asked for. */
export function judge(lineage: AnyLineage, as: string | undefined, { payload, opened }: OpenRecord): Judged {
	const detection = lineage.detect(payload);
	if (as === undefined)
		return detection.issues ? { reason: reasonOf(detection.issues, opened?.at) } : detection;
	// Downgrading to the version itself converts nothing, but says what is wrong as an instance of this version.
	const result = lineage.downgrade(payload as never, { from: as, to: as } as never);
	if (!result.issues) return { version: as };
	if (detection.issues) return { reason: reasonOf(result.issues, opened?.at) };
	const reason = reasonOfRun("unexpected-version", opened?.at);
	return { reason: { ...reason, message: `is of version ${detection.version}, not ${as}` } };
}

/** What a report file says that can be looked for in the output. */
export interface ReportClaim {
	readonly lineage: string;
	readonly command: "upgrade" | "downgrade";
	readonly to?: string | undefined;
	readonly complete: boolean;
	readonly converted: number;
	readonly current: number;
	readonly ids?: { readonly out: IdSum } | undefined;
}

/** Where the output isn't what its report says: sentences, none if all is as it should be. */
export function contradictions({ valid, invalid, ids }: Verified, claim: ReportClaim): readonly string[] {
	const written = claim.converted + claim.current;
	const found = valid + invalid;
	const lines: string[] = [];
	if (!claim.complete) lines.push("the run of the report ended early");
	if (found !== written) lines.push(`there are ${found} records, the report says ${written}`);
	if (claim.ids && (claim.ids.out.count !== ids.count || claim.ids.out.sum !== ids.sum)) {
		lines.push("the ids are not those of the report: records were lost, doubled or exchanged");
	}
	return lines;
}

/** A report file's text as what it claims; undefined if it is none. */
export function parseClaim(text: string): ReportClaim | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isClaim(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isClaim(value: unknown): value is ReportClaim {
	const { command, lineage, to, complete, converted, current, ids } = Object(value);
	const known = command === "upgrade" || command === "downgrade";
	const counted = Number.isSafeInteger(converted) && Number.isSafeInteger(current);
	const out = Object(Object(ids).out);
	const summed = ids === undefined || (typeof out.sum === "string" && Number.isSafeInteger(out.count));
	return (
		known &&
		typeof lineage === "string" &&
		counted &&
		summed &&
		typeof complete === "boolean" &&
		(to === undefined || typeof to === "string")
	);
}
