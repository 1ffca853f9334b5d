import type { Json } from "../json/index.js";
import { countText, cut, printableJson, shorten } from "../text/index.js";

/** No person reads more characters of a payload than this. */
const LONGEST = 4_000;

/** A payload as lines of JSON, each container on one line if it fits the width; cut where nobody would read on. */
export function payloadLines(payload: Json, width: number): readonly string[] {
	const { length } = printableJson(payload);
	if (length <= LONGEST) return laidOut(payload, width);
	return [...cut(printableJson(payload, 1), LONGEST).split("\n"), `… ${countText(length)} characters in all`];
}

/** A payload on one line, cut where it is too long. */
export function payloadLine(payload: Json, longest: number): string {
	return shorten(printableJson(payload), longest);
}

function laidOut(value: Json, width: number): string[] {
	const line = onOneLine(value);
	if (line.length <= width || typeof value !== "object" || value === null) return [line];
	const parts = partsOf(value).map(([key, part], index, all) => {
		const [first = "", ...rest] = laidOut(part, width - 2 - key.length - 1);
		const lines = [key + first, ...rest].map((each) => `  ${each}`);
		return index === all.length - 1 ? lines : [...lines.slice(0, -1), `${lines.at(-1)},`];
	});
	const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
	return [open, ...parts.flat(), close];
}

function onOneLine(value: Json): string {
	if (typeof value !== "object" || value === null) return printableJson(value);
	const parts = partsOf(value).map(([key, part]) => key + onOneLine(part));
	if (parts.length === 0) return Array.isArray(value) ? "[]" : "{}";
	return Array.isArray(value) ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

/** The values in a container, each behind its key as JSON writes it. */
function partsOf(container: object): readonly (readonly [key: string, part: Json])[] {
	const keyed = !Array.isArray(container);
	return Object.entries(container).map(
		([key, part]) => [keyed ? `${printableJson(key)}: ` : "", part] as const,
	);
}
