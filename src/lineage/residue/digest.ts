/** Tells JSON values apart, whatever the order of their members: 64 bits, against chance and not against malice. */
export function digest(value: unknown): string {
	return new Hash().value(value).text;
}

/** Tells texts apart. */
export function digestOfText(text: string): string {
	return new Hash().string(text).text;
}

/** Two FNV-1a hashes over UTF-16 code units, with different beginnings. */
class Hash {
	#one = 0x811c9dc5;
	#two = 0x050c5d1f;

	string(text: string): this {
		for (let i = 0; i < text.length; i++) {
			const unit = text.charCodeAt(i);
			this.#one = Math.imul(this.#one ^ unit, 0x01000193);
			this.#two = Math.imul(this.#two ^ unit, 0x01000193) + (this.#one >>> 15);
		}
		return this;
	}

	/** Keeps its own stack, so that depth is no danger. */
	value(root: unknown): this {
		const pending: unknown[] = [root];
		while (pending.length > 0) {
			const value = pending.pop();
			if (value instanceof Punctuation) this.string(value.text);
			else if (Array.isArray(value)) {
				this.string("[");
				pending.push(END, ...value.toReversed().flatMap((item) => [item, COMMA]));
			} else if (typeof value === "object" && value !== null) {
				this.string("{");
				const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
				pending.push(END);
				for (const [name, member] of members.reverse()) {
					pending.push(member, new Punctuation(JSON.stringify(name)));
				}
			} else this.string(JSON.stringify(Object.is(value, -0) ? 0 : value) ?? "");
		}
		return this;
	}

	get text(): string {
		return [this.#one, this.#two].map((half) => (half >>> 0).toString(36)).join("-");
	}
}

class Punctuation {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}
const END = new Punctuation("]");
const COMMA = new Punctuation(",");
