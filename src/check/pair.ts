import { type Assumption, compare, type Options } from "../compat/index.js";
import type { MessageDirection } from "../schema/index.js";
import type { LocatedSchema } from "./documents/source.js";
import type { Judgement, PairResult } from "./result.js";

/** Which ways a change is judged: old data with the new schema, new data with the old one, or both. */
export type Mode = "backward" | "forward" | "full";

/** The modes of a check, in the order in which help lists them. */
export const MODES: readonly Mode[] = ["backward", "forward", "full"];

/** How pairs are judged. */
export interface Judging {
	readonly mode: Mode;
	readonly options: Options;
	readonly assume: readonly Assumption[];
	/** Of which messages the schemas are asked, if `readOnly` and `writeOnly` are to count. */
	readonly direction: MessageDirection | undefined;
}

/** Compares an older and a newer schema, each way that the mode asks for. */
export function comparePair(
	subject: string,
	older: LocatedSchema,
	newer: LocatedSchema,
	judging: Judging,
): PairResult[] {
	const ways = [
		{ direction: "backward", writer: older, reader: newer },
		{ direction: "forward", writer: newer, reader: older },
	] as const;
	return ways
		.filter(({ direction }) => judging.mode === "full" || judging.mode === direction)
		.map(({ direction, writer, reader }) => {
			const writes = writer.preparedFor(judging.direction);
			const reads = reader.preparedFor(judging.direction);
			const { assumptions, ...judgement } = compare(writes, reads, judging.options);
			const assuming = judging.assume.map((name) => {
				const options = { ...judging.options, assume: [name] };
				const { assumptions: _, ...lenient } = compare(writes, reads, options);
				return { name, ...lenient };
			});
			return {
				...judgement,
				subject,
				direction,
				writer: writer.name,
				reader: reader.name,
				assumptions,
				assuming,
			};
		});
}

/** The judgement that counts: under the assumptions, where they were asked for. */
export function effective(pair: PairResult): Judgement {
	return pair.assuming.at(-1) ?? pair;
}
