import { isPointerIndex, parsePointer } from "../pointer.js";
import type { Pointer } from "../types.js";
import { type Mark, markAll } from "./marks.js";
import { LineStarts, type Position } from "./position.js";

/**
 * Where each value and key of a JSON text stands, by JSON Pointer; the text is one that JSON.parse accepts, perhaps
 * behind a byte order mark, which no column counts. Of equal keys the last one counts, as for JSON.parse.
 */
export class Positions {
	readonly #root: Mark | undefined;
	readonly #lines: LineStarts;

	/** The marks are those of the JSON text, unless others are given for a text in another language. */
	constructor(text: string, root: Mark | undefined = markAll(text)) {
		this.#lines = new LineStarts(text);
		this.#root = root;
	}

	/** The offset at which the value begins that the pointer leads to; undefined if there is none. */
	offset(pointer: Pointer): number | undefined {
		const { mark, isWhole } = this.#find(pointer);
		return isWhole ? mark?.value : undefined;
	}

	/** Where the value begins that the pointer leads to; undefined if there is none. */
	value(pointer: Pointer): Position | undefined {
		const { mark, isWhole } = this.#find(pointer);
		return mark && isWhole ? this.#lines.position(mark.value) : undefined;
	}

	/** Where the key of that value begins, at its quotation mark; undefined for an item, the root or nothing. */
	key(pointer: Pointer): Position | undefined {
		const { mark, isWhole } = this.#find(pointer);
		return isWhole && mark?.key !== undefined ? this.#lines.position(mark.key) : undefined;
	}

	/** What to show somebody: the key, or the value where there is no key, or the nearest container if neither is. */
	nearest(pointer: Pointer): Position {
		const { mark } = this.#find(pointer);
		return this.#lines.position(mark?.key ?? mark?.value ?? 0);
	}

	/** The mark that the pointer leads to, or else the deepest one on the way. */
	#find(pointer: Pointer): { readonly mark: Mark | undefined; readonly isWhole: boolean } {
		let mark = this.#root;
		for (const token of parsePointer(pointer)) {
			const child = childOf(mark, token);
			if (child === undefined) return { mark, isWhole: false };
			mark = child;
		}
		return { mark, isWhole: true };
	}
}

function childOf(mark: Mark | undefined, token: string): Mark | undefined {
	const children = mark?.children;
	if (!Array.isArray(children)) return children?.get(token);
	return isPointerIndex(token) ? children[Number(token)] : undefined;
}
