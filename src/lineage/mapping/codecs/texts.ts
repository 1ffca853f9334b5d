import type { Codec } from "./codec.js";
import { decimalOf, isSame } from "./decimal.js";
import { Unfit } from "./unfit.js";

/** A number in a text as a number. The spelling ("1.50") is residue; what a number can't hold exactly is refused. */
export const numberText: Codec<string, number> = {
	upgrade(text) {
		const decimal = decimalOf(text);
		const number = Number(text);
		const held = decimalOf(String(number));
		if (decimal === undefined) throw new Unfit("is not the text of a number");
		if (held === undefined || !isSame(decimal, held))
			throw new Unfit("is a number that JSON's numbers don't hold exactly");
		return number;
	},
	downgrade: (number) => String(number),
	data: { numberText: {} },
};

/** "true" or "false" in any case as a boolean. The spelling is residue. */
export const booleanText: Codec<string, boolean> = {
	upgrade(text) {
		const word = text.toLowerCase();
		if (word === "true" || word === "false") return word === "true";
		throw new Unfit('is neither "true" nor "false"');
	},
	downgrade: (value) => String(value),
	data: { booleanText: {} },
};
