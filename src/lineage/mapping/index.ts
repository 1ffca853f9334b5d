export {
	booleanText,
	type Codec,
	type CodecData,
	codec,
	type EpochUnit,
	epoch,
	inverted,
	isoDate,
	milliseconds,
	narrowed,
	nullable,
	numberText,
	type Precision,
	type Rounding,
	renamed,
	type ScaleOptions,
	scaled,
	seconds,
	Unfit,
} from "./codecs/index.js";
export type { MappingData, RuleData } from "./data.js";
export { Mapping, type MappingOptions, mapping } from "./mapping.js";
export type { ValuePlaces } from "./places.js";
export type { Rule as MappingRule } from "./rule.js";
export type { Spec as MappingRules } from "./spec.js";
export type { Tools as MappingTools } from "./tools.js";
