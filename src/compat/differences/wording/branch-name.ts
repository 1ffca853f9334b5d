import { parsePointer } from "../../../json/index.js";
import type { Inquiry } from "../inquiry.js";
import { listDeclaredNames } from "../view/declared.js";
import type { View } from "../view/view.js";
import { short, shown } from "./format-value.js";
import { inWords } from "./in-words.js";

const CONTAINERS: ReadonlySet<string> = new Set(["$defs", "definitions", "schemas"]);

/** The name of the definition that the view's first schema is. */
export function definitionName(view: View): string | undefined {
	const [node] = view.nodes;
	const [name, container = ""] = parsePointer(node?.place.keywordLocation ?? "").reverse();
	return CONTAINERS.has(container) ? name : undefined;
}

/** The name of an alternative: that of its definition, or the value that tells it from others. */
export function nameOf(alternative: View): string | undefined {
	const name = definitionName(alternative);
	if (name !== undefined) return `\`${short(name)}\``;
	for (const property of listDeclaredNames(alternative)) {
		const [values = []] = alternative.property(property).nodes.flatMap((node) => node.values ?? []);
		const [value] = values;
		if (value !== undefined && values.length === 1) return `\`${short(property)}\` is ${shown(value)}`;
	}
	return undefined;
}

/** Where an alternative with a name is, in brackets after a place. */
export function branchLabel(alternative: View): string | undefined {
	const name = nameOf(alternative);
	if (name === undefined) return undefined;
	return definitionName(alternative) === undefined ? `where ${name}` : `in ${name}`;
}

/** What an alternative without a name allows. */
export function kindOf(inquiry: Inquiry, alternative: View, index: number): string {
	const types = inWords(inquiry, alternative);
	return types === "an object" || types === "anything" ? `number ${index + 1}` : types;
}
