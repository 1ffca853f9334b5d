import type { Leaving } from "../residue/index.js";
import type { Place, Step } from "../step.js";
import { Unfit } from "./codecs/index.js";

/** One direction of a mapping. */
export interface StepConversion {
	convert(given: unknown, outer: unknown): unknown;
	/** Says what the conversion did. */
	tell(account: Place, given: unknown, made: unknown): void;
}

/** What a step says of itself beside its functions. */
export type StepTraits = Omit<Step<unknown, unknown>, "upgrade" | "downgrade" | "bind" | "leaving">;

/** The step of two conversions; a value that a codec can't convert is refused. */
export function stepOf<Older, Newer>(
	up: StepConversion,
	down: StepConversion,
	traits: StepTraits,
	leaving?: Leaving,
): Step<Older, Newer> {
	return { upgrade: way(up), downgrade: way(down), ...traits, ...(leaving && { leaving }) };
}

function way({ convert, tell }: StepConversion) {
	return (given: unknown, account: Place) => {
		try {
			const made = convert(given, undefined);
			if (account.isHeard) tell(account, given, made);
			// The rules' types say that it is.
			return made as never;
		} catch (error) {
			if (error instanceof Unfit) return account.refuse(error.at, error.message);
			throw error;
		}
	};
}
