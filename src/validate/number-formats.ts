import type { Node } from "../schema/index.js";
import type { FormatChecks } from "./keywords/check.js";

const GREATEST_SINGLE = (2 - 2 ** -23) * 2 ** 127;

/** Bounds of numbers, as keywords. */
type Interval = Pick<Node, "minimum" | "maximum" | "exclusiveMaximum" | "integer">;

/** The formats of numbers that are intervals; beyond 53 bits the bounds are the next powers of two, left out. */
const INTERVALS: ReadonlyMap<string, Interval> = new Map<string, Interval>([
	...[8, 16, 32, 64].flatMap((bits): [string, Interval][] => [
		[`int${bits}`, { integer: true, minimum: -(2 ** (bits - 1)), exclusiveMaximum: 2 ** (bits - 1) }],
		[`uint${bits}`, { integer: true, minimum: 0, exclusiveMaximum: 2 ** bits }],
	]),
	["float", { minimum: -GREATEST_SINGLE, maximum: GREATEST_SINGLE }],
	["double", { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE }],
]);

/** The interval that a format of numbers stands for, as keywords; undefined for formats that are not modelled. */
export function intervalOf(name: string): Interval | undefined {
	return INTERVALS.get(name);
}

const OF_TEXTS: ReadonlySet<string> = new Set([
	...["date-time", "date", "time", "duration", "iso-date-time", "iso-time", "http-date"],
	...["email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "ip-address", "host-name"],
	...["uri", "uri-reference", "iri", "iri-reference", "uri-template", "url", "uuid"],
	...["json-pointer", "relative-json-pointer", "json-pointer-uri-fragment", "regex"],
	...["byte", "binary", "password", "base64url", "char", "html", "markdown", "commonmark", "color"],
]);

/** Whether a format may say something about numbers: all may that are not known to be of texts alone. */
export function isOfNumbers(checks: FormatChecks, name: string): boolean {
	return INTERVALS.has(name) || !(OF_TEXTS.has(name) || checks.has(name));
}
