import { escapeToken, isObject } from "../../../json/index.js";
import type { Node, SchemaPlace } from "../../../schema/index.js";
import type { Side, View } from "./view.js";

/** The place of the first of the keywords that the schema has; the schema's own if it has none of them. */
export function keywordPlace(side: Side, node: Node, ...keywords: readonly string[]): SchemaPlace {
	const { file, keywordLocation } = node.place;
	const schema = side.schema.at(node.place);
	const there = keywords.find((keyword) => isObject(schema) && schema[keyword] !== undefined);
	return there === undefined
		? node.place
		: { file, keywordLocation: `${keywordLocation}/${escapeToken(there)}` };
}

/** The place of the keyword in the first node that has the part, else the nearest subschema. */
export function partPlace(view: View, part: keyof Node, ...keywords: readonly string[]): SchemaPlace {
	const node = view.nodes.find((held) => held[part] !== undefined);
	return node === undefined ? view.place : keywordPlace(view.side, node, ...keywords);
}

/** The same for a part that alternatives may have instead. */
export function partOrChoicePlace(view: View, part: keyof Node, ...keywords: readonly string[]): SchemaPlace {
	const place = partPlace(view, part, ...keywords);
	if (place !== view.place) return place;
	const union = view.nodes.some(({ anyOf }) => anyOf !== undefined) ? "anyOf" : "oneOf";
	return partPlace(view, union, union);
}
