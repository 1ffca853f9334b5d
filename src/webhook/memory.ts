/** Remembers which ids were seen. */
export interface Memory {
	/** Whether the id was seen before; from now on it was. */
	seen(id: string): boolean | Promise<boolean>;
	/** Takes it back, so that the sender's next try counts. */
	forget(id: string): void | Promise<void>;
}

/** Remembers the last ids, as many as `limit` says, in this process only. */
export function memory(limit = 10_000): Memory {
	const ids = new Set<string>();
	return {
		seen(id) {
			if (ids.has(id)) return true;
			ids.add(id);
			if (ids.size > limit) ids.delete(oldest(ids));
			return false;
		},
		forget(id) {
			ids.delete(id);
		},
	};
}

/** A set keeps the order in which its members came. */
function oldest(ids: ReadonlySet<string>): string {
	for (const id of ids) return id;
	return "";
}
