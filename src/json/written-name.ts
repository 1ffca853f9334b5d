const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * A name with its quotes and colon, as bytes in groups of four, which are quick to copy. Records are much alike, so
 * each name knows which one was written after it the last time: mostly that is the next one again.
 */
export class WrittenName {
	readonly name: string;
	/** How many bytes it has. */
	readonly length: number;
	/** The bytes, the first one lowest; the last group is filled up with zeros. */
	readonly groups: Uint32Array;
	#next: WrittenName | undefined;

	constructor(name: string) {
		this.name = name;
		const bytes = encoder.encode(`${JSON.stringify(name)}:`);
		this.length = bytes.length;
		this.groups = Uint32Array.from({ length: Math.ceil(bytes.length / 4) }, (_, group) =>
			[0, 1, 2, 3].reduce((word, i) => word + (bytes[group * 4 + i] ?? 0) * 2 ** (8 * i), 0),
		);
	}

	/** The name that comes after this one. */
	before(name: string): WrittenName {
		const next = this.#next;
		if (next !== undefined && next.name === name) return next;
		this.#next = known.get(name) ?? remembered(new WrittenName(name));
		return this.#next;
	}
}

const known = new Map<string, WrittenName>();
/** Names that come out of the data, as of a map's keys, are not remembered without end. */
const MAX_KNOWN = 10_000;

function remembered(name: WrittenName): WrittenName {
	if (known.size < MAX_KNOWN && name.length < 100) known.set(name.name, name);
	return name;
}
