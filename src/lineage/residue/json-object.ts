/** A JSON object whose members are read by name. */
export type Members = { readonly [name: string]: unknown };

/** Sets an own member, also one that is named `__proto__`. */
export function setMember(object: Members, name: string, value: unknown): void {
	if (name !== "__proto__") {
		// Only objects that this folder made itself are written to.
		(object as Record<string, unknown>)[name] = value;
		return;
	}
	Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A copy with the same own members, in their order. */
export function copyOf(object: Members): Members {
	// Spread defines members, so that `__proto__` stays an ordinary one.
	return { ...object };
}
