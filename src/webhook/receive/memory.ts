import { atLeast } from "../option.js";

/** Remembers which ids were seen. */
export interface Memory {
	/** Whether the id was seen before; from now on it was. */
	seen(id: string): boolean | Promise<boolean>;
	/** Takes it back, so that the sender's next try counts. */
	forget(id: string): void | Promise<void>;
}

/** So many ids are remembered. */
const MOST_IDS = 10_000;

/** Remembers the last ids, as many as `limit` says, in this process only. */
export function memory(limit: number = MOST_IDS): Memory {
	const ids = new LastIds(atLeast(1, "limit", limit));
	return {
		seen: (id) => !ids.add(id),
		forget: (id) => void ids.delete(id),
	};
}

/** A memory of a store that knows no way back: which ids to forget is then remembered here. */
export function forgetful(seen: Memory["seen"]): Memory {
	const forgotten = new LastIds(MOST_IDS);
	return {
		seen: async (id) => (await seen(id)) && !forgotten.delete(id),
		forget: (id) => void forgotten.add(id),
	};
}

/** Forgets the id of a delivery that could not be dealt with; gives what to throw, which is more if that fails, too. */
export async function forgetAfter(
	error: unknown,
	id: string,
	memory: Pick<Memory, "forget">,
): Promise<unknown> {
	try {
		await memory.forget(id);
		return error;
	} catch (another) {
		return new AggregateError([error, another], "a delivery failed, and its id could not be forgotten");
	}
}

/** The ids that were added last, up to a limit. */
class LastIds {
	readonly #ids = new Set<string>();
	readonly #limit: number;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Whether it was not there. */
	add(id: string): boolean {
		if (this.#ids.has(id)) return false;
		this.#ids.add(id);
		if (this.#ids.size > this.#limit) this.#ids.delete(this.#oldest);
		return true;
	}

	/** A set keeps the order in which its members came. */
	get #oldest(): string {
		const [oldest = ""] = this.#ids;
		return oldest;
	}

	/** Whether it was there. */
	delete(id: string): boolean {
		return this.#ids.delete(id);
	}
}
