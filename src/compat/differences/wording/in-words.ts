import type { Json } from "../../../json/index.js";
import { type SchemaPlace, TYPE_BITS } from "../../../schema/index.js";
import { listText } from "../../../text/index.js";
import { type JsonType, TYPES } from "../../../validate/index.js";
import type { Inquiry } from "../inquiry.js";
import { finite } from "../view/finite.js";
import { partOrChoicePlace } from "../view/place.js";
import type { View } from "../view/view.js";
import { shown } from "./format-value.js";

const NAMES: Readonly<Record<JsonType, string>> = {
	null: "null",
	boolean: "a boolean",
	number: "a number",
	string: "a string",
	array: "an array",
	object: "an object",
};

const MAX_VALUES = 3;

/** What a view allows, in words: a few values, or types. */
export function inWords(inquiry: Inquiry, view: View): string {
	const values = finite(view)?.filter((value) => inquiry.mayMeet(view.literals, value));
	if (values !== undefined && values.length > 0 && values.length <= MAX_VALUES)
		return listText(values.map(shown));
	const { pool } = inquiry;
	const isThere = (type: JsonType) => inquiry.ask([...view.literals, pool.types(TYPE_BITS[type])]) !== "none";
	const there = TYPES.filter(isThere);
	if (there.length === TYPES.length) return "anything";
	const fraction = [pool.types(TYPE_BITS.number), -pool.schema({ types: TYPE_BITS.number, integer: true })];
	const isWhole = inquiry.ask([...view.literals, ...fraction]) === "none";
	const names = there.map((type) => (type === "number" && isWhole ? "an integer" : NAMES[type]));
	return names.length === 0 ? "nothing" : listText(names);
}

/** Listed values, as what something must be. */
export function oneOf(values: readonly Json[]): string {
	const list = listText(values.map(shown));
	return values.length === 1 ? list : `one of ${list}`;
}

/** The keyword that says of which types a view's values are. */
export function typePlace(view: View): SchemaPlace {
	const part = view.nodes.some(({ types }) => types !== undefined) ? "types" : "values";
	return partOrChoicePlace(view, part, ...(part === "types" ? ["type"] : ["enum", "const"]));
}
