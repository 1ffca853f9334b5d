import { equal, isPointer, type Pointer } from "../json/index.js";

/** A value that the other version has no room for. */
export interface ResidueEntry {
	/** Where it was, in the version that the step was given. */
	readonly at: Pointer;
	/** The identity of the array element that it was in, told apart from others of the same identity. */
	readonly of?: string;
	readonly value: unknown;
	/** What stands for it in the other version; while that is unchanged, the value can return. */
	readonly instead?: unknown;
}

/** What the steps kept, by step ("legacy>v1"): plain JSON, to be stored beside the converted record. */
export interface Residue {
	readonly [step: string]: readonly ResidueEntry[];
}

/** The residue of a record whose every value found room. */
export const EMPTY_RESIDUE: Residue = Object.freeze({});

/** Whether a value from elsewhere has the shape of a residue. */
export function isResidue(value: unknown): value is Residue {
	return isRecord(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isEntry));
}

function isEntry(entry: unknown): boolean {
	if (!isRecord(entry) || typeof entry.at !== "string" || !isPointer(entry.at)) return false;
	if (!Object.hasOwn(entry, "value")) return false;
	return entry.of === undefined || typeof entry.of === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kept values of one hop, to be recalled on the way back, each at most once. */
export class Recollection {
	/** By pointer, and for elements with an identity also by that and the pointer without indices. */
	readonly #lists = new Map<string, Set<ResidueEntry>>();

	constructor(entries: readonly ResidueEntry[]) {
		for (const entry of entries) {
			for (const key of keysOf(entry.at, entry.of)) {
				const list = this.#lists.get(key);
				if (list) list.add(entry);
				else this.#lists.set(key, new Set([entry]));
			}
		}
	}

	/** Takes what was kept at the place; among elements of one identity, that of the same index first. */
	take(at: Pointer, of: string | undefined, instead: unknown): unknown {
		for (const key of keysOf(at, of)) {
			for (const entry of this.#lists.get(key) ?? []) {
				if (!equal(entry.instead, instead)) continue;
				for (const own of keysOf(entry.at, entry.of)) this.#lists.get(own)?.delete(entry);
				return entry.value;
			}
		}
		return undefined;
	}
}

function keysOf(at: Pointer, of: string | undefined): readonly string[] {
	return of === undefined ? [at] : [`${at}\0${of}`, `${withoutIndices(at)}\0${of}`];
}

/** An element with an identity may have moved, so its index doesn't count. */
function withoutIndices(pointer: Pointer): string {
	return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}
