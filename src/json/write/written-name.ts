const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * A name with its quotes and colon, as bytes in groups of eight, which are quick to copy. Records are much alike, so
 * each name knows which one was written after it the last time: mostly that is the next one again.
 */
export class WrittenName {
	readonly name: string;
	/** How many bytes it has. */
	readonly length: number;
	/**
	 * The bytes as doubles, the first one lowest; the last group is filled up with zeros. UTF-8 never makes a NaN, which
	 * might be changed on its way: in one, a byte of at least F0 stands before one that can't follow there.
	 */
	readonly groups: Float64Array;
	#next: WrittenName | undefined;

	constructor(name: string) {
		this.name = name;
		const bytes = encoder.encode(`${JSON.stringify(name)}:`);
		this.length = bytes.length;
		const groups = new DataView(new ArrayBuffer(Math.ceil(bytes.length / 8) * 8));
		bytes.forEach((byte, at) => {
			groups.setUint8(at, byte);
		});
		const count = groups.byteLength / 8;
		this.groups = Float64Array.from({ length: count }, (_, i) => groups.getFloat64(i * 8, true));
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
