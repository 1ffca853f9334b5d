import type { Node } from "../../schema/index.js";
import { literal } from "./literal.js";
import { explainText } from "./runtime/explain-text.js";
import { HELPERS, type HelperName } from "./runtime/helpers.js";
import { patternText } from "./runtime/pattern-text.js";

/** What the emitted code needs beside its functions: helpers and constants, each once. */
export class Needs {
	readonly #helpers = new Set<HelperName>();
	readonly #constants = new Map<string, { readonly name: string; readonly text: string }>();

	/** The name of a helper, which the code will hold then, with those that it calls. */
	use(name: HelperName): string {
		if (!this.#helpers.has(name)) {
			this.#helpers.add(name);
			for (const other of HELPERS[name].calls ?? []) this.use(other);
		}
		return name;
	}

	/** The name of a constant of this text. */
	constant(prefix: string, text: string): string {
		const known = this.#constants.get(text);
		if (known !== undefined) return known.name;
		const name = `${prefix}${this.#constants.size + 1}`;
		this.#constants.set(text, { name, text });
		return name;
	}

	/** The name of a constant that tests texts by a pattern. */
	pattern(source: string, node: Node): string {
		return this.constant(
			"pattern",
			patternText(source, node, (name) => this.use(name)),
		);
	}

	/** The name of a set of names. */
	names(names: Iterable<string>): string {
		return this.constant("names", `new Set(${literal([...names])})`);
	}

	/** Takes what rules with these parts need. */
	explain(parts: ReadonlySet<string>): string {
		const { text, calls } = explainText(parts);
		for (const name of calls) this.use(name);
		return text;
	}

	/** The text of the helpers and constants. */
	text(): string[] {
		const helpers = Object.entries(HELPERS).filter(([name]) => this.#helpers.has(name as HelperName));
		const constants = [...this.#constants.values()].map(({ name, text }) => `const ${name} = ${text};`);
		return [...helpers.map(([, { text }]) => text), constants.join("\n")];
	}
}
