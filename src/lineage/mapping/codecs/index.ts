export { type AnyCodec, type Codec, type CodecData, codec, inverted, nullable } from "./codec.js";
export { type EpochUnit, epoch, isoDate } from "./dates.js";
export type { Rounding } from "./decimal.js";
export { milliseconds, type Precision, type ScaleOptions, scaled, seconds } from "./scaled.js";
export { booleanText, numberText } from "./texts.js";
export { atPlace, located, Unfit } from "./unfit.js";
export { narrowed, renamed } from "./words.js";
