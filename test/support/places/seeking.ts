/** What a text holds at the places of a pattern, by JSON.parse and plain loops: shares nothing with what finds spans. */
export interface Sought {
	/** Each place that is there with its value, which may be null. */
	readonly values: ReadonlyMap<string, unknown>;
	/** Whether a place is missing below something that `*` stands for. */
	readonly isMissingBelow: boolean;
	/** Whether any place is there, or an empty container where `*` leads. */
	readonly isThere: boolean;
}

/** Looks for the places of patterns in a value. */
export function seek(value: unknown, patterns: readonly string[]): Sought {
	const values = new Map<string, unknown>();
	let isMissingBelow = false;
	let isThere = false;
	const walk = (here: unknown, tokens: readonly string[], at: string, isBelow: boolean): void => {
		const [token, ...rest] = tokens;
		if (here === null || token === undefined) {
			isThere = true;
			if (here !== null) values.set(at, here);
			return;
		}
		const entries = typeof here === "object" ? Object.entries(here as object) : undefined;
		if (token === "*" && entries) {
			if (entries.length === 0) isThere = true;
			for (const [name, child] of entries) walk(child, rest, `${at}/${escaped(name)}`, true);
			return;
		}
		const found = entries?.find(([name]) => name === token);
		if (found) walk(found[1], rest, `${at}/${escaped(token)}`, isBelow);
		else if (isBelow) isMissingBelow = true;
	};
	for (const pattern of patterns) {
		const tokens = pattern.split("/").slice(1);
		walk(
			value,
			tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")),
			"",
			false,
		);
	}
	return { values, isMissingBelow, isThere };
}

function escaped(name: string): string {
	return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
