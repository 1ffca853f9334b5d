import {
	escapeToken,
	isArray,
	isContainer,
	isObject,
	type Json,
	type Pointer,
	read,
} from "../../json/index.js";
import { wrapperOf } from "./wrappers.js";

/** How many values of a document are looked at, and how many elements of an array. */
const MOST_VALUES = 300;
const MOST_ELEMENTS = 2;

/** A value of a document that may be a payload. */
interface Candidate {
	readonly value: Json;
	/** Where it is, with `*` for the indices of arrays. */
	readonly at: Pointer;
	readonly inString: boolean;
}

/**
 * The flags by which the payloads of a document would be found, such as `--wrapped debezium` or `--at /data/client`, to be
 * told in a hint; empty if it is one itself, undefined if none is found near its root.
 */
export function seekPayloads(bytes: Uint8Array, isPayload: (value: Json) => boolean): string | undefined {
	const document = read(bytes);
	if (document.issues) return undefined;
	const root = document.value;
	const pending: Candidate[] = [{ value: root, at: "", inString: false }];
	for (const candidate of pending) {
		const { value, at, inString } = candidate;
		if (isObject(value) && isPayload(value)) {
			if (at === "" && !inString) return "";
			const name = wrapperOf(at, inString, (member) => isObject(root) && Object.hasOwn(root, member));
			return name === undefined ? flagsOf(candidate) : `--wrapped ${name}`;
		}
		if (pending.length < MOST_VALUES) pending.push(...below(candidate));
	}
	return undefined;
}

function flagsOf({ at, inString }: Candidate): string {
	return `${inString ? "--wrapped string " : ""}--at '${at}'`;
}

function below({ value, at, inString }: Candidate): Candidate[] {
	if (typeof value === "string" && !inString && value.startsWith("{")) {
		const inside = read(value);
		return inside.issues ? [] : [{ value: inside.value, at, inString: true }];
	}
	// A text in a string is a payload whole, or none.
	if (inString || !isContainer(value)) return [];
	if (isArray(value))
		return value.slice(0, MOST_ELEMENTS).map((one) => ({ value: one, at: `${at}/*`, inString }));
	return Object.entries(value).map(([name, one]) => ({
		value: one,
		at: `${at}/${escapeToken(name)}`,
		inString,
	}));
}
