import type { Shape } from "../shape.js";
import { copyOf, type Members, setMember } from "./json-object.js";

/** Member names and element indices, from the root. */
export type TokenPath = readonly (string | number)[];

/**
 * A value in the making: what is changed is copied first, place by place, so that a subtree that stands in two places
 * is changed in one of them only, and the value that the draft began with stays as it is.
 */
export class Draft {
	value: unknown;
	readonly #copies = new Set<unknown>();

	constructor(value: unknown) {
		this.value = value;
	}

	/** Sets and removes members of the object there; members that come to it take their documented places. */
	change(route: TokenPath, put: ReadonlyMap<string, unknown>, cut: readonly string[], shape: Shape): void {
		const object = this.#open(route) as Members;
		let grows = false;
		for (const [name, value] of put) {
			grows ||= !Object.hasOwn(object, name);
			setMember(object, name, value);
		}
		// An object of the draft's own.
		for (const name of cut) delete (object as Record<string, unknown>)[name];
		if (grows) this.#replace(route, inDocumentedOrder(object, shapeAt(shape, route)));
	}

	/** Puts another array in the place of the one there. */
	rearrange(route: TokenPath, elements: readonly unknown[]): void {
		this.#replace(route, elements);
	}

	#replace(route: TokenPath, value: unknown): void {
		this.#copies.add(value);
		const last = route.at(-1);
		if (last === undefined) this.value = value;
		else setMember(this.#open(route.slice(0, -1)) as Members, last as string, value);
	}

	/** The container there, as a copy that may be changed. */
	#open(route: TokenPath): unknown {
		this.value = this.#owned(this.value);
		let here = this.value;
		for (const token of route) {
			// Routes were found in the value, and nothing on them has been removed since.
			const members = here as Members;
			const child = this.#owned(members[token]);
			setMember(members, token as string, child);
			here = child;
		}
		return here;
	}

	#owned(container: unknown): unknown {
		if (this.#copies.has(container)) return container;
		const copy = Array.isArray(container) ? [...container] : copyOf(container as Members);
		this.#copies.add(copy);
		return copy;
	}
}

function shapeAt(root: Shape, route: TokenPath): Shape | undefined {
	let shape: Shape | undefined = root;
	for (const token of route) shape = typeof token === "number" ? shape?.items : shape?.properties.get(token);
	return shape;
}

/** The object with its members as the schema lists them; undeclared ones come last, in the order that they have. */
function inDocumentedOrder(object: Members, shape: Shape | undefined): Members {
	if (shape === undefined || shape.properties.size === 0) return object;
	const ordered: Members = {};
	for (const name of shape.properties.keys()) {
		if (Object.hasOwn(object, name)) setMember(ordered, name, object[name]);
	}
	for (const name of Object.keys(object)) {
		if (!Object.hasOwn(ordered, name)) setMember(ordered, name, object[name]);
	}
	return ordered;
}
