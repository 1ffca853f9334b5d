import { type Codec, inverted } from "./codec.js";
import { Unfit } from "./unfit.js";

/** The unit of a number that counts from 1970-01-01T00:00:00Z. */
export type EpochUnit = "s" | "ms";

const PER_SECOND = { s: 1, ms: 1000 } as const;

/** RFC 3339, which a JSON Schema calls "date-time". */
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * A number since 1970, in milliseconds unless told otherwise, as a text "2023-01-31T10:00:00.000Z". On the way back
 * another spelling of the time (an offset, more digits) is residue.
 */
export function isoDate(unit: EpochUnit = "ms"): Codec<number, string> {
	const perSecond = PER_SECOND[unit];
	return {
		upgrade(number) {
			const date = new Date((number * 1000) / perSecond);
			if (Number.isNaN(date.getTime())) throw new Unfit("is no time that a date can say");
			return date.toISOString();
		},
		downgrade(text) {
			const time = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
			if (Number.isNaN(time)) throw new Unfit("is no date-time of RFC 3339");
			return Math.floor((time * perSecond) / 1000);
		},
		data: { isoDate: unit },
	};
}

/** A text "2023-01-31T10:00:00Z" as a number since 1970, in milliseconds unless told otherwise. */
export function epoch(unit: EpochUnit = "ms"): Codec<string, number> {
	return { ...inverted(isoDate(unit)), data: { epoch: unit } };
}
