import { compare, counterpart, type Difference, type SchemaInput } from "../../../src/compat/index.js";

/** What a list of differences can get wrong. */
export const LAWS = [
	"incompatible, and no error says why",
	"compatible, and an error says why not",
	"equivalent, and something differs",
	"not proved equivalent, and nothing differs",
	"the same twice",
	"other differences the other way round",
] as const;

/** What a list of differences between two schemas gets wrong, given the verdicts on them and the list of the way back. */
export function brokenLaws(
	writer: SchemaInput,
	reader: SchemaInput,
	list: readonly Difference[],
	back: readonly Difference[],
): readonly string[] {
	const [backward, forward] = [compare(writer, reader).verdict, compare(reader, writer).verdict];
	const areEquivalent = backward === "compatible" && forward === "compatible";
	const hasError = list.some(({ level, direction }) => level === "error" && direction !== "forward");
	const broken: Readonly<Record<(typeof LAWS)[number], boolean>> = {
		"incompatible, and no error says why": backward === "incompatible" && !hasError,
		"compatible, and an error says why not": backward === "compatible" && hasError,
		"equivalent, and something differs": areEquivalent && list.length > 0,
		"not proved equivalent, and nothing differs": !areEquivalent && list.length === 0,
		"the same twice": new Set(list.map((difference) => JSON.stringify(difference))).size < list.length,
		"other differences the other way round": plain(back) !== swapped(list),
	};
	return LAWS.filter((law) => broken[law]);
}

/** The list as it must be where writer and reader change places, in the order of its text. */
function swapped(list: readonly Difference[]): string {
	return list
		.map(({ rule, writer, reader }) => JSON.stringify([counterpart(rule), reader, writer]))
		.sort()
		.join();
}

function plain(list: readonly Difference[]): string {
	return list
		.map(({ rule, writer, reader }) => JSON.stringify([rule, writer, reader]))
		.sort()
		.join();
}
