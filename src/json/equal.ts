/**
 * Whether two values are the same JSON: key order is ignored, only own keys count, -0 is 0 as in JSON's numbers.
 * It never throws and keeps its own stack, so depth is no danger; values that are not JSON are equal only to themselves.
 */
export function equal(a: unknown, b: unknown): boolean {
	const pending: unknown[] = [a, b];
	while (pending.length > 0) {
		const right = pending.pop();
		const left = pending.pop();
		if (left === right) continue;
		if (Array.isArray(left)) {
			if (!Array.isArray(right) || !pushItems(left, right, pending)) return false;
		} else if (!isPlainObject(left) || !isPlainObject(right) || !pushProperties(left, right, pending)) {
			return false;
		}
	}
	return true;
}

function pushItems(left: readonly unknown[], right: readonly unknown[], pending: unknown[]): boolean {
	if (left.length !== right.length) return false;
	for (let index = 0; index < left.length; index++) {
		if (!pushUnlessSettled(left[index], right[index], pending)) return false;
	}
	return true;
}

function pushProperties(left: PlainObject, right: PlainObject, pending: unknown[]): boolean {
	const names = Object.keys(left);
	if (names.length !== Object.keys(right).length) return false;
	for (const name of names) {
		if (!Object.hasOwn(right, name)) return false;
		if (!pushUnlessSettled(left[name], right[name], pending)) return false;
	}
	return true;
}

/** Most pairs are primitives, and are settled without the stack; false means that they differ. */
function pushUnlessSettled(left: unknown, right: unknown, pending: unknown[]): boolean {
	if (left === right) return true;
	if (typeof left !== "object" || typeof right !== "object") return false;
	pending.push(left, right);
	return true;
}

type PlainObject = { readonly [name: string]: unknown };

/** An object that JSON can mean; a Date or a Map has no own keys to tell it from another. */
function isPlainObject(value: unknown): value is PlainObject {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	// The second look admits the plain objects of another realm (a frame, a vm context).
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
