import { isObject } from "../../json/index.js";
import type { Members } from "./json-object.js";

/** What tells an object from others of its kind: the value of its `id`, or of a member that the step names. */
export type ObjectIdentity = string | number;

/** Members that identify an object, where a step names none that it has. */
const DEFAULT_NAMES: readonly string[] = ["id", "_id", "uuid"];

/** Reads the identities of objects. */
export class Identities {
	/** The members that are looked for, in this order. */
	readonly names: readonly string[];
	/** Whether `id` is looked for first. */
	readonly #isById: boolean;

	/** `named` are the members that the step's author declared; they are looked for first. */
	constructor(named: readonly string[] = []) {
		this.names = named.length === 0 ? DEFAULT_NAMES : [...new Set([...named, ...DEFAULT_NAMES])];
		this.#isById = this.names[0] === "id";
	}

	of(value: unknown): ObjectIdentity | undefined {
		if (!isObject(value)) return undefined;
		// Most are known by this; reading it by name saves a third of the time.
		if (this.#isById && typeof value.id === "string" && Object.hasOwn(value, "id")) return value.id;
		return this.#find(value)?.identity;
	}

	/** The same, if one of these members says it. */
	ofOne(value: unknown, members: readonly string[]): ObjectIdentity | undefined {
		if (!isObject(value)) return undefined;
		if (this.#isById && typeof value.id === "string" && Object.hasOwn(value, "id"))
			return members.includes("id") ? value.id : undefined;
		const found = this.#find(value);
		return found && members.includes(found.name) ? found.identity : undefined;
	}

	#find(value: Members): { readonly name: string; readonly identity: ObjectIdentity } | undefined {
		for (const name of this.names) {
			if (!Object.hasOwn(value, name)) continue;
			const identity = value[name];
			if (typeof identity === "string" || typeof identity === "number") return { name, identity };
		}
		return undefined;
	}

	/**
	 * Whether two arrays have the same few elements in the same order, each with an identity of its own. Saves the maps
	 * of `indexOf` where arrays are as short as most are.
	 */
	arePaired(some: readonly unknown[], others: readonly unknown[]): boolean {
		if (some.length !== others.length || some.length > MAX_PAIRED) return false;
		const met: ObjectIdentity[] = [];
		for (let i = 0; i < some.length; i++) {
			const identity = this.of(some[i]);
			if (identity === undefined || identity !== this.of(others[i]) || met.includes(identity)) return false;
			met.push(identity);
		}
		return true;
	}

	/** The index of each element by its identity; undefined unless every element has one of its own. */
	indexOf(array: readonly unknown[]): ReadonlyMap<ObjectIdentity, number> | undefined {
		const index = new Map<ObjectIdentity, number>();
		for (let i = 0; i < array.length; i++) {
			const identity = this.of(array[i]);
			if (identity === undefined || index.has(identity)) return undefined;
			index.set(identity, i);
		}
		return index;
	}
}

/** Beyond this maps are quicker. */
const MAX_PAIRED = 8;
