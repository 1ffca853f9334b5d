import {
	compare,
	counterpart,
	type Difference,
	differences,
	type SchemaInput,
} from "../../../src/compat/index.js";

/** What the list of differences between two schemas gets wrong, given the verdicts on them; empty where it is right. */
export function brokenLaws(
	writer: SchemaInput,
	reader: SchemaInput,
	list = differences(writer, reader),
): string[] {
	const [backward, forward] = [compare(writer, reader).verdict, compare(reader, writer).verdict];
	const errors = list.filter(({ level, direction }) => level === "error" && direction !== "forward");
	const laws: readonly (readonly [string, boolean])[] = [
		["incompatible, and no error says why", backward === "incompatible" && errors.length === 0],
		["compatible, and an error says why not", backward === "compatible" && errors.length > 0],
		[
			"equivalent, and something differs",
			backward === "compatible" && forward === "compatible" && list.length > 0,
		],
		[
			"not proved equivalent, and nothing differs",
			list.length === 0 && !(backward === "compatible" && forward === "compatible"),
		],
		["the same twice", repeats(list)],
	];
	return laws.flatMap(([law, isBroken]) => (isBroken ? [law] : []));
}

/** The list as it must be where writer and reader change places; in the order of its text. */
export function swapped(list: readonly Difference[]): string[] {
	return list.map(({ rule, writer, reader }) => JSON.stringify([counterpart(rule), reader, writer])).sort();
}

/** The list in the order of its text. */
export function plain(list: readonly Difference[]): string[] {
	return list.map(({ rule, writer, reader }) => JSON.stringify([rule, writer, reader])).sort();
}

function repeats(list: readonly Difference[]): boolean {
	return new Set(list.map((difference) => JSON.stringify(difference))).size < list.length;
}
