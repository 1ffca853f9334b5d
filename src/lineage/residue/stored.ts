/** The value as JSON stores it: itself where it is plain JSON; undefined if JSON can't hold it. */
export function stored(value: unknown): unknown {
	if (isPlainJson(value)) return value;
	try {
		const text = JSON.stringify(value);
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		// A cycle, a bigint, or deeper than the stack.
		return undefined;
	}
}

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
	return typeof value === "number" && Number.isFinite(value);
}

function isPlainObject(value: unknown): value is { readonly [name: string]: unknown } {
	if (typeof value !== "object" || value === null) return false;
	return Object.getPrototypeOf(value) === Object.prototype;
}
