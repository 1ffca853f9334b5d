import { isObject, isPointer } from "../../json/index.js";
import type { Residue } from "./entry.js";
import type { Members } from "./json-object.js";
import type { OldEntry } from "./old.js";

/** Whether a value from elsewhere has the shape of a residue, of today's format or of one before. */
export function isResidue(value: unknown): value is Residue {
	if (!isObject(value)) return false;
	return Object.values(value).every((step) =>
		Array.isArray(step) ? (step[0] === 3 ? isStored(step) : step.every(isOldEntry)) : isFormat2(step),
	);
}

function isStored([, revision, ...entries]: readonly unknown[]): boolean {
	return typeof revision === "string" && entries.every((entry) => isEntry(entry) && isPrefix(entry));
}

function isPrefix(entry: unknown): boolean {
	const length = (entry as Members).as;
	return length === undefined || (Number.isSafeInteger(length) && (length as number) >= 0);
}

/** Format 2 had members by name, and the identities of every entry in full. */
function isFormat2(step: unknown): boolean {
	if (!isObject(step) || step.format !== 2 || typeof step.revision !== "string") return false;
	return Array.isArray(step.entries) && step.entries.every(isEntry);
}

function isEntry(entry: unknown): boolean {
	if (!isObject(entry) || !isPlace(entry.at)) return false;
	if (Object.hasOwn(entry, "value")) return entry.at === "" && isValueEntry(entry);
	if (entry.of !== undefined && !isIdentities(entry.of)) return false;
	return Object.hasOwn(entry, "order") ? isArrayEntry(entry) : isObjectEntry(entry);
}

function isValueEntry(entry: Members): boolean {
	return Object.hasOwn(entry, "base") ? entry.digest === undefined : typeof entry.digest === "string";
}

function isArrayEntry({ order, add, was }: Members): boolean {
	return (
		isIdentities(order) &&
		(add === undefined || Array.isArray(add)) &&
		(was === undefined || isIdentities(was))
	);
}

function isObjectEntry({ put, was }: Members): boolean {
	return (put === undefined || isObject(put)) && (was === undefined || isObject(was));
}

function isOldEntry(entry: unknown): entry is OldEntry {
	if (!isObject(entry) || !isPlace(entry.at) || !Object.hasOwn(entry, "value")) return false;
	return entry.of === undefined || typeof entry.of === "string";
}

function isIdentities(value: unknown): boolean {
	return Array.isArray(value) && value.every((one) => typeof one === "string" || typeof one === "number");
}

function isPlace(value: unknown): boolean {
	return typeof value === "string" && isPointer(value);
}
