import type { Json } from "../json/index.js";
import type { SchemaGraph } from "../schema/index.js";
import { mayExplode } from "./text.js";

// Shorter texts no matcher takes long over.
const SHORT = 24;

/** Whether a backtracking matcher, which validators have, might take long over one of the instance's strings. */
export function isRisky(graph: SchemaGraph, instance: Json): boolean {
	const texts = longTexts(instance);
	if (texts.length === 0) return false;
	return graph.nodes.some(({ pattern, patternProperties }) => {
		const patterns = [...(pattern === undefined ? [] : [pattern]), ...(patternProperties?.keys() ?? [])];
		return patterns.some((source) => texts.some((text) => mayExplode(source, text)));
	});
}

function longTexts(value: Json): string[] {
	if (typeof value === "string") return value.length > SHORT ? [value] : [];
	if (typeof value !== "object" || value === null) return [];
	const names = Array.isArray(value) ? [] : Object.keys(value).filter((name) => name.length > SHORT);
	return [...names, ...Object.values<Json>(value as { readonly [name: string]: Json }).flatMap(longTexts)];
}
