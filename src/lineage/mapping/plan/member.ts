/** Reads and writes members of JSON objects by name: own ones only, whatever the name. */

/** Gives the member of an object; undefined where there is none, or no object. */
export type Read = (value: unknown) => unknown;

type Members = { readonly [name: string]: unknown };

/** Reads what stands at the tokens, through own members. */
export function readerOf(tokens: readonly string[]): Read {
	const [first, ...rest] = tokens;
	if (first === undefined) return (value) => value;
	const read = memberReader(first);
	if (rest.length === 0) return read;
	const readRest = readerOf(rest);
	return (value) => {
		const child = read(value);
		// A null on the way is what stands there.
		return typeof child === "object" && child !== null ? readRest(child) : child === null ? null : undefined;
	};
}

function memberReader(name: string): Read {
	// Objects inherit few names; for all others the plain read is the quick one.
	if (name in Object.prototype)
		return (value) => (Object.hasOwn(value as object, name) ? (value as Members)[name] : undefined);
	return (value) => (value as Members)[name];
}

/** Puts a member, also one whose name an object would take for its prototype. */
export function put(object: Record<string, unknown>, name: string, value: unknown): void {
	if (name !== "__proto__") object[name] = value;
	else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
