/** The value as JSON stores it: itself where it is plain JSON; undefined if JSON can't hold it. */
export function stored(value: unknown): unknown {
	if (isShallowJson(value, 0) || isPlainJson(value)) return value;
	try {
		const text = JSON.stringify(value);
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		// A cycle, a bigint, or deeper than the stack.
		return undefined;
	}
}

/** The same answer for what is not deep, at half the price; false for all else. */
function isShallowJson(value: unknown, depth: number): boolean {
	if (typeof value !== "object" || value === null) return isScalar(value);
	if (depth > MAX_DEPTH) return false;
	if (Array.isArray(value)) {
		for (let i = 0; i < value.length; i++) if (!isShallowJson(value[i], depth + 1)) return false;
		return true;
	}
	if (!isPlainObject(value)) return false;
	for (const name in value) {
		const member = value[name];
		if (typeof member !== "string" && !isShallowJson(member, depth + 1)) return false;
	}
	return true;
}

const MAX_DEPTH = 100;

/** Whether storing the value and reading it again changes nothing but key order. Keeps its own stack. */
function isPlainJson(value: unknown): boolean {
	if (isScalar(value)) return true;
	const pending: unknown[] = [value];
	let seen = 0;
	for (let container = pending.pop(); container !== undefined; container = pending.pop()) {
		if (++seen > MAX_CONTAINERS) return false;
		if (Array.isArray(container)) {
			for (let i = 0; i < container.length; i++) {
				const item: unknown = container[i];
				if (typeof item === "object" && item !== null) pending.push(item);
				else if (!isScalar(item)) return false;
			}
			continue;
		}
		if (!isPlainObject(container)) return false;
		for (const name in container) {
			const member = container[name];
			if (typeof member === "object" && member !== null) pending.push(member);
			else if (!isScalar(member)) return false;
		}
	}
	return true;
}

/** A cyclic value never ends, and JSON.stringify says so. */
const MAX_CONTAINERS = 10_000_000;

function isScalar(value: unknown): boolean {
	if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
	// A number beyond doubles was read as infinite; what holds it must stay itself, as its text is to be written.
	return typeof value === "number" && !Number.isNaN(value);
}

function isPlainObject(value: unknown): value is { readonly [name: string]: unknown } {
	if (typeof value !== "object" || value === null) return false;
	return Object.getPrototypeOf(value) === Object.prototype;
}
