/**
 * The declarations of a module, or of one function in it. What has the same text is declared once; in a function only what
 * reads something of that function's own, all else in the module.
 */
export class Declarations {
	readonly #module: Declarations | undefined;
	readonly #lines: string[] = [];
	readonly #known = new Map<string, string>();
	/** What only the function has: its parameter, and what is declared in it. */
	readonly #own: string[];
	#names = 0;

	constructor(module?: Declarations, own: readonly string[] = []) {
		this.#module = module;
		this.#own = [...own];
	}

	get text(): string {
		return this.#lines.join("\n");
	}

	/** The name of what is declared so; `write` is given the name. */
	declare(kind: string, write: (name: string) => string): string {
		const text = write("");
		if (this.#module && !this.#reads(text)) return this.#module.declare(kind, write);
		const known = this.#known.get(text);
		if (known !== undefined) return known;
		const name = this.reserve(kind);
		this.#known.set(text, name);
		this.#lines.push(write(name));
		return name;
	}

	/** A name for what will be declared, as it is asked for before its text is known. */
	reserve(kind: string): string {
		if (!this.#module) return `${kind}${this.#names++}`;
		const name = this.#module.reserve(kind);
		this.#own.push(name);
		return name;
	}

	/** Declares under a name that was reserved. */
	declareAs(text: string): void {
		this.#lines.push(text);
	}

	#reads(text: string): boolean {
		return this.#own.some((name) => new RegExp(`\\b${name}\\b`).test(text));
	}
}
