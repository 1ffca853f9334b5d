import type { RunCountsSum, RunPosition } from "../../records/index.js";
import { FILES, type FileName } from "../plan.js";
import type { Identity } from "./identity.js";

/** Where a run was when all before was durable; all that it takes to go on from there. */
export interface Checkpoint {
	readonly identity: Identity;
	/** Whether all is written, and the files are being given their names. */
	readonly isWhole: boolean;
	readonly position: RunPosition;
	/** The part files, and how long each was. */
	readonly parts: readonly { readonly file: FileName; readonly path: string; readonly length: number }[];
	readonly tally: RunCountsSum;
	/** How long the run had worked. */
	readonly seconds: number;
}

/** Whether a value has the shape of a checkpoint: another version's may be sealed as well. */
export function isCheckpoint(value: unknown): value is Checkpoint {
	const { identity, isWhole, position, parts, tally, seconds } = Object(value);
	return (
		Object.values(Object(identity)).every(isText) &&
		typeof isWhole === "boolean" &&
		typeof seconds === "number" &&
		isPosition(position) &&
		isList(
			parts,
			({ file, path, length }) => FILES.some((one) => one === file) && isText(path) && isCount(length),
		) &&
		isTally(tally)
	);
}

function isPosition(value: unknown): boolean {
	const { form, input, place } = Object(value);
	if (!isCount(input) || !isForm(form ?? "ndjson")) return false;
	if (place === undefined) return true;
	const { bytes, records, redrive } = Object(place);
	return isForm(Object(place).form) && typeof redrive === "boolean" && isCount(bytes) && isCount(records);
}

function isTally(value: unknown): boolean {
	const { records, converted, current, rejected, blank, suspect = 0, bytes } = Object(value);
	const { versions, codes, account, reasons, ids } = Object(value);
	return (
		[records, converted, current, rejected, blank, suspect, bytes].every(isCount) &&
		[versions, codes].every((list) =>
			isList(list, ({ 0: name, 1: count }) => isText(name) && isCount(count)),
		) &&
		isList(account, ({ kind, step, count }) => isText(kind) && isText(step) && isCount(count)) &&
		(reasons === undefined || isList(reasons, isReason)) &&
		["in", "out", "rejected"].every((side) => isSum(Object(ids)[side]))
	);
}

function isReason({ code, instanceLocation, message, count, example }: Members): boolean {
	const { file, line } = Object(example);
	return [code, instanceLocation, message, file].every(isText) && isCount(count) && isCount(line);
}

function isSum(value: unknown): boolean {
	const { count, sum } = Object(value);
	return isCount(count) && /^[0-9a-f]{32}$/.test(String(sum));
}

/** Whether it is a list whose every item is one. */
function isList(value: unknown, isOne: (item: Members) => boolean): boolean {
	return (
		Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null && isOne(item))
	);
}

interface Members {
	readonly [name: string]: unknown;
}

function isForm(value: unknown): boolean {
	return ["ndjson", "array", "document"].includes(String(value));
}

function isText(value: unknown): value is string {
	return typeof value === "string";
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}
