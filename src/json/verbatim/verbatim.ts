import { isArray, isContainer } from "../kind.js";
import { escapeToken } from "../pointer.js";
import { withoutSpace } from "../read/token.js";
import type { Json, Pointer } from "../types.js";
import type { Odd, OddReason } from "./scan.js";

/** A place whose text a round trip through JavaScript's values would change. */
export interface VerbatimPlace {
	readonly pointer: Pointer;
	readonly reason: OddReason;
}

/**
 * What must be written as the document wrote it. It knows the containers of one parsed value by identity, so a step
 * that passes a container on untouched keeps its text, and one that builds a new container loses it (see unplaced).
 */
export class Verbatim {
	readonly #text: string;
	/** In the order of the text, outer before inner; the key of a root number is the number. */
	readonly #kept = new Map<Json, Kept>();

	constructor(text: string, root: Json, odd: Odd) {
		this.#text = text;
		this.#keep(root, odd, "");
	}

	/** Every odd place of the document. */
	get places(): VerbatimPlace[] {
		return [...this.#kept.values()].flatMap((kept) => kept.places);
	}

	/** The source text of a container that holds an odd place (or of an odd root number), without white space. */
	textOf(value: Json): string | undefined {
		const kept = this.#kept.get(value);
		return kept && withoutSpace(this.#text.slice(kept.start, kept.end));
	}

	/** The places whose container is in none of the documents: what writing only these would change. */
	unplaced(...documents: readonly Json[]): VerbatimPlace[] {
		const missing = new Map(this.#kept);
		// An odd number is kept only as a root; deeper in a document the same number is just equal.
		for (const document of documents) missing.delete(document);
		const pending = documents.filter(isContainer);
		for (let container = pending.pop(); container !== undefined; container = pending.pop()) {
			missing.delete(container);
			for (const child of isArray(container) ? container : Object.values(container)) {
				if (isContainer(child)) pending.push(child);
			}
		}
		return [...missing.values()].flatMap((kept) => kept.places);
	}

	#keep(value: Json, odd: Odd, pointer: Pointer): void {
		if (odd.places.length > 0) {
			const places = odd.places.map(([token, reason]) => ({ pointer: below(pointer, token), reason }));
			this.#kept.set(value, { start: odd.start, end: odd.end, places });
		}
		for (const [token, child] of odd.children) {
			// The scanner has dropped what a later duplicate shadows, so every token left leads to a container.
			const container = (value as Readonly<Record<string | number, Json>>)[token] as Json;
			this.#keep(container, child, below(pointer, token));
		}
	}
}

interface Kept {
	readonly start: number;
	readonly end: number;
	readonly places: readonly VerbatimPlace[];
}

function below(pointer: Pointer, token: string | number | undefined): Pointer {
	if (token === undefined) return pointer;
	return `${pointer}/${typeof token === "number" ? token : escapeToken(token)}`;
}
