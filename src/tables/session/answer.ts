import { BulkError } from "../../records/index.js";

/** A value of an answer of the database's. */
type Answer = string | null | undefined;

/** Reads JSON that a statement of ours asked for, or wrote; fails with a BulkError where it isn't of that shape. */
export function jsonAnswer<T>(text: Answer, is: (value: unknown) => value is T): T {
	let value: unknown;
	try {
		value = JSON.parse(text ?? "null");
	} catch {
		throw unexpected();
	}
	if (!is(value)) throw unexpected();
	return value;
}

/** Reads a whole number. */
export function integerAnswer(text: Answer): bigint {
	if (text == null || !/^-?\d{1,30}$/.test(text)) throw unexpected();
	return BigInt(text);
}

/** Whether it is a list of which each element is of that kind. */
export function isListOf<T>(is: (value: unknown) => value is T) {
	return (value: unknown): value is readonly T[] => Array.isArray(value) && value.every(is);
}

/** Whether a column of an answer is text. */
export function isText(value: unknown): value is string {
	return typeof value === "string";
}

/** Whether it is an object of which each of these members is of its kind. */
export function isObjectOf<T>(members: { readonly [name in keyof T]: (value: unknown) => boolean }) {
	return (value: unknown): value is T =>
		typeof value === "object" &&
		value !== null &&
		Object.entries<(value: unknown) => boolean>(members).every(([name, is]) => is(Reflect.get(value, name)));
}

/** Whether a column of an answer is a number. */
export function isNumber(value: unknown): value is number {
	return typeof value === "number";
}

function unexpected(): BulkError {
	const message =
		"the database, or the state in it, holds something that upshape neither wrote nor asked for";
	return new BulkError("state-unknown", message);
}
