import type { GuardedPlace, Leaving, Leftovers, Members } from "../../residue/index.js";
import { madeFor, type Slot } from "./builder.js";
import { put, readerOf } from "./member.js";

/** What a level leaves: its members are compared with what the way back makes of each. */
export class LevelLeaving implements Leaving {
	readonly carried: readonly string[];
	readonly #slots: readonly (Slot & { readonly read: (older: unknown) => unknown })[];
	readonly #names: ReadonlySet<string>;
	/** Which other members of the newer object the way back gives as they are; undefined if it gives none. */
	readonly #passes: ((name: string) => boolean) | undefined;

	constructor(
		carried: readonly string[],
		slots: readonly Slot[],
		passes: ((name: string) => boolean) | undefined,
	) {
		this.carried = carried;
		this.#slots = slots.map((slot) => ({ ...slot, read: readerOf([slot.name]) }));
		this.#names = new Set(slots.map(({ name }) => name));
		this.#passes = passes;
	}

	leave(older: Members, newer: Members, outer: unknown, left: Leftovers, place: GuardedPlace): void {
		const values: unknown[] = [];
		let isSame = true;
		for (const slot of this.#slots) {
			const { name, read, leave } = slot;
			const member = read(older);
			let made = leave ? leave(older, newer, outer, left, place) : madeFor(slot, newer, outer);
			if (made !== member) made = left.settle(member, made, name, place);
			isSame &&= made === member;
			values.push(made);
		}
		if (isSame && this.#isCovered(older, newer)) return;
		left.differing(older, this.#object(values, newer), place);
	}

	/** Whether the two have no members but those that were compared, and such as pass. */
	#isCovered(older: Members, newer: Members): boolean {
		const passes = this.#passes;
		for (const name in older) {
			if (!this.#names.has(name) && !(passes?.(name) && older[name] === newer[name])) return false;
		}
		if (passes) for (const name in newer) if (passes(name) && !Object.hasOwn(older, name)) return false;
		return true;
	}

	/** What the way back makes, in its order; what was settled is the older member. */
	#object(values: readonly unknown[], newer: Members): Members {
		const object: Record<string, unknown> = {};
		for (const [i, { name }] of this.#slots.entries()) {
			if (values[i] !== undefined) put(object, name, values[i]);
		}
		const passes = this.#passes;
		if (passes) for (const name in newer) if (passes(name)) put(object, name, newer[name]);
		return object;
	}
}
